import * as z from 'zod/mini';
import { currency, words } from '../../kernel/args.ts';
import { decimalsOf } from '../../kernel/currencies.ts';
import { defineMutator } from '../../kernel/define-mutator.ts';
import { currencyUnknown } from '../pricing/errors-calculation.ts';
import { rateOfBooks } from './errors.ts';
import { exchangeRates } from './exchange-schema.ts';

const day = z.iso.date();
/** Up to 15 digits each, so that a quotient of two published rates stays exact. */
const rate = z.string().check(z.regex(/^[1-9]\d{0,14}(\/[1-9]\d{0,14})?$/, 'not a fraction such as 85/100'));

export const saveExchangeRates = defineMutator({
  name: 'ledger.saveExchangeRates',
  version: 1,
  kind: 'intent',
  permission: 'settings.manage',
  doc: 'What currencies are worth in that of the books, by day; one that is there already for that currency and day is replaced. Orders placed before keep what they were placed at.',
  args: z.strictObject({
    rates: z
      .array(
        z.strictObject({
          currency,
          /** From this day on, until the next that is known */
          day,
          /** Exact fraction of whole units: `85/100` says that 1 EUR is 0.85 GBP */
          rate,
        }),
      )
      .check(z.minLength(1), z.maxLength(500)),
    /** Who says so, for people: `ECB` */
    source: words(60),
  }),
  run: async (tx, { rates, source }, ctx) => {
    const booksCurrency = ctx.store.currency;
    const { name: actorName } = ctx.actor;
    for (const { currency: of, ...said } of rates) {
      if (decimalsOf(of) === undefined) throw currencyUnknown({ currency: of });
      if (of === booksCurrency) throw rateOfBooks({ currency: of });
      const key = { currency: of, booksCurrency, day: said.day };
      const row = { ...key, ...said, source, actorName, updatedAt: ctx.occurredAt };
      if (!(await tx.insertOnce(exchangeRates, row))) await tx.update(exchangeRates, key, row);
    }
  },
});

export const removeExchangeRate = defineMutator({
  name: 'ledger.removeExchangeRate',
  version: 1,
  kind: 'intent',
  permission: 'settings.manage',
  doc: 'Takes a rate away that was a mistake: from its day on the one before it holds. Orders placed by then keep it.',
  args: z.strictObject({ currency, day }),
  run: async (tx, args, ctx) => {
    await tx.delete(exchangeRates, { ...args, booksCurrency: ctx.store.currency });
  },
});
