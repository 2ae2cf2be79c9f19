import type { MutationContext, Need } from '../../kernel/define-mutator.ts';
import { toMinorUnits } from '../../kernel/money.ts';
import type { Tx } from '../../kernel/tx.ts';
import { storeAt } from '../access/stores.ts';
import type { ReturnArgs, SaleArgs, SaleLine } from './sale-args.ts';
import { registers } from './schema.ts';
import { listPrices } from '../pricing/list-prices.ts';
import { notQuoted } from './quotes-sold.ts';
import { settingsOf } from './till-reads.ts';

/** What a trade asks of who does it: where, how much, how much off. Read with completed arguments, at desk and cloud alike. */

export async function saleNeeds(tx: Tx, args: SaleArgs, ctx: MutationContext): Promise<Need[]> {
  const at = placeOf(args);
  const free = await notQuoted(tx, args.lines.filter(isOwnPrice), ctx.occurredAt);
  const sell: Need = { permission: 'till.sell', ...at };
  if (free.length === 0) return [sell];
  const locationId = args.decided?.locationId ?? '';
  const prices = await listPrices(
    tx,
    await settingsOf(tx, ctx, locationId),
    free.map(({ key, variantId, quantity, snapshot }) => ({ key, variantId, quantity, scale: snapshot?.scale ?? 0 })),
    { at: ctx.occurredAt, locationId, customerId: args.customerId },
  );
  const percents = free.map((line) => percentOff(line, line.snapshot?.scale ?? 0, prices.get(line.key) ?? 0));
  return [sell, { permission: 'till.discount', value: Math.max(...percents), ...at }];
}

export async function returnNeeds(tx: Tx, args: ReturnArgs): Promise<Need[]> {
  const settings = await storeAt(tx, args.decided?.locationId);
  const value = Math.max(0, -(args.decided?.total ?? 0));
  const usual = settings?.returnLimit ?? 0;
  return [{ permission: 'till.return', value, ...placeOf(args), usual, or: 'till.return-over-limit' }];
}

/** For what happens at a register: its location. */
export async function registerNeed(tx: Tx, permission: string, registerId: string, value?: number): Promise<Need> {
  const register = await tx.get(registers, { id: registerId });
  return {
    permission,
    ...(value !== undefined && { value }),
    ...(register && { locationId: register.locationId }),
  };
}

const placeOf = ({ decided }: Pick<SaleArgs, 'decided'>) => (decided ? { locationId: decided.locationId } : {});

function isOwnPrice({ variantId, unitPrice, priceOnLabel = false, discount = 0 }: SaleLine): boolean {
  return variantId !== null && ((unitPrice !== undefined && !priceOnLabel) || discount > 0);
}

/** Of the list's price, so that 10.1 % is more than 10; what costs more than its list gives nothing away. */
export function percentOff(
  { quantity, unitPrice, discount = 0 }: Pick<SaleLine, 'quantity' | 'unitPrice' | 'discount'>,
  scale: number,
  listPrice: number,
): number {
  const units = 10n ** BigInt(scale);
  const full = (BigInt(listPrice) * BigInt(quantity)) / units;
  if (full <= 0n) return 0;
  const asked = (BigInt(unitPrice ?? listPrice) * BigInt(quantity)) / units - BigInt(discount);
  const off = full - asked;
  if (off <= 0n) return 0;
  // The least whole percentage that, rounded half up as a discount is, comes to as much: 10 % of 1.05 is 0.11 and no more than 10.
  return Math.min(100, toMinorUnits(((off * 2n - 1n) * 50n + full - 1n) / full));
}
