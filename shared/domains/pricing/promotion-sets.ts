import { allocate, divideRounded, parseFraction, toMinorUnits } from '../../kernel/money.ts';
import { completeSets } from './complete-sets.ts';
import { reason } from './explain.ts';
import { nothing, type Offer, type Open, shareAt } from './offer.ts';
import type { Action, Target } from './promotion-args.ts';

/** What `units` of a line's pieces still cost; all of them cost what is left of it. */
export function shareOf(open: Open, index: number, units: number): number {
  const pieces = open.goods[index]?.pieces ?? 0;
  const left = open.left[index] ?? 0;
  if (units >= pieces) return left;
  // Half up in plain numbers while they are exact, as in any shop.
  const twice = left * units * 2 + pieces;
  if (left >= 0 && Number.isSafeInteger(twice)) return (twice - (twice % (pieces * 2))) / (pieces * 2);
  return toMinorUnits(divideRounded(BigInt(left) * BigInt(units), BigInt(pieces)));
}

interface Pool {
  readonly index: number;
  readonly pieces: number;
}

const total = (pools: readonly Pool[]) => pools.reduce((sum, { pieces }) => sum + pieces, 0);

/** By what one piece still costs; equal ones as the basket has them. */
function byPrice(open: Open, take: 'dearest' | 'cheapest'): (a: Pool, b: Pool) => number {
  const direction = take === 'dearest' ? -1 : 1;
  return (a, b) => {
    const [mine, other] = [open.left[a.index] ?? 0, open.left[b.index] ?? 0];
    let [left, right]: [number | bigint, number | bigint] = [mine * b.pieces, other * a.pieces];
    if (!Number.isSafeInteger(left) || !Number.isSafeInteger(right))
      [left, right] = [BigInt(mine) * BigInt(b.pieces), BigInt(other) * BigInt(a.pieces)];
    return left === right ? a.index - b.index : direction * (left < right ? -1 : 1);
  };
}

/** Buys and gets are different pieces, and only whole sets count. */
export function buyGet(action: Action & { kind: 'buy-get' }, own: Target | undefined, open: Open): Offer {
  const { buy, get, off = '1', take = 'dearest', maxTimes = Number.MAX_SAFE_INTEGER } = action;
  const pieces = (index: number) => open.goods[index]?.pieces ?? 0;
  const pool = (index: number): Pool => ({ index, pieces: pieces(index) });
  const bought = open.find(buy.of ?? own).filter((index) => pieces(index) > 0);
  const got = open.find(get.of ?? own).filter((index) => pieces(index) > 0);
  const [isBought, isGot] = [new Set(bought), new Set(got)];
  const buyOnly = bought.filter((index) => !isGot.has(index)).map(pool);
  const getOnly = got.filter((index) => !isBought.has(index)).map(pool);
  const both = got.filter((index) => isBought.has(index)).map(pool);
  const [a, b, c] = [total(buyOnly), total(getOnly), total(both)];
  const fits = (times: number) => Math.max(0, buy.quantity * times - a) + Math.max(0, get.quantity * times - b) <= c;
  let [times, tooMany] = [0, Math.min(maxTimes, Math.floor((a + b + c) / (buy.quantity + get.quantity))) + 1];
  while (tooMany - times > 1) {
    const middle = times + Math.floor((tooMany - times) / 2);
    if (fits(middle)) times = middle;
    else tooMany = middle;
  }
  if (times === 0) return lacking(buy.quantity, get.quantity, a, b, c);
  // So many of what can be both must stay to be bought.
  let fromBoth = c - Math.max(0, buy.quantity * times - a);
  let wanted = get.quantity * times;
  const shared = new Set(both.map(({ index }) => index));
  const amounts = new Map<number, number>();
  const { n, d } = parseFraction(off);
  const ordered = [...getOnly, ...both].sort(byPrice(open, take));
  for (const { index, pieces: all } of ordered) {
    if (wanted === 0) break;
    const isShared = shared.has(index);
    const most = isShared ? Math.min(all, fromBoth) : all;
    const units = Math.min(most, wanted);
    if (units === 0) continue;
    wanted -= units;
    if (isShared) fromBoth -= units;
    const amount = shareAt(shareOf(open, index, units), n, d);
    if (amount > 0) amounts.set(index, amount);
  }
  const text = `Buy ${buy.quantity}, get ${get.quantity}: ${times} time${times === 1 ? '' : 's'}, the ${take} first`;
  return { ...nothing, amounts, reasons: [reason('offer.buy-get', text, { times })] };
}

