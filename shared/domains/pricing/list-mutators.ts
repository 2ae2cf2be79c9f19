import * as z from 'zod/mini';
import { currency, flag, id, words } from '../../kernel/args.ts';
import { decimalsOf } from '../../kernel/currencies.ts';
import { defineMutator } from '../../kernel/define-mutator.ts';
import { storeSettings } from '../access/schema.ts';
import { priceListCurrency, priceListDates, priceListNameTaken, priceListSells } from './errors.ts';
import { currencyUnknown } from './errors-calculation.ts';
import { priceListChanged } from './events.ts';
import { listTerms } from './list-terms.ts';
import { priceLists, prices } from './schema.ts';

const list = z.strictObject({
  ...{ id, name: words(60), currency, isDefault: flag },
  /** For whom, where and when it counts beside what the store sells from; left out: as it is; null: a list stores sell from */
  terms: z.optional(z.nullable(listTerms)),
});

export const savePriceList = defineMutator({
  name: 'pricing.savePriceList',
  version: 1,
  kind: 'intent',
  permission: 'prices.edit',
  doc: 'Adds or changes a price list. Making one the default takes that from the other; one with terms counts beside those that stores sell from.',
  args: z.strictObject({ list }),
  run: async (tx, { list: { terms, ...given } }, ctx) => {
    if (decimalsOf(given.currency) === undefined) throw currencyUnknown({ currency: given.currency });
    const [sameName] = await tx.list(priceLists, { name: given.name });
    if (sameName && sameName.id !== given.id) throw priceListNameTaken({ name: given.name });
    const known = await tx.get(priceLists, { id: given.id });
    if (known && known.currency !== given.currency) {
      const [priced] = await tx.list(prices, { priceListId: given.id });
      if (priced) throw priceListCurrency({ priceListId: given.id, currency: known.currency });
    }
    const row = { ...given, terms: terms === undefined ? (known?.terms ?? null) : terms, updatedAt: ctx.occurredAt };
    if (row.terms) {
      const { startsAt = null, endsAt = null } = row.terms;
      if (startsAt !== null && endsAt !== null && endsAt <= startsAt) throw priceListDates({ name: row.name });
      const stores = await tx.list(storeSettings, {});
      const sellsFrom = stores.some((store) =>
        [store.priceListId, ...store.currencies.map((one) => one.priceListId)].includes(row.id),
      );
      if (row.isDefault || known?.isDefault || sellsFrom) throw priceListSells({ priceListId: row.id, name: row.name });
    }
    if (row.isDefault) {
      for (const other of await tx.list(priceLists, { isDefault: true })) {
        if (other.id !== row.id)
          await tx.update(priceLists, { id: other.id }, { isDefault: false, updatedAt: ctx.occurredAt });
      }
    }
    if (known) await tx.update(priceLists, { id: row.id }, row);
    else await tx.insert(priceLists, row);
    await tx.emit(priceListChanged, { priceListId: row.id, isDefault: row.isDefault });
  },
});
