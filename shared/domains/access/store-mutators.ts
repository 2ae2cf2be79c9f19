import * as z from 'zod/mini';
import { amount, count, currency, flag, id, text, words } from '../../kernel/args.ts';
import { decimalsOf } from '../../kernel/currencies.ts';
import { defineMutator, type MutationContext } from '../../kernel/define-mutator.ts';
import { DomainError } from '../../kernel/errors.ts';
import type { Tx } from '../../kernel/tx.ts';
import { purchaseOrders } from '../inventory/schema.ts';
import { orderRates } from '../ledger/exchange-schema.ts';
import { orders } from '../orders/schema.ts';
import { deliveryRules } from '../pricing/delivery-tax-law.ts';
import { priceListTermed } from '../pricing/errors.ts';
import { priceLists } from '../pricing/schema.ts';
import { keepLook } from '../content/keep-look.ts';
import { lookNow } from '../content/look-parts.ts';
import { storeCartLetters } from '../checkout/cart-letters.ts';
import { storeParcelLetters } from '../orders/parcel-letters.ts';
import { carrierNames } from '../shipping/carriers.ts';
import { canonicalJson } from './canonical.ts';
import { storeChange } from './events.ts';
import { type StoreSettings, storeDomains, storeSettings } from './schema.ts';
import {
  booksCurrencyStays,
  currencyUnknown,
  domainTaken,
  drawersOpen,
  listOfAnotherCurrency,
  localeUnknown,
  mainStoreStays,
  slugTaken,
  storeBusy,
  storeChanged,
  storeNameTaken,
  storeUnknown,
} from './store-errors.ts';
import { furtherCurrencies, storeHosted, storeSlug, storeTaxes, storeTheme, storeTill } from './store-parts.ts';
import { storeReceipt } from './store-receipt.ts';
import { locationsOf, mainOf, openDrawersAt } from './stores.ts';

/** An unknown zone would fail every later sale, whose day is decided in it. */
function isTimeZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}

/** Well formed, and of a language that there are words for. */
function isLocale(tag: string): boolean {
  try {
    return Intl.NumberFormat.supportedLocalesOf([tag]).length === 1;
  } catch {
    return false;
  }
}

const kept = {
  id,
  name: words(120),
  currency,
  timeZone: words(60).check(z.refine<string>(isTimeZone, 'not an IANA time zone')),
  pricesIncludeTax: flag,
  taxRounding: z.enum(['line', 'document']),
  cashRoundingIncrement: amount,
  cashRoundingMode: z.enum(['half-up', 'up', 'down']),
  returnLimit: amount,
  /** Left out by programs that do not know it: it stays as it is */
  receiptHeader: z.optional(text(400)),
  receiptFooter: text(400),
  /** As `receiptHeader` */
  receipt: z.optional(z.nullable(storeReceipt)),
  /** As `receiptHeader`. Null: as the law of its country asks */
  namesPriorPrice: z.optional(z.nullable(flag)),
  /** As `receiptHeader`. Null: as the law of its country has it */
  deliveryTax: z.optional(z.nullable(z.enum(deliveryRules))),
  /** As `receiptHeader`. Empty: it has none */
  vatNumber: z.optional(text(30)),
  /** As `receiptHeader` */
  till: z.optional(z.nullable(storeTill)),
  /** As `receiptHeader` */
  slug: z.optional(z.nullable(storeSlug)),
  hosted: z.optional(z.nullable(storeHosted)),
  /** As `receiptHeader` */
  cartLetters: z.optional(z.nullable(storeCartLetters)),
  /** As `receiptHeader` */
  parcelLetters: z.optional(z.nullable(storeParcelLetters)),
};

/** What a store has that says nothing about it. */
const unsaid = {
  receiptHeader: '',
  receipt: null,
  namesPriorPrice: null,
  deliveryTax: null,
  vatNumber: '',
  till: null,
  ...{ slug: null, hosted: null, cartLetters: null, parcelLetters: null, sendsWith: null },
};
const plain = {
  ...unsaid,
  ...{ locale: 'en-GB', currencies: [], priceListId: null, taxes: [], theme: null },
};

/** Locks all stores of the tenant: names, domains and which is the main one are of all of them. */
async function lockStores(tx: Tx): Promise<StoreSettings[]> {
  const keys = (await tx.list(storeSettings, {})).map((row) => ({ id: row.id }));
  return tx.getForUpdate(storeSettings, keys);
}

