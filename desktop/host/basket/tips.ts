import { type StoreTill, tillOf } from '@tillhouse/shared/domains/access/store-parts.ts';
import type { Reader } from '../database/reader.ts';
import { storeAt } from '../session/store-at.ts';
import { locationOfRegister, storeFacts } from './price-basket.ts';
import { noTips, tipOffCoins } from './problems.ts';

/** How customers are asked for a tip at a register; undefined: they are not. */
export function tipsAt(reader: Reader, registerId: string | null): StoreTill['tips'] {
  const till = storeAt(reader, locationOfRegister(reader, registerId))?.till ?? null;
  return tillOf({ till: till === null ? null : (JSON.parse(till) as StoreTill) }).tips;
}

/** @throws HostProblem `basket.no-tips` where the store takes none */
export function refuseTip(reader: Reader, registerId: string, tip: number): void {
  if (tip > 0 && !tipsAt(reader, registerId)) throw noTips();
}

/** What is given in cash lies in the drawer, so it is made of coins. @throws HostProblem `basket.no-tips`, `basket.tip-off-coins` */
export function refuseCashTip(reader: Reader, registerId: string, tip: number): void {
  refuseTip(reader, registerId, tip);
  const { increment } = storeFacts(reader, locationOfRegister(reader, registerId)).cash;
  if (increment > 1 && tip % increment !== 0) throw tipOffCoins(tip, increment);
}
