import { taxLookup } from '../../domains/pricing/store-taxes.ts';
import { completeSale } from '../../domains/register/complete-sale.ts';
import type { Decided, SaleArgs, SaleTender } from '../../domains/register/sale-args.ts';
import type { CalendarDate, Instant } from '../../kernel/instant.ts';
import { extend } from '../../kernel/quantity.ts';
import { basket, type BasketLine, rates, soldItems } from './baskets.ts';
import { pullOf, shopTime, tillHours } from './days.ts';
import { type Chance, chance, sampleId } from './ids.ts';
import { callum, ellie, type LarkhallPerson, larkhallCustomers, marcus } from './people.ts';
import { larkhallRegisters, larkhallStore } from './places.ts';

const sellers: Readonly<Record<string, LarkhallPerson>> = { B1: ellie, B2: marcus, F1: callum };
const salesADay: Readonly<Record<string, number>> = { B1: 10, B2: 9, F1: 8 };
export const FLOAT = 10_000;

export interface TillSale {
  readonly at: Instant;
  readonly seller: LarkhallPerson;
  readonly args: SaleArgs & { decided: Decided };
}
export interface TillDay {
  readonly date: CalendarDate;
  readonly registerId: string;
  readonly sessionId: string;
  readonly seller: LarkhallPerson;
  readonly opensAt: Instant;
  readonly closesAt: Instant;
  readonly sales: readonly TillSale[];
}

function tenderOf(total: number, luck: Chance): SaleTender {
  if (luck.next() < 0.55) {
    const reference = String(luck.between(100_000, 999_999));
    return { key: 'card', kind: 'card', amount: total, given: 0, change: 0, reference };
  }
  const note = luck.pick([
    [500, 3],
    [1000, 4],
    [2000, 6],
    [1, 2],
  ]);
  const given = Math.ceil(total / note) * note;
  return { key: 'cash', kind: 'cash', amount: total, given, change: given - total, reference: '' };
}

/** A day at every till, up to `now`; receipt numbers go on from `sequences`, which is moved along. */
export function tillDays(date: CalendarDate, now: Instant, sequences: Map<string, number>): TillDay[] {
  return larkhallRegisters.map((register) => {
    const luck = chance(`till:${register.code}:${date}`);
    const seller = sellers[register.code] as LarkhallPerson;
    const sessionId = sampleId(`session:${register.code}:${date}`);
    const count = Math.round((salesADay[register.code] as number) * pullOf(date) * (0.85 + luck.next() * 0.3));
    const times = Array.from({ length: count }, () => shopTime(date, luck.pick(tillHours) * 60 + luck.between(0, 59)));
    const opensAt = shopTime(date, 8 * 60 + 50 + luck.between(0, 12));
    const sales = times
      .sort((a, b) => a - b)
      .map((at, index) => ({ at: at + index, lines: basket(luck, false), luck: chance(`${sessionId}:${index}`) }))
      .filter(({ at }) => at <= now)
      .map(({ at, lines, luck }, index) => {
        const sequence = (sequences.get(register.id) ?? 0) + 1;
        sequences.set(register.id, sequence);
        const who = luck.next() < 0.2 ? luck.pick(larkhallCustomers.map((customer) => [customer, 1] as const)) : null;
        const orderId = sampleId(`sale:${sessionId}:${index}`);
        const args = { orderId, registerId: register.id, sessionId, customerId: who?.id ?? null, lines, tenders: [] };
        return {
          at,
          seller,
          args: settled(args, lines, luck, { register, sequence, customerName: who?.name ?? '', at }),
        };
      });
    return { date, registerId: register.id, sessionId, seller, opensAt, closesAt: shopTime(date, 18 * 60 + 5), sales };
  });
}

/** By tax class, whatever the day. */
const taxes = taxLookup({ rules: [], classes: rates, zone: null, date: '' });

function settled(
  args: SaleArgs,
  lines: readonly BasketLine[],
  luck: Chance,
  {
    register,
    sequence,
    customerName,
    at,
  }: { register: { code: string; locationId: string }; sequence: number; customerName: string; at: Instant },
): SaleArgs & { decided: Decided } {
  const facts = {
    register: { ...register, generation: 1 },
    sequence,
    items: soldItems,
    taxes,
    settings: larkhallStore,
    customerName,
    occurredAt: at,
  };
  const goods = lines.reduce((total, { variantId, quantity }) => {
    const item = soldItems.get(variantId);
    return total + extend(item?.price ?? 0, quantity, item?.variant.scale ?? 0);
  }, 0);
  return completeSale({ ...args, tenders: [tenderOf(goods, luck)] }, facts);
}
