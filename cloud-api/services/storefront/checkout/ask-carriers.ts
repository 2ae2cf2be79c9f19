import { checkouts } from '@tillhouse/shared/domains/checkout/schema.ts';
import type { CarrierAsk, CarrierQuote } from '@tillhouse/shared/domains/shipping/carriers.ts';
import { withTenant } from '../../../platform/db/transaction.ts';
import type { StorefrontContext } from '../context.ts';
import { KEPT_MS, SILENT_MS } from './live-delivery.ts';
import { withTx } from './price-checkout.ts';
import type { Named } from './show-checkout.ts';

/** What a checkout keeps of what carriers said, newest first; all that was just asked in any case, or it would be asked again at once. */
const MOST_KEPT = 12;

/**
 * Asks all carriers about a basket at once and keeps what they said with the checkout, also that one did not: by that it is shown and
 * bought, whichever process sees it next. Nothing waits for a carrier holding a connection, and none for another one.
 */
export async function askCarriers(
  { pool, carrierRates, now }: Pick<StorefrontContext, 'pool' | 'carrierRates' | 'now'>,
  { tenantId, id }: Pick<Named, 'tenantId' | 'id'>,
  asks: readonly CarrierAsk[],
): Promise<void> {
  const said = await Promise.all(
    asks.map(async (ask): Promise<CarrierQuote> => {
      const rates = await carrierRates.rates(tenantId, ask);
      return { ask: JSON.stringify(ask), at: now(), rates: rates && [...rates] };
    }),
  );
  await withTenant(pool, tenantId, (db) =>
    withTx(db, tenantId, async (tx) => {
      const [row] = await tx.getForUpdate(checkouts, [{ id }]);
      if (row?.status !== 'open') return;
      const before = new Map(row.carrierQuotes.map((quote) => [quote.ask, quote]));
      const fresh = said.map((quote) => {
        const earlier = before.get(quote.ask);
        // What it said before of the very same stands in for an answer that does not come, until it is asked again.
        return !quote.rates && earlier?.rates ? { ...earlier, at: quote.at - KEPT_MS + SILENT_MS } : quote;
      });
      const others = row.carrierQuotes.filter(({ ask }) => !said.some((quote) => quote.ask === ask));
      db.last(
        tx.update(
          checkouts,
          { id },
          { carrierQuotes: [...fresh, ...others].slice(0, Math.max(MOST_KEPT, fresh.length)) },
        ),
      );
    }),
  );
}
