import { decimalsOf } from '../../kernel/currencies.ts';
import type { Tx } from '../../kernel/tx.ts';
import type { StoreSettings } from '../access/schema.ts';
import { listOf } from '../access/stores.ts';
import { customers } from '../customers/schema.ts';
import type { PricePoint } from './calculation-args.ts';
import { moneyIn } from './explain.ts';
import { listsOpen, priceHere, pricePoints } from './price-points.ts';
import { priceLists, prices } from './schema.ts';

type SellsFrom = Pick<StoreSettings, 'currency' | 'currencies' | 'priceListId'>;

/** All prices of items that may count in a store at a moment; items without any are left out. */
export async function pointsOf(
  tx: Tx,
  store: SellsFrom,
  variantIds: readonly string[],
  { at, currency = store.currency }: { at: number; currency?: string },
): Promise<Map<string, PricePoint[]>> {
  const base = await listOf(tx, store, currency);
  if (!base || variantIds.length === 0) return new Map();
  const lists = listsOpen(await tx.list(priceLists, {}), currency, at);
  const asked = [base, ...lists];
  const rows = await tx.getMany(
    prices,
    variantIds.flatMap((variantId) => asked.map(({ id }) => ({ variantId, priceListId: id }))),
  );
  const byVariant = Map.groupBy(rows, (row) => row.variantId);
  return new Map([...byVariant].map(([id, own]) => [id, pricePoints(base, lists, own)]));
}

/** Groups of a customer, asked for only where some list is for groups. */
export async function groupsFor(tx: Tx, customerId: string | null): Promise<readonly string[]> {
  return customerId === null ? [] : ((await tx.get(customers, { id: customerId }))?.groups ?? []);
}

interface Sold {
  readonly key: string;
  readonly variantId: string | null;
  readonly quantity: number;
  readonly scale: number;
}

/** By line: the price that the lists give it where, when and to whom it was sold. */
export async function listPrices(
  tx: Tx,
  store: SellsFrom,
  lines: readonly Sold[],
  sale: { at: number; locationId: string; customerId: string | null },
): Promise<Map<string, number>> {
  const ids = [...new Set(lines.flatMap(({ variantId }) => variantId ?? []))];
  const points = await pointsOf(tx, store, ids, sale);
  const forGroups = [...points.values()].some((of) => of.some(({ groups }) => groups));
  const groups = forGroups ? await groupsFor(tx, sale.customerId) : [];
  const { currency } = store;
  const { at, locationId } = sale;
  const money = moneyIn(decimalsOf(currency) ?? 2);
  return new Map(
    lines.flatMap((line) => {
      const own = points.get(line.variantId ?? '') ?? [];
      const here = priceHere(own, line, { currency, at, channel: 'till', locationId, groups }, money);
      return here ? [[line.key, here.amount] as const] : [];
    }),
  );
}
