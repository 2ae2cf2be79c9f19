import { checkPromotion } from '@tillhouse/shared/domains/pricing/check-calculation.ts';
import {
  type Action,
  type Promotion,
  promotion,
  type Target,
} from '@tillhouse/shared/domains/pricing/promotion-args.ts';
import { parseMoney } from '../../ui/money.tsx';
import type { Draft, Place } from './draft.ts';
import { readCondition } from './draft-conditions.ts';
import { parseCount, parseLocal, parsePercent } from './draft-text.ts';

/** What is wrong, in words, by the field it is about. */
export type Problems = Readonly<Record<string, string>>;

export interface Read {
  /** Null while something is wrong */
  readonly rule: Promotion | null;
  readonly problems: Problems;
}

/** A target that names nothing means everything; a list that was emptied is no list. */
export function tidyTarget(target: Target): Target | undefined {
  const picked = Object.entries(target).flatMap(([name, value]) => {
    if (name === 'leaveOut') {
      const left = Object.entries(value).filter(([, each]) => (Array.isArray(each) ? each.length > 0 : each === true));
      return left.length > 0 ? [[name, Object.fromEntries(left)]] : [];
    }
    return Array.isArray(value) && value.length > 0 ? [[name, value]] : [];
  });
  return picked.length > 0 ? (Object.fromEntries(picked) as Target) : undefined;
}

class Reading {
  readonly problems: Record<string, string> = {};
  private readonly currency: string;
  constructor(currency: string) {
    this.currency = currency;
  }
  wrong(field: string, words: string): void {
    this.problems[field] ??= words;
  }
  money(field: string, text: string, words = 'Write an amount such as 5.00'): number {
    const amount = parseMoney(text, this.currency);
    if (amount === null || amount <= 0) this.wrong(field, words);
    return amount ?? 0;
  }
  count(field: string, text: string): number {
    const found = parseCount(text);
    if (found === null) this.wrong(field, 'Write a whole number of at least 1');
    return found ?? 1;
  }
  percent(field: string, text: string): string {
    const rate = parsePercent(text);
    if (rate === null) this.wrong(field, 'Write a percentage of more than 0, at most 100');
    return rate ?? '0';
  }
}

const goodsOrOrder = (on: Draft['on']) => (on === 'shipping' ? 'goods' : on);

function readTiers(draft: Draft, read: Reading, currency: string): Action {
  const tiers = draft.tiers.map(({ from, percent }, index) => {
    const field = `tiers.${index}`;
    const at = draft.by === 'spend' ? parseMoney(from, currency) : parseCount(from);
    if (at === null) read.wrong(field, 'Write from what it counts');
    const rate = parsePercent(percent);
    if (rate === null) read.wrong(field, 'Write a percentage of more than 0, at most 100');
    return { from: at ?? 0, rate: rate ?? '0' };
  });
  if (tiers.length === 0) read.wrong('tiers', 'Add at least one step');
  if (new Set(tiers.map(({ from }) => from)).size < tiers.length) read.wrong('tiers', 'Two steps begin at the same');
  const sorted = [...tiers].sort((a, b) => a.from - b.from);
  return { kind: 'tiers', by: draft.by, tiers: sorted, on: goodsOrOrder(draft.on) };
}

function readOffer(draft: Draft, read: Reading, currency: string): Action {
  const { action } = draft.kept;
  switch (draft.kind) {
    case 'percent':
      return { kind: 'percent', rate: read.percent('percent', draft.percent), on: draft.on };
    case 'fixed': {
      const { spread, on } = draft;
      const { maxUnits } = action.kind === 'fixed' ? action : {};
      return { kind: 'fixed', amount: read.money('amount', draft.amount), spread, on, ...(maxUnits && { maxUnits }) };
    }
    case 'fixed-price': {
      const { maxUnits } = action.kind === 'fixed-price' ? action : {};
      return { kind: 'fixed-price', amount: read.money('amount', draft.amount), ...(maxUnits && { maxUnits }) };
    }
    case 'buy-get': {
      const before = action.kind === 'buy-get' ? action : undefined;
      return {
        kind: 'buy-get',
        buy: { ...before?.buy, quantity: read.count('buy', draft.buy) },
        get: { ...before?.get, quantity: read.count('get', draft.get) },
        off: read.percent('percent', draft.percent),
        take: draft.take,
        ...(before?.maxTimes && { maxTimes: before.maxTimes }),
      };
    }
    case 'bundle': {
      const before = action.kind === 'bundle' ? action : undefined;
      const of = tidyTarget(draft.goods);
      return {
        kind: 'bundle',
        components: [{ ...(of && { of }), quantity: read.count('pieces', draft.pieces) }],
        price: read.money('amount', draft.amount),
        ...(before?.maxTimes && { maxTimes: before.maxTimes }),
      };
    }
    case 'tiers':
      return readTiers(draft, read, currency);
    case 'free-shipping':
      return draft.amount.trim() === ''
        ? { kind: 'free-shipping' }
        : { kind: 'free-shipping', atMost: read.money('amount', draft.amount) };
    case 'gift': {
      const of = tidyTarget(draft.gift);
      if (!of) read.wrong('gift', 'Choose what is given');
      return { kind: 'gift', of: of ?? {}, quantity: read.count('pieces', draft.pieces) };
    }
    case 'kept':
      return action;
  }
}

