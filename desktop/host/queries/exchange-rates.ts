import type { RateShown } from '../../bridge/ledger-views.ts';
import { storeAt } from '../session/store-at.ts';
import { query } from './define-query.ts';
import { nothing } from './params.ts';

/** Of each currency so many; the rest is asked of the API. */
const SHOWN = 60;

/** What currencies are worth in that of the books, and which ones stores sell in. */
export const ledgerRates = query('ledger.rates', {
  params: nothing,
  permission: 'ledger.view',
  run: (reader) => {
    const booksCurrency = storeAt(reader, null)?.currency ?? '';
    const stores = reader.all<{ currency: string; further: string }>(
      'SELECT currency, currencies AS further FROM store_settings',
    );
    const sold = stores.flatMap(({ currency, further }) => [
      currency,
      ...(JSON.parse(further) as { currency: string }[]).map((one) => one.currency),
    ]);
    const rates = reader.all<RateShown>(
      `SELECT currency, day, rate, source, actor_name AS actorName FROM (
         SELECT r.*, row_number() OVER (PARTITION BY currency ORDER BY day DESC) AS place FROM exchange_rates r
          WHERE r.books_currency = ?) WHERE place <= ${SHOWN} ORDER BY currency, day DESC`,
      [booksCurrency],
    );
    const wanted = [...new Set(sold)].filter((currency) => currency !== booksCurrency).sort();
    return { booksCurrency, wanted, rates };
  },
});
