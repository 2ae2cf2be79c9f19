import { localMoment } from '../../kernel/instant.ts';
import { sum } from '../../kernel/money.ts';
import { type Money, type Reason, reason } from './explain.ts';
import type { Condition, Leaf, Promotion, Target } from './promotion-args.ts';
import { type Finder, type Good, piecesOf } from './promotion-goods.ts';

/** What a basket is, apart from its goods. */
export interface Situation {
  readonly at: number;
  readonly timeZone: string;
  readonly channel: string;
  readonly locationId: string;
  readonly groups: readonly string[];
  readonly segments: readonly string[];
  readonly firstOrder: boolean;
  /** False: nobody knows who buys; left out where that does not matter */
  readonly customerKnown?: boolean | undefined;
  readonly money: Money;
}

export interface Answer {
  readonly met: boolean;
  /** Not met, but only more goods are missing */
  readonly near: boolean;
  readonly reasons: readonly Reason[];
}

const met = (code: string, text: string): Answer => ({ met: true, near: false, reasons: [reason(code, text)] });
const unmet = (code: string, text: string, details?: Record<string, unknown>, near = false): Answer => ({
  met: false,
  near,
  reasons: [reason(code, text, details)],
});

/** The goods of a basket and how to find some of them. */
export interface Shelf {
  readonly goods: readonly Good[];
  readonly find: Finder;
}

function spendOf({ goods, find }: Shelf, target: Target | undefined): number {
  return sum(find(target).map((index) => goods[index]?.amount ?? 0));
}

function oneOf(kind: string, wanted: readonly string[], given: readonly string[], said: string): Answer {
  const list = wanted.join(', ');
  return given.some((each) => wanted.includes(each))
    ? met(`condition.${kind}`, `${said} is ${list}`)
    : unmet(`condition.${kind}`, `${said} is not ${list}`, { wanted });
}

function askTime({ days, from, to }: Leaf & { kind: 'time' }, { at, timeZone }: Situation): Answer {
  const { weekday, time } = localMoment(at, timeZone);
  const overnight = from !== undefined && to !== undefined && to <= from;
  const late = overnight && time < to;
  // After midnight a window still belongs to the day on which it began.
  const day = late ? ((weekday + 5) % 7) + 1 : weekday;
  const inHours = overnight ? time >= from || late : (from ?? '00:00') <= time && time < (to ?? '24:00');
  if (days && !days.includes(day)) return unmet('condition.time', 'It does not hold on this day', { days });
  if (!inHours) return unmet('condition.time', `It holds from ${from ?? '00:00'} to ${to ?? '24:00'}`, { from, to });
  return met('condition.time', 'It holds at this hour');
}

function ask(leaf: Leaf, shelf: Shelf, own: Target | undefined, now: Situation): Answer {
  switch (leaf.kind) {
    case 'spend': {
      const { money } = now;
      const got = spendOf(shelf, leaf.of ?? own);
      const text = `${money(got)} of goods qualify, ${money(leaf.atLeast)} needed`;
      return got >= leaf.atLeast
        ? met('condition.spend', text)
        : unmet('condition.spend', text, { got, needed: leaf.atLeast, missing: leaf.atLeast - got }, true);
    }
    case 'quantity': {
      const got = piecesOf(shelf.goods, shelf.find(leaf.of ?? own));
      const text = `${got} of the goods qualify, ${leaf.atLeast} needed`;
      return got >= leaf.atLeast
        ? met('condition.quantity', text)
        : unmet('condition.quantity', text, { got, needed: leaf.atLeast, missing: leaf.atLeast - got }, true);
    }
    case 'customer-group':
      return oneOf(leaf.kind, leaf.in, now.groups, 'The customer group');
    case 'segment':
      return oneOf(leaf.kind, leaf.in, now.segments, 'The segment');
    case 'channel':
      return oneOf(leaf.kind, leaf.in, [now.channel], 'The channel');
    case 'location':
      return oneOf(leaf.kind, leaf.in, [now.locationId], 'The location');
    case 'first-order':
      return now.firstOrder
        ? met('condition.first-order', 'It is the first order')
        : unmet('condition.first-order', 'It is for a first order');
    case 'time':
      return askTime(leaf, now);
  }
}

function together(match: 'all' | 'any' | 'none', answers: readonly Answer[]): Answer {
  const missing = answers.filter((answer) => !answer.met);
  const said = (of: readonly Answer[]) => of.flatMap(({ reasons }) => reasons);
  if (match === 'none') {
    const hit = answers.filter((answer) => answer.met);
    return { met: hit.length === 0, near: false, reasons: said(hit) };
  }
  if (match === 'all' || answers.length === 0) {
    const isMet = missing.length === 0;
    return {
      met: isMet,
      near: !isMet && missing.every(({ near }) => near),
      reasons: said(isMet ? answers : missing),
    };
  }
  const isMet = missing.length < answers.length;
  return {
    met: isMet,
    near: !isMet && missing.some(({ near }) => near),
    reasons: said(isMet ? answers.filter((answer) => answer.met) : missing),
  };
}

/** Whether all that a promotion asks for holds, and which of it does not. */
export function askConditions({ conditions, target }: Promotion, shelf: Shelf, now: Situation): Answer {
  if (!conditions) return { met: true, near: false, reasons: [] };
  const answerTo = (condition: Condition): Answer =>
    condition.kind === 'group'
      ? together(
          condition.match,
          condition.of.map((leaf) => ask(leaf, shelf, target, now)),
        )
      : ask(condition, shelf, target, now);
  return together(conditions.match, conditions.of.map(answerTo));
}