/** The books are in the currency of the main store: it stays, once orders in others were converted into it. */
async function keepBooks(tx: Tx, known: StoreSettings | undefined, wanted: string): Promise<void> {
  if (!known?.main || known.currency === wanted) return;
  const locked = await tx.list(orderRates, { booksCurrency: known.currency });
  if (locked.length > 0) throw booksCurrencyStays({ currency: known.currency, orders: locked.length });
}

export const updateStoreSettings = defineMutator({
  name: 'access.updateStoreSettings',
  version: 1,
  kind: 'intent',
  permission: 'settings.manage',
  doc: 'Writes the settings of the main store; the first time it opens it. Others and all else of a store: access.saveStore.',
  args: z.strictObject({ settings: z.strictObject(kept) }),
  run: async (tx, { settings }, ctx) => {
    const existing = mainOf(await lockStores(tx));
    const { id: asked, ...rest } = settings;
    const row = { ...rest, updatedAt: ctx.occurredAt };
    const storeId = existing?.id ?? asked;
    if (existing && isAs(existing, rest)) return;
    await keepBooks(tx, existing, rest.currency);
    await takingSlug(rest.slug, async () => {
      if (existing) await tx.update(storeSettings, { id: storeId }, { ...row, revision: existing.revision + 1 });
      else await tx.insert(storeSettings, { ...plain, ...row, id: storeId, main: true, closedAt: null, revision: 1 });
    });
    await tx.emit(storeChange, { storeId, open: true });
  },
});

const domain = z
  .string()
  .check(
    z.maxLength(253),
    z.regex(/^(?!-)[a-z0-9-]{1,63}(?<!-)(\.(?!-)[a-z0-9-]{1,63}(?<!-))+$/, 'not a web address such as shop.example'),
  );

const storeArgs = z.strictObject({
  store: z.strictObject({
    ...kept,
    /** As its editor saw it; 0 for a new one */
    revision: count,
    locale: words(35),
    currencies: furtherCurrencies,
    priceListId: z.nullable(id),
    taxes: storeTaxes,
    theme: z.nullable(storeTheme),
    domains: z.array(domain).check(z.maxLength(20)),
    /** As it was read; the cloud says it, and what is said here counts for nothing */
    sendsWith: z.optional(z.nullable(z.array(z.enum(carrierNames)))),
  }),
});

export const saveStore = defineMutator({
  name: 'access.saveStore',
  version: 1,
  kind: 'intent',
  permission: 'settings.manage',
  doc: 'Opens a store or changes one: language, currencies, time zone, taxes, look and web addresses. Refused when somebody else changed it meanwhile, or an address is in use.',
  args: storeArgs,
  run: async (tx, { store }, ctx) => {
    const stores = await lockStores(tx);
    const { domains, revision, sendsWith: _told, ...said } = store;
    const known = stores.find((row) => row.id === store.id);
    const before = (await tx.list(storeDomains, { storeId: store.id })).map((row) => row.domain);
    // What is as wished already is nobody's conflict.
    if (known && isAs(known, said) && canonicalJson(before) === canonicalJson([...domains].sort())) return;
    if ((known?.revision ?? 0) !== revision) throw storeChanged({ storeId: store.id, revision: known?.revision ?? 0 });
    if (stores.some((row) => row.id !== store.id && sameName(row.name, store.name)))
      throw storeNameTaken({ name: store.name });
    if (!isLocale(store.locale)) throw localeUnknown({ locale: store.locale });
    await checkCurrencies(tx, store);
    await keepBooks(tx, known, store.currency);
    if (known && known.currency !== store.currency) {
      const registers = await openDrawersAt(tx, await locationsOf(tx, known));
      if (registers.length > 0) throw drawersOpen({ registers });
    }
    const hadLook = known && canonicalJson(lookNow(known));
    const row = { ...said, revision: revision + 1, updatedAt: ctx.occurredAt };
    // Versions of its look begin with what it was before.
    const next = { ...(known ?? unsaid), ...row };
    if (known && hadLook !== canonicalJson(lookNow(next))) {
      await keepLook(tx, ctx, known);
      await keepLook(tx, { ...ctx, idFor: (label) => ctx.idFor(`${label} after`) }, next);
    }
    await takingSlug(store.slug, async () => {
      if (known) await tx.update(storeSettings, { id: store.id }, row);
      else await tx.insert(storeSettings, { ...unsaid, ...row, main: stores.length === 0, closedAt: null });
    });
    await writeDomains(tx, ctx, store.id, { before, wanted: [...new Set(domains)].sort() });
    await tx.emit(storeChange, { storeId: store.id, open: known ? known.closedAt === null : true });
  },
});

