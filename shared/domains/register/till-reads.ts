import type { MutationContext } from '../../kernel/define-mutator.ts';
import type { Tx } from '../../kernel/tx.ts';
import type { StoreSettings } from '../access/schema.ts';
import { storeClosed } from '../access/store-errors.ts';
import { storeAt } from '../access/stores.ts';
import { products, variants } from '../catalog/schema.ts';
import type { SoldItem } from './complete-sale.ts';
import { pointsOf } from '../pricing/list-prices.ts';
import {
  drawerOfAnotherCurrency,
  notOnThisRegister,
  registerRetired,
  registerUnknown,
  sessionNotOpen,
} from './errors.ts';
import {
  type Register,
  receiptCounters,
  registerClosings,
  type RegisterSession,
  registerSessions,
  registers,
} from './schema.ts';

/** What `prepare` reads at the desk, in the transaction of the sale. */

export async function sellingRegister(
  tx: Tx,
  { registerId, sessionId }: { registerId: string; sessionId: string },
): Promise<{ register: Register; session: RegisterSession; sequence: number }> {
  const register = await tx.get(registers, { id: registerId });
  if (!register) throw registerUnknown({ registerId });
  if (register.status === 'retired') throw registerRetired({ code: register.code });
  const session = await tx.get(registerSessions, { id: sessionId });
  if (!session || (await tx.get(registerClosings, { sessionId }))) throw sessionNotOpen({ sessionId });
  if (session.registerId !== registerId) throw notOnThisRegister({ registerId, sessionId });
  const counter = await tx.get(receiptCounters, { registerId, generation: register.generation });
  return { register, session, sequence: (counter?.lastSequence ?? 0) + 1 };
}

/** What a sale at a location goes by: its store, or what was agreed before there is any. */
export type SellingStore = Pick<
  StoreSettings,
  | 'currency'
  | 'currencies'
  | 'priceListId'
  | 'timeZone'
  | 'pricesIncludeTax'
  | 'taxRounding'
  | 'taxes'
  | 'cashRoundingIncrement'
  | 'cashRoundingMode'
  | 'returnLimit'
  | 'till'
> &
  Partial<Pick<StoreSettings, 'id' | 'main'>>;

export async function settingsOf(
  tx: Tx,
  ctx: Pick<MutationContext, 'store'>,
  locationId: string,
): Promise<SellingStore> {
  const { currency, timeZone, pricesIncludeTax } = ctx.store;
  const cash = { cashRoundingIncrement: 1, cashRoundingMode: 'half-up', returnLimit: 0, till: null } as const;
  const prices = { currencies: [], priceListId: null, taxes: [], taxRounding: 'line' } as const;
  return (
    (await storeAt(tx, locationId)) ?? {
      currency,
      timeZone,
      pricesIncludeTax,
      ...cash,
      ...prices,
      currencies: [],
      taxes: [],
    }
  );
}

/** The store of the drawer's register. @throws DomainError `register.drawer-of-another-currency` where it sells in another one since */
export async function sellingStore(
  tx: Tx,
  ctx: Pick<MutationContext, 'store'>,
  { register, session }: { register: Register; session: RegisterSession },
): Promise<SellingStore> {
  const store = await settingsOf(tx, ctx, register.locationId);
  if (session.currency !== store.currency)
    throw drawerOfAnotherCurrency({ drawer: session.currency, here: store.currency });
  return store;
}

/** @throws DomainError `access.store-closed` where nothing is sold any more */
export async function refuseClosedStore(tx: Tx, locationId: string): Promise<void> {
  const store = await storeAt(tx, locationId);
  if (store && store.closedAt !== null) throw storeClosed({ storeId: store.id, name: store.name });
}

export async function soldItems(
  tx: Tx,
  store: SellingStore,
  variantIds: readonly string[],
  at: number,
): Promise<Map<string, SoldItem>> {
  const found = await tx.getMany(
    variants,
    [...new Set(variantIds)].map((id) => ({ id })),
  );
  const owners = await tx.getMany(
    products,
    [...new Set(found.map((row) => row.productId))].map((id) => ({ id })),
  );
  const productOf = new Map(owners.map((row) => [row.id, row]));
  const priced = await pointsOf(
    tx,
    store,
    found.map((row) => row.id),
    { at },
  );
  return new Map(
    found.flatMap((variant) => {
      const product = productOf.get(variant.productId);
      return product ? [[variant.id, { variant, product, points: priced.get(variant.id) ?? [] }] as const] : [];
    }),
  );
}