function readCodes({ codes }: Draft, read: Reading): Promotion['codes'] {
  const seen = new Set<string>();
  for (const { code, limit } of codes) {
    const key = code.trim().toUpperCase();
    if (seen.has(key)) read.wrong('codes', `The code ${code} is there twice`);
    seen.add(key);
    if (limit.trim() !== '' && parseCount(limit) === null) read.wrong('codes', `How often may ${code} be used?`);
  }
  return codes.map(({ code, limit, used }) => {
    const most = parseCount(limit);
    return { code: code.trim(), ...(most !== null && { limit: most }), ...(used !== undefined && { used }) };
  });
}

function readDates(draft: Draft, read: Reading, timeZone: string): Pick<Promotion, 'startsAt' | 'endsAt'> {
  const startsAt = draft.from ? parseLocal(draft.from, timeZone) : null;
  const endsAt = draft.until ? parseLocal(draft.until, timeZone) : null;
  if (startsAt !== null && endsAt !== null && endsAt <= startsAt) read.wrong('until', 'It ends before it begins');
  return { ...(startsAt !== null && { startsAt }), ...(endsAt !== null && { endsAt }) };
}

function readLimits(draft: Draft, read: Reading): Partial<Promotion> {
  const { kept } = draft;
  const priority = /^-?\d{1,6}$/.test(draft.priority.trim()) ? Number(draft.priority) : null;
  if (priority === null) read.wrong('priority', 'Write a whole number; higher ones count first');
  const budget =
    draft.budgetKind === 'none'
      ? undefined
      : {
          ...(kept.budget?.id && { id: kept.budget.id }),
          kind: draft.budgetKind,
          limit: draft.budgetKind === 'spend' ? read.money('budget', draft.budget) : read.count('budget', draft.budget),
          // What was used of another kind of budget says nothing about this one.
          used: kept.budget?.kind === draft.budgetKind ? kept.budget.used : 0,
        };
  const atMost = draft.atMost.trim() === '' ? undefined : read.money('atMost', draft.atMost);
  const offline = draft.offlineUses.trim();
  if (offline !== '' && !/^\d{1,6}$/.test(offline)) read.wrong('offlineUses', 'Write a whole number, or 0 for none');
  const perCustomer = draft.perCustomer.trim() === '' ? undefined : read.count('perCustomer', draft.perCustomer);
  return {
    ...(priority ? { priority } : {}),
    ...(draft.combines !== 'with-all' && { combines: draft.combines }),
    ...(kept.excludes && { excludes: kept.excludes }),
    ...(atMost && { atMost }),
    ...(budget && { budget }),
    ...(/^\d{1,6}$/.test(offline) && { offlineUses: Number(offline) }),
    ...(perCustomer && { perCustomer: { limit: perCustomer, used: kept.perCustomer?.used ?? 0 } }),
  };
}

/** The rule that the fields say; it is checked by the same rules that check it when it is saved. */
export function readDraft(draft: Draft, { currency, timeZone }: Place): Read {
  const read = new Reading(currency);
  const name = draft.name.trim();
  if (name === '') read.wrong('name', 'It needs a name; receipts show it');
  if (name.length > 100) read.wrong('name', 'At most 100 characters');
  const action = readOffer(draft, read, currency);
  const readers = { money: (text: string) => parseMoney(text, currency), count: parseCount };
  const conditions = draft.conditions.flatMap((each, index) => {
    const found = readCondition(each, readers);
    if (typeof found === 'string') read.wrong(`conditions.${index}`, found);
    return typeof found === 'string' ? [] : [found];
  });
  const target = tidyTarget(draft.goods);
  const codes = readCodes(draft, read);
  const rule: Promotion = {
    id: draft.kept.id,
    name,
    action,
    ...(target && { target }),
    ...(conditions.length > 0 && { conditions: { match: draft.match, of: conditions } }),
    ...(codes && codes.length > 0 && { codes }),
    ...readDates(draft, read, timeZone),
    ...readLimits(draft, read),
  };
  if (Object.keys(read.problems).length === 0) refuseOdd(rule, read);
  return { rule: Object.keys(read.problems).length === 0 ? rule : null, problems: read.problems };
}

function refuseOdd(rule: Promotion, read: Reading): void {
  const parsed = promotion.safeParse(rule);
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    read.wrong('rule', `${issue?.path.join('.') ?? ''}: ${issue?.message ?? ''}`);
    return;
  }
  try {
    checkPromotion('promotion', rule);
  } catch (problem) {
    read.wrong('rule', problem instanceof Error ? problem.message : String(problem));
  }
}
