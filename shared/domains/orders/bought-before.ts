import type { Tx } from '../../kernel/tx.ts';
import { noStanding, type Standing, standingOf, YEAR_MS } from '../customers/segments.ts';
import { asksOfBuyer } from '../pricing/asks-of-buyer.ts';
import type { Promotion } from '../pricing/promotion-args.ts';
import { orders } from './schema.ts';

/**
 * What promotions may ask of a customer by what they bought before a moment; read only where one of them does.
 * @param besides an order that does not count, as the one that is being changed
 */
export async function standingFor(
  tx: Tx,
  customerId: string | null,
  promotions: readonly Promotion[],
  { at, besides }: { readonly at: number; readonly besides?: string },
): Promise<Standing> {
  if (customerId === null || !asksOfBuyer(promotions)) return noStanding;
  const bought = await tx.list(orders, { customerId, kind: 'sale' });
  const before = bought.filter(
    ({ id, status, placedAt }) => status !== 'cancelled' && placedAt <= at && id !== besides,
  );
  const lastAt = before.reduce<number | null>((last, { placedAt }) => Math.max(last ?? 0, placedAt), null);
  const lastYear = before.filter(({ placedAt }) => placedAt > at - YEAR_MS).length;
  return standingOf({ orders: before.length, lastYear, lastAt, whole: true }, at);
}
