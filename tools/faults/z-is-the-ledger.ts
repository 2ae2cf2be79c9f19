import type { ZReport } from '@tillhouse/shared/domains/register/z-report.ts';
import { expect } from 'vitest';
import type { RowSource } from '../cli/read-sources.ts';

type Sums = Record<string, number>;

const put = (sums: Sums, key: string, amount: number): void => {
  sums[key] = (sums[key] ?? 0) + amount;
};
const filled = (sums: Sums) => Object.fromEntries(Object.entries(sums).filter(([, amount]) => amount !== 0));

/**
 * What the Z reports of each register say, added up, is what the ledger was told of its sales, returns and drawers, account by
 * account. Every drawer is closed by then.
 * @param from ISO moment: of drawers that were opened since, where what was sold before is somebody else's history
 */
export async function expectZIsTheLedger(
  cloud: RowSource,
  registerIds: readonly string[],
  from = '2000-01-01T00:00:00Z',
): Promise<void> {
  for (const registerId of registerIds) {
    const closings = await cloud.rows<{ report: ZReport; counted: number; expected: number }>(
      `SELECT c.report, c.counted, c.expected
         FROM register_closings c JOIN register_sessions s ON s.tenant_id = c.tenant_id AND s.id = c.session_id
        WHERE c.register_id = $1 AND s.opened_at >= $2`,
      [registerId, from],
    );
    const z: Sums = {};
    for (const { report, counted, expected } of closings) {
      put(z, 'sale', report.sales.amount);
      put(z, 'return', report.returns.amount);
      put(z, 'rounding', report.rounding);
      for (const { rate, tax } of report.taxes) put(z, `tax ${rate}`, tax);
      for (const { kind, amount } of report.tenders) put(z, `paid in ${kind}`, amount);
      put(z, 'cash of trade', report.drawer.cash);
      put(z, 'cash by hand', report.drawer.paidIn - report.drawer.paidOut);
      put(z, 'floats', report.drawer.float);
      put(z, 'taken out', expected);
      put(z, 'counted', counted);
    }
    const lines = await cloud.rows<{ kind: string; account: string; detail: string; amount: string }>(
      `SELECT e.kind, l.account, l.detail, sum(l.amount) AS amount
         FROM journal_entries e JOIN journal_lines l ON l.tenant_id = e.tenant_id AND l.entry_id = e.id
        WHERE e.register_id = $1 AND e.occurred_at >= $2 GROUP BY 1, 2, 3`,
      [registerId, from],
    );
    const books: Sums = {};
    for (const { kind, account, detail, amount } of lines) {
      const sum = Number(amount);
      const trade = kind === 'sale' || kind === 'return';
      if (trade && ['sales', 'refund', 'tax', 'rounding'].includes(account)) put(books, kind, -sum);
      if (trade && account === 'rounding') put(books, 'rounding', -sum);
      if (trade && account === 'tax') put(books, `tax ${detail}`, -sum);
      if (trade && account === 'tender') put(books, `paid in ${detail}`, sum);
      if (trade && account === 'drawer') for (const key of ['paid in cash', 'cash of trade']) put(books, key, sum);
      if (account === 'drawer' && kind === 'cash-moved') put(books, 'cash by hand', sum);
      if (account === 'drawer' && kind === 'drawer-opened') put(books, 'floats', sum);
      if (account === 'drawer' && kind === 'drawer-closed') put(books, 'taken out', -sum);
      if (account === 'safe' && kind === 'drawer-closed') put(books, 'counted', sum);
    }
    expect(closings.length).toBeGreaterThan(0);
    expect(filled(z), registerId).toEqual(filled(books));
  }
}
