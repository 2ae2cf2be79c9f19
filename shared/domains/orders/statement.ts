import { daysBetween, type Instant } from '../../kernel/instant.ts';
import { type MinorUnits, sum } from '../../kernel/money.ts';

/** Days since a sale, up to which it counts in a bucket; the last has no end. */
export const ageEnds = [30, 60, 90] as const;

export interface OpenOrder {
  readonly orderId: string;
  readonly number: string;
  readonly kind: 'sale' | 'return';
  /** The sale of a return */
  readonly originalOrderId?: string | null;
  /** The store’s calendar day */
  readonly businessDate: string;
  readonly placedAt: Instant;
  /** By when it is to be paid; null: nobody agreed on a day */
  readonly dueOn: string | null;
  readonly total: MinorUnits;
  /** Negative: owed to the customer */
  readonly due: MinorUnits;
}

export interface OpenItem extends OpenOrder {
  /** Days since it was sold */
  readonly age: number;
  /** Days since it should have been paid; 0: it is in time */
  readonly late: number;
}

export interface Statement {
  /** The oldest first */
  readonly items: readonly OpenItem[];
  readonly open: MinorUnits;
  /** What should have been paid by now */
  readonly overdue: MinorUnits;
  /** By days since the sale: 0–30, 31–60, 61–90, 91 and more */
  readonly ages: readonly [MinorUnits, MinorUnits, MinorUnits, MinorUnits];
}

const bucketOf = (age: number): number => {
  const at = ageEnds.findIndex((end) => age <= end);
  return at < 0 ? ageEnds.length : at;
};

/** What is open of a customer’s orders on a day, by how long ago it was sold. Sums of one currency. */
export function statementOf(orders: readonly OpenOrder[], today: string): Statement {
  const items = orders
    .filter(({ due }) => due !== 0)
    .map((order): OpenItem => {
      const late = order.dueOn === null || order.due < 0 ? 0 : daysBetween(order.dueOn, today);
      return { ...order, age: Math.max(0, daysBetween(order.businessDate, today)), late: Math.max(0, late) };
    })
    .sort((a, b) => a.placedAt - b.placedAt || (a.number < b.number ? -1 : 1));
  const of = (some: readonly OpenItem[]) => sum(some.map(({ due }) => due));
  const aged = (bucket: number) => of(items.filter(({ age }) => bucketOf(age) === bucket));
  return {
    items,
    open: of(items),
    overdue: of(items.filter(({ late }) => late > 0)),
    ages: [aged(0), aged(1), aged(2), aged(3)],
  };
}

/** What of a payment goes to which order. */
export interface Allotment {
  readonly orderId: string;
  readonly amount: MinorUnits;
}

/** To the oldest first, until nothing is left of it. What nobody owes is left over. */
export function allotOldest(items: readonly OpenItem[], amount: MinorUnits): { parts: Allotment[]; left: MinorUnits } {
  let left = amount;
  const parts: Allotment[] = [];
  for (const { orderId, due } of items) {
    const part = Math.min(left, Math.max(0, due));
    if (part <= 0) continue;
    parts.push({ orderId, amount: part });
    left = sum([left, -part]);
  }
  return { parts, left };
}

/** What of a return is set against which order. */
export interface SetOff {
  readonly returnId: string;
  readonly orderId: string;
  readonly amount: MinorUnits;
}

/** What is owed on returns against what is open: each return against its own sale first, the rest against the oldest. */
export function planSetOffs(items: readonly OpenItem[]): SetOff[] {
  const open = new Map(items.flatMap(({ orderId, due }) => (due > 0 ? [[orderId, due] as const] : [])));
  const owed = new Map(
    items.flatMap(({ orderId, kind, due }) => (kind === 'return' && due < 0 ? [[orderId, -due] as const] : [])),
  );
  const plan: SetOff[] = [];
  const settle = (returnId: string, orderId: string): void => {
    const amount = Math.min(owed.get(returnId) ?? 0, open.get(orderId) ?? 0);
    if (amount <= 0) return;
    plan.push({ returnId, orderId, amount });
    owed.set(returnId, sum([owed.get(returnId) ?? 0, -amount]));
    open.set(orderId, sum([open.get(orderId) ?? 0, -amount]));
  };
  const returns = items.filter(({ orderId }) => owed.has(orderId));
  for (const { orderId: returnId, originalOrderId } of returns) if (originalOrderId) settle(returnId, originalOrderId);
  for (const { orderId: returnId } of returns) for (const orderId of open.keys()) settle(returnId, orderId);
  return plan;
}