function lacking(buy: number, get: number, a: number, b: number, c: number): Offer {
  const missing = Math.max(0, buy - a) + Math.max(0, get - b) - c;
  const text = `${missing} more piece${missing === 1 ? '' : 's'} would make a set of ${buy} and ${get}`;
  const near = a + b + c > 0;
  return { ...nothing, near, reasons: [reason('offer.set-incomplete', text, { missing })] };
}

/** A component of a bundle with all bundles in it opened. */
export interface Component {
  readonly of: Target | undefined;
  readonly quantity: number;
}

export function bundle(action: Action & { kind: 'bundle' }, components: readonly Component[], open: Open): Offer {
  const { price, off = '0', maxTimes = Number.MAX_SAFE_INTEGER } = action;
  const pools = components.map(({ of }) => open.find(of).filter((index) => open.goods[index]?.pieces));
  const parts = components.map(({ quantity }, at) => ({ pool: pools[at] ?? [], quantity }));
  const everyPiece = open.goods.map(({ pieces }) => pieces);
  const { times, taken } = completeSets(parts, everyPiece, maxTimes);
  if (times === 0) {
    const have = pools.filter((pool) => pool.length > 0).length;
    const text = 'The set is not complete';
    return { ...nothing, near: have > 0, reasons: [reason('offer.set-incomplete', text, { components: have })] };
  }
  const shares = [...taken].map(([index, units]) => [index, shareOf(open, index, units)] as const);
  const worth = shares.reduce((sum, [, amount]) => sum + BigInt(amount), 0n);
  const { n, d } = parseFraction(off);
  const saved = price === undefined ? divideRounded(worth * n, d) : worth - BigInt(price) * BigInt(times);
  const amounts = new Map<number, number>();
  if (saved > 0n) {
    const parts = allocate(
      toMinorUnits(saved),
      shares.map(([, amount]) => amount),
    );
    shares.forEach(([index], at) => {
      if (parts[at]) amounts.set(index, parts[at]);
    });
  }
  const text = `${times} set${times === 1 ? '' : 's'}${price === undefined ? '' : ` for ${open.money(price)} each`}`;
  return { ...nothing, amounts, reasons: [reason('offer.bundle', text, { times })] };
}

/** Free units of what is in the basket; what is not there is offered. */
export function gift(action: Action & { kind: 'gift' }, open: Open): Offer {
  let wanted = action.quantity;
  const amounts = new Map<number, number>();
  const pools = open
    .find(action.of)
    .map((index) => ({ index, pieces: open.goods[index]?.pieces ?? 0 }))
    .filter(({ pieces }) => pieces > 0)
    .sort(byPrice(open, 'dearest'));
  for (const { index, pieces } of pools) {
    const units = Math.min(pieces, wanted);
    const amount = units === 0 ? 0 : shareOf(open, index, units);
    wanted -= units;
    if (amount > 0) amounts.set(index, amount);
  }
  const given = action.quantity - wanted;
  const text = wanted === 0 ? `${given} as a gift` : `${wanted} more may be taken as a gift`;
  return {
    ...nothing,
    amounts,
    giftsLeft: wanted,
    near: given === 0,
    reasons: [reason('offer.gift', text, { given })],
  };
}
