import { defineError } from '../../kernel/errors.ts';

export const storeUnknown = defineError<{ storeId: string }>(
  'access.store-unknown',
  'not-found',
  () => 'There is no such store. Nothing was changed; choose one of the stores listed.',
);

export const storeNameTaken = defineError<{ name: string }>(
  'access.store-name-taken',
  'conflict',
  ({ name }) => `There is a store called “${name}” already. Nothing was changed; choose another name.`,
);

export const storeChanged = defineError<{ storeId: string; revision: number }>(
  'access.store-changed-meanwhile',
  'conflict',
  () => 'Somebody else changed this store meanwhile. Nothing was changed; look at it as it is now and change it again.',
);

export const currencyUnknown = defineError<{ currency: string }>(
  'access.currency-unknown',
  'invalid',
  ({ currency }) => `${currency} is no currency of ISO 4217. Nothing was changed; choose one such as EUR.`,
);

export const localeUnknown = defineError<{ locale: string }>(
  'access.locale-unknown',
  'invalid',
  ({ locale }) => `“${locale}” is no language that can be shown. Nothing was changed; choose one such as de-AT.`,
);

export const domainTaken = defineError<{ domain: string }>(
  'access.domain-taken',
  'conflict',
  // Not by whom: that would tell a stranger who is a customer here.
  ({ domain }) =>
    `${domain} is in use by another store. Nothing was changed; take it away there first, or choose another address.`,
);

export const slugTaken = defineError<{ slug: string }>(
  'access.slug-taken',
  'conflict',
  ({ slug }) => `“${slug}” is the address of another shop. Nothing was changed; choose another one.`,
);

export const listOfAnotherCurrency = defineError<{ priceListId: string; currency: string }>(
  'access.price-list-of-another-currency',
  'invalid',
  ({ currency }) =>
    `The price list chosen for ${currency} is not in ${currency}. Nothing was changed; choose or make a list in ${currency}.`,
);

export const drawersOpen = defineError<{ registers: readonly string[] }>(
  'access.drawers-open',
  'refused',
  ({ registers }) =>
    `Drawers with money of this currency are open: ${registers.join(', ')}. Nothing was changed; close them first.`,
);

export const booksCurrencyStays = defineError<{ currency: string; orders: number }>(
  'access.books-currency-stays',
  'refused',
  ({ currency }) =>
    `Orders in other currencies stand in the books at their rates in ${currency}, so the books stay in it. Nothing was changed; open a further store for the other currency.`,
);

export const mainStoreStays = defineError<{ storeId: string }>(
  'access.main-store-stays',
  'refused',
  () => 'This is the main store: locations that name no store are its own, so it stays open. Nothing was changed.',
);

export const storeBusy = defineError<{ drawers: number; purchaseOrders: number; ordersToPick: number }>(
  'access.store-busy',
  'refused',
  ({ drawers, purchaseOrders, ordersToPick }) => {
    const left = [
      [drawers, 'drawers open'],
      [purchaseOrders, 'purchase orders on their way'],
      [ordersToPick, 'orders to hand over'],
    ] as const;
    const said = left.flatMap(([count, what]) => (count > 0 ? `${what}: ${count}` : []));
    return `This store cannot close yet (${said.join(', ')}). Nothing was changed; finish these first.`;
  },
);

export const storeClosed = defineError<{ storeId: string; name: string }>(
  'access.store-closed',
  'refused',
  ({ name }) => `The store “${name}” is closed. Nothing was recorded; an owner can open it again under Organisation.`,
);
