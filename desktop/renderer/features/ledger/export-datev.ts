import { datevBatch } from '@tillhouse/shared/domains/ledger/datev.ts';
import { toWindows1252 } from '@tillhouse/shared/domains/ledger/windows-1252.ts';
import type { Bridge } from '../../../bridge/contract.ts';
import type { ChartShown, LedgerDays, LedgerEntry } from '../../../bridge/ledger-views.ts';
import { saveBytes } from '../../ui/csv.ts';

/** All entries of these days, up to so many. */
export async function readBook(
  bridge: Pick<Bridge, 'call'>,
  days: LedgerDays,
  most: number,
): Promise<{ readonly entries: LedgerEntry[]; readonly whole: boolean }> {
  const entries: LedgerEntry[] = [];
  let after: string | null = '';
  while (after !== null && entries.length < most) {
    const asked: LedgerDays & { after?: string; limit: number } = { ...days, limit: 500, ...(after && { after }) };
    const page: { entries: LedgerEntry[]; next: string | null } = await bridge.call('ledger.book', asked);
    entries.push(...page.entries);
    after = page.next;
  }
  return { entries, whole: after === null };
}

/**
 * Saves the postings of these days as a batch that DATEV takes in; what is in another currency is left out, and counted.
 * @throws DomainError where it cannot be a batch
 */
export function saveBatch(
  chart: ChartShown,
  entries: readonly LedgerEntry[],
  { days, currency, now }: { readonly days: LedgerDays; readonly currency: string; readonly now: Date },
): { readonly left: number } {
  const two = (value: number) => String(value).padStart(2, '0');
  const madeAt = `${now.getFullYear()}${two(now.getMonth() + 1)}${two(now.getDate())}${two(now.getHours())}${two(now.getMinutes())}${two(now.getSeconds())}000`;
  const text = datevBatch(chart, entries, { ...days, currency, madeAt, title: `Tillhouse ${days.from}` });
  saveBytes(`EXTF_Buchungsstapel_${days.from}_${days.to}.csv`, toWindows1252(text), 'text/csv');
  return { left: entries.filter((entry) => entry.currency !== currency).length };
}
