import { type StoreTill, tillOf } from '@tillhouse/shared/domains/access/store-parts.ts';
import type { Reader } from '../database/reader.ts';
import { storeAt } from '../session/store-at.ts';
import { locationOfRegister } from './price-basket.ts';
import { noTips } from './problems.ts';

/** How customers are asked for a tip at a register; undefined: they are not. */
export function tipsAt(reader: Reader, registerId: string | null): StoreTill['tips'] {
  const till = storeAt(reader, locationOfRegister(reader, registerId))?.till ?? null;
  return tillOf({ till: till === null ? null : (JSON.parse(till) as StoreTill) }).tips;
}

/** @throws HostProblem `basket.no-tips` where the store takes none */
export function refuseTip(reader: Reader, registerId: string, tip: number): void {
  if (tip > 0 && !tipsAt(reader, registerId)) throw noTips();
}