/** One shop has it, whoever's: of this tenant or of another, which nobody here may learn. */
async function takingSlug(slug: string | null | undefined, write: () => Promise<void>): Promise<void> {
  try {
    await write();
  } catch (error) {
    if (slug && error instanceof DomainError && error.code === 'data.duplicate') throw slugTaken({ slug });
    throw error;
  }
}

function isAs(known: StoreSettings, said: Partial<StoreSettings>): boolean {
  const of = Object.keys(said) as (keyof StoreSettings)[];
  return of.every((name) => canonicalJson(known[name]) === canonicalJson(said[name]));
}

const sameName = (a: string, b: string) => a.toLowerCase() === b.toLowerCase();

type Saved = Pick<StoreSettings, 'currency' | 'currencies' | 'priceListId'>;

async function checkCurrencies(tx: Tx, { currency: own, currencies, priceListId }: Saved): Promise<void> {
  const named = [{ currency: own, priceListId }, ...currencies];
  for (const { currency: code, priceListId: listId } of named) {
    if (decimalsOf(code) === undefined) throw currencyUnknown({ currency: code });
    if (listId === null) continue;
    const list = await tx.get(priceLists, { id: listId });
    if (list?.currency !== code) throw listOfAnotherCurrency({ priceListId: listId, currency: code });
    if (list.terms) throw priceListTermed({ priceListId: listId, name: list.name });
  }
}

/** Each address is one row, by whose key the engines keep it from a second store. */
async function writeDomains(
  tx: Tx,
  ctx: MutationContext,
  storeId: string,
  { before, wanted }: { before: readonly string[]; wanted: readonly string[] },
): Promise<void> {
  for (const gone of before) if (!wanted.includes(gone)) await tx.delete(storeDomains, { domain: gone });
  for (const name of wanted) {
    if (before.includes(name)) continue;
    try {
      await tx.insert(storeDomains, { domain: name, storeId, createdAt: ctx.occurredAt });
    } catch (error) {
      // Of this tenant or of another, which nobody here may learn: said alike.
      if (error instanceof DomainError && error.code === 'data.duplicate') throw domainTaken({ domain: name });
      throw error;
    }
  }
}

async function theStore(tx: Tx, storeId: string): Promise<StoreSettings> {
  const [store] = await tx.getForUpdate(storeSettings, [{ id: storeId }]);
  if (!store) throw storeUnknown({ storeId });
  return store;
}

export const closeStore = defineMutator({
  name: 'access.closeStore',
  version: 1,
  kind: 'intent',
  permission: 'settings.manage',
  doc: 'Nothing is sold in a store any more, at its tills or on its pages; all that was stays. Refused for the main store and while drawers, purchase orders or orders are open.',
  args: z.strictObject({ storeId: id }),
  run: async (tx, { storeId }, ctx) => {
    const store = await theStore(tx, storeId);
    if (store.main) throw mainStoreStays({ storeId });
    if (store.closedAt !== null) return;
    const places = await locationsOf(tx, store);
    const drawers = (await openDrawersAt(tx, places)).length;
    let [coming, toPick] = [0, 0];
    for (const locationId of places) {
      coming += (await tx.list(purchaseOrders, { locationId, status: 'open' })).length;
      for (const fulfilmentStatus of ['to-pick', 'part-shipped', 'held'] as const)
        toPick += (await tx.list(orders, { locationId, fulfilmentStatus, status: 'placed' })).length;
    }
    if (drawers + coming + toPick > 0) throw storeBusy({ drawers, purchaseOrders: coming, ordersToPick: toPick });
    const patch = { closedAt: ctx.occurredAt, revision: store.revision + 1, updatedAt: ctx.occurredAt };
    await tx.update(storeSettings, { id: storeId }, patch);
    await tx.emit(storeChange, { storeId, open: false });
  },
});

export const reopenStore = defineMutator({
  name: 'access.reopenStore',
  version: 1,
  kind: 'intent',
  permission: 'settings.manage',
  doc: 'A closed store sells again, with everything it had.',
  args: z.strictObject({ storeId: id }),
  run: async (tx, { storeId }, ctx) => {
    const store = await theStore(tx, storeId);
    if (store.closedAt === null) return;
    const patch = { closedAt: null, revision: store.revision + 1, updatedAt: ctx.occurredAt };
    await tx.update(storeSettings, { id: storeId }, patch);
    await tx.emit(storeChange, { storeId, open: true });
  },
});
