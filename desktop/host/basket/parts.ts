import { type CashRounding, settleInCash } from '@tillhouse/shared/domains/pricing/cash-rounding.ts';
import type { PricedLine } from '@tillhouse/shared/domains/pricing/rules.ts';
import {
  type Chosen,
  leftOfLines,
  type LineShare,
  settleShares,
  takeShares,
} from '@tillhouse/shared/domains/register/share-lines.ts';
import type { SaleTender } from '@tillhouse/shared/domains/register/sale-args.ts';
import { sum } from '@tillhouse/shared/kernel/money.ts';
import type { DeskConnection } from '@tillhouse/sync/client/desk-database.ts';
import type { Leg } from './legs.ts';
import type { PricedBasket } from './price-basket.ts';
import { notOneOfParts, partPaid, partsTaken, splitsExchange } from './problems.ts';

/** How a basket is split by item, as it is kept: each part as it was cut. */
export interface KeptParts {
  readonly parts: readonly (readonly LineShare[])[];
  /** The part that is chosen, from 1 */
  readonly open: number | null;
  readonly ownReceipts: boolean;
}

export interface Part {
  /** From 1 */
  readonly number: number;
  readonly lines: readonly LineShare[];
  readonly total: number;
  readonly left: number;
}

/** A basket that is split by item. */
export interface Split {
  readonly parts: readonly Part[];
  /** The part whose money is taken now; null: one is to be chosen */
  readonly open: Part | null;
  /** What no part has yet */
  readonly rest: readonly LineShare[];
  readonly ownReceipts: boolean;
}

export const sharesOfLines = (
  lines: readonly { readonly line: { readonly id: string; readonly quantity: number } }[],
  priced: readonly PricedLine[],
): LineShare[] =>
  lines.map(({ line }, index) => {
    const { net = 0, tax = 0, total = 0, discount = 0 } = priced[index] ?? {};
    return { key: line.id, quantity: line.quantity, net, tax, total, discount };
  });

/** What a leg settles of the goods: what coins rounded on it is beside them. */
export const settles = ({ amount, rounding }: Pick<Leg, 'amount' | 'rounding'>): number => amount - rounding;

export function splitOf(kept: KeptParts, whole: readonly LineShare[], legs: readonly Leg[]): Split | null {
  if (kept.parts.length === 0) return null;
  const rest = leftOfLines(whole, kept.parts.flat());
  const worth = (lines: readonly LineShare[]) => sum(lines.map(({ total }) => total));
  // Where a price changed between two people, the last one’s part is what the sale comes to now.
  const changed = rest.length > 0 ? 0 : sum([worth(whole), -worth(kept.parts.flat())]);
  const parts = kept.parts.map((lines, index): Part => {
    const number = index + 1;
    const total = worth(lines) + (number === kept.parts.length ? changed : 0);
    const taken = legs.filter(({ part }) => part === number).map(settles);
    return { number, lines, total, left: total - sum(taken) };
  });
  const wanted = parts.find(({ number, left }) => number === kept.open && left > 0);
  const open = wanted ?? parts.find(({ left }) => left > 0) ?? null;
  return { parts, open, rest, ownReceipts: kept.ownReceipts };
}

/** What cash settles of a part: each is rounded as the sale of its own that it might have been. */
export const inCashOf = (part: Part, coins: CashRounding) => settleInCash(part.left, 0, coins);

/**
 * Chooses what the next person pays: the part that is open is chosen anew, else another one is added. Nothing chosen takes the
 * open part back, and the last of them the whole split.
 * @throws HostProblem `basket.not-one-of-parts`, `basket.part-paid`, `basket.splits-exchange`
 */
export function choosePart(
  connection: DeskConnection,
  basketId: string,
  priced: PricedBasket,
  chosen: readonly Chosen[],
): void {
  const { split, legs, whole } = priced;
  if (priced.exchange || whole.some(({ total }) => total < 0)) throw splitsExchange();
  if (legs.some(({ part }) => part === null)) throw partPaid();
  const parts = (split?.parts ?? []).map(({ lines }) => lines);
  const open = split?.open ?? null;
  if (open && legs.some(({ part }) => part === open.number)) throw partPaid();
  const others = parts.filter((_, index) => index + 1 !== open?.number);
  const at = open?.number ?? parts.length + 1;
  if (chosen.length === 0) {
    // Numbers of parts that were paid stand on their legs, so only the last one can go.
    const last = open !== null && open.number === parts.length;
    keepParts(connection, basketId, last ? others : parts, null);
    return;
  }
  const shares = takeShares(leftOfLines(whole, others.flat()), chosen);
  if (!shares || at > MOST_PARTS || shares.every(({ total }) => total === 0)) throw notOneOfParts();
  keepParts(connection, basketId, parts.toSpliced(at - 1, 1, shares), at);
}

/** As many tenders as a sale takes. */
const MOST_PARTS = 20;

function keepParts(
  connection: DeskConnection,
  basketId: string,
  parts: readonly (readonly LineShare[])[],
  open: number | null,
): void {
  connection.runNow('UPDATE desk_baskets SET parts = ?, open_part = ? WHERE id = ?', [
    JSON.stringify(parts),
    open,
    basketId,
  ]);
}

/** The part that money is taken for is the one that the window shows. */
export function openPart(connection: DeskConnection, basketId: string, { split }: PricedBasket): void {
  if (split)
    connection.runNow('UPDATE desk_baskets SET open_part = ? WHERE id = ?', [split.open?.number ?? null, basketId]);
}

/**
 * Before a basket changes: what was paid by item was paid at these prices, so it stays as it is; a split of which nobody paid
 * yet is begun anew. @throws HostProblem `basket.parts-taken`
 */
export function refuseParts(connection: DeskConnection, basketId: string): void {
  const [taken] = connection.allNow(
    `SELECT sum(l.amount) AS taken FROM desk_baskets b JOIN desk_basket_legs l ON l.order_id = b.order_id
      WHERE b.id = ? AND l.part IS NOT NULL`,
    [basketId],
  );
  if (taken?.taken != null) throw partsTaken(Number(taken.taken));
  connection.runNow("UPDATE desk_baskets SET parts = '[]', open_part = NULL WHERE id = ? AND parts <> '[]'", [
    basketId,
  ]);
}

/** What each tender of a split sale paid for, by the key of the tender. */
export function sharesOfTenders({ split, whole, legs }: PricedBasket): Map<string, NonNullable<SaleTender['share']>> {
  if (!split) return new Map();
  // What costs nothing needs nobody to pay it, and goes with the last.
  const cut = split.parts.map(({ lines, number }) =>
    number === split.parts.length ? [...lines, ...split.rest.filter(({ total }) => total === 0)] : lines,
  );
  const parts = settleShares(whole, cut);
  if (!parts) return new Map();
  return new Map(
    legs.flatMap(({ id, part, rounding }) => {
      const lines = part === null ? undefined : parts[part - 1];
      return lines && part !== null ? [[id, { part, rounding, lines: [...lines] }]] : [];
    }),
  );
}
