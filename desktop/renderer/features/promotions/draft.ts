import type { Action, Promotion, Target } from '@tillhouse/shared/domains/pricing/promotion-args.ts';
import { decimalText, minorDigits } from '../../ui/money.tsx';
import { type ConditionDraft, conditionDraft } from './draft-conditions.ts';
import { percentText } from '../../data/percent.ts';
import { localText } from './draft-text.ts';

/** What the fields of the page hold: texts as they were typed, until they are saved as a rule. */
export interface Draft {
  readonly name: string;
  /** `kept`: an offer that these fields cannot write; it stays as it is */
  readonly kind: Action['kind'] | 'kept';
  readonly percent: string;
  readonly amount: string;
  readonly on: 'goods' | 'order' | 'shipping';
  readonly spread: 'each' | 'across';
  readonly buy: string;
  readonly get: string;
  readonly take: 'cheapest' | 'dearest';
  /** Pieces of a set sold for one price */
  readonly pieces: string;
  readonly by: 'quantity' | 'spend';
  readonly tiers: readonly { readonly from: string; readonly percent: string }[];
  readonly gift: Target;
  readonly goods: Target;
  readonly match: 'all' | 'any';
  readonly conditions: readonly ConditionDraft[];
  readonly codes: readonly { readonly code: string; readonly limit: string; readonly used?: number | undefined }[];
  /** `2026-11-16T00:00` in the shop's zone, or nothing */
  readonly from: string;
  readonly until: string;
  readonly priority: string;
  readonly combines: NonNullable<Promotion['combines']>;
  readonly atMost: string;
  readonly budgetKind: 'none' | 'spend' | 'uses';
  readonly budget: string;
  readonly perCustomer: string;
  /** How often one desk may give codes with a limit while it is offline */
  readonly offlineUses: string;
  /** The rule that was read: what no field shows is saved as it was */
  readonly kept: Promotion;
}

export interface Place {
  readonly currency: string;
  readonly timeZone: string;
}

const moneyOf = (amount: number | undefined, currency: string) =>
  amount === undefined ? '' : decimalText(amount, minorDigits(currency));

function offerOf({ action, target }: Promotion, currency: string): Partial<Draft> {
  switch (action.kind) {
    case 'percent':
      return { kind: 'percent', percent: percentText(action.rate), on: action.on ?? 'goods' };
    case 'fixed': {
      const { amount, spread, on = 'goods' } = action;
      return { kind: 'fixed', amount: moneyOf(amount, currency), spread, on };
    }
    case 'fixed-price':
      return { kind: 'fixed-price', amount: moneyOf(action.amount, currency) };
    case 'buy-get': {
      const { buy, get, off = '1', take = 'dearest' } = action;
      return {
        kind: 'buy-get',
        ...{ buy: String(buy.quantity), get: String(get.quantity), percent: percentText(off), take },
      };
    }
    case 'bundle': {
      const [only, ...others] = action.components;
      if (!only || others.length > 0 || only.bundle || action.price === undefined) return { kind: 'kept' };
      // Goods of a set and goods of the promotion are one field here.
      if (target && JSON.stringify(target) !== JSON.stringify(only.of)) return { kind: 'kept' };
      const goods = only.of ?? {};
      return { kind: 'bundle', pieces: String(only.quantity), amount: moneyOf(action.price, currency), goods };
    }
    case 'tiers': {
      if (action.tiers.some(({ rate }) => rate === undefined)) return { kind: 'kept' };
      const said = (from: number) => (action.by === 'spend' ? moneyOf(from, currency) : String(from));
      const tiers = action.tiers.map(({ from, rate = '0' }) => ({ from: said(from), percent: percentText(rate) }));
      return { kind: 'tiers', by: action.by, tiers, on: action.on ?? 'goods' };
    }
    case 'free-shipping':
      return { kind: 'free-shipping', amount: moneyOf(action.atMost, currency) };
    case 'gift':
      return { kind: 'gift', gift: action.of, pieces: String(action.quantity) };
  }
}

/** A rule as the fields show it. */
export function draftOf(rule: Promotion, { currency, timeZone }: Place): Draft {
  const { budget } = rule;
  const limit = budget?.limit;
  return {
    name: rule.name,
    ...{ percent: '10', amount: '', on: 'goods', spread: 'across', buy: '2', get: '1', take: 'cheapest', pieces: '3' },
    by: 'quantity',
    tiers: [{ from: '2', percent: '10' }],
    gift: {},
    kind: 'kept',
    goods: rule.target ?? {},
    ...offerOf(rule, currency),
    match: rule.conditions?.match ?? 'all',
    conditions: (rule.conditions?.of ?? []).map((each) => conditionDraft(each, (amount) => moneyOf(amount, currency))),
    codes: (rule.codes ?? []).map(({ code, limit: most, used }) => ({ code, limit: most ? String(most) : '', used })),
    from: localText(rule.startsAt, timeZone),
    until: localText(rule.endsAt, timeZone),
    priority: String(rule.priority ?? 0),
    combines: rule.combines ?? 'with-all',
    atMost: moneyOf(rule.atMost, currency),
    budgetKind: budget?.kind ?? 'none',
    budget: budget?.kind === 'spend' ? moneyOf(limit, currency) : limit === undefined ? '' : String(limit),
    perCustomer: rule.perCustomer ? String(rule.perCustomer.limit) : '',
    offlineUses: rule.offlineUses === undefined ? '' : String(rule.offlineUses),
    kept: rule,
  };
}

/** How many fields say something else than what was read. */
export function changesOf(draft: Draft, saved: Draft): number {
  const names = Object.keys(draft) as (keyof Draft)[];
  return names.filter((name) => JSON.stringify(draft[name]) !== JSON.stringify(saved[name])).length;
}
