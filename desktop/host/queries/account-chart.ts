import type { ChartAccount } from '@tillhouse/shared/domains/ledger/chart-schema.ts';
import type { ChartShown } from '../../bridge/ledger-views.ts';
import { query } from './define-query.ts';
import { nothing } from './params.ts';

/** How the books are handed on; null: nobody said yet. */
export const ledgerChart = query('ledger.chart', {
  params: nothing,
  permission: 'ledger.view',
  run: (reader) => {
    const row = reader.get<Omit<ChartShown, 'accounts'> & { accounts: string }>(
      `SELECT id, adviser, client, year_start AS yearStart, digits, clearing, accounts, updated_at AS updatedAt
         FROM account_charts LIMIT 1`,
    );
    return row ? { ...row, accounts: JSON.parse(row.accounts) as ChartAccount[] } : null;
  },
});
