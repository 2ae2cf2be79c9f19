import type { Segment } from '@tillhouse/shared/domains/customers/segments.ts';
import type { Action, Condition, Promotion, Target } from '@tillhouse/shared/domains/pricing/promotion-args.ts';
import { dayText } from '../../ui/instants.ts';
import { moneyText } from '../../ui/money.tsx';
import { t } from '../../ui/text.ts';
import { percentText } from '../../data/percent.ts';

export const statuses = {
  live: ['ok', 'Live'],
  paused: ['warn', 'Paused'],
  ended: ['open', 'Ended'],
} as const;

export type Shown = readonly [tone: 'ok' | 'warn' | 'open' | 'busy', word: string];

/** The state as of now: a live one may not have begun, or be over by its own dates. */
export function stateOf({ status, rule }: { status: keyof typeof statuses; rule: Promotion }, now: number): Shown {
  if (status === 'live' && typeof rule.startsAt === 'number' && now < rule.startsAt) return ['busy', 'Planned'];
  if (status === 'live' && typeof rule.endsAt === 'number' && now >= rule.endsAt) return ['open', 'Over'];
  return statuses[status];
}

export const kinds: readonly (readonly [Action['kind'], string])[] = [
  ['percent', 'Percentage off'],
  ['fixed', 'Amount off'],
  ['fixed-price', 'Fixed price'],
  ['buy-get', 'Buy some, get some'],
  ['bundle', 'Several for one price'],
  ['tiers', 'The more, the cheaper'],
  ['free-shipping', 'Free delivery'],
  ['gift', 'A gift'],
];

/** Customers by what they bought before, in words that `t` knows. */
export const segmentNames: Readonly<Record<Segment, string>> = {
  new: 'New: has bought nothing yet',
  returning: 'Returning: has bought before',
  regular: 'Regular: three times or more in a year',
  lapsed: 'Lapsed: nothing for half a year',
};

export const channels: Readonly<Record<string, string>> = { till: 'Tills', online: 'Online' };
export const days = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];

export interface Naming {
  readonly currency: string;
  /** Of an id, where it is known */
  readonly name: (id: string) => string;
}

const share = (rate: string) => (percentText(rate).includes('/') ? percentText(rate) : `${percentText(rate)}%`);

function list(words: readonly string[]): string {
  const shown = words.slice(0, 3).join(', ');
  return words.length > 3 ? t('{shown} and {n} more', { shown, n: words.length - 3 }) : shown;
}

/** The goods of a target in words; nothing where it is everything. */
export function goodsText(target: Target | undefined, { name }: Naming): string {
  if (!target) return '';
  const { categories = [], tags = [], products = [], variants = [], skus = [] } = target;
  return list([...categories, ...tags.map((tag) => `#${tag}`), ...[...products, ...variants].map(name), ...skus]);
}

function placeText(on: 'goods' | 'order' | 'shipping' | undefined, goods: string): string {
  if (on === 'order') return t('the order');
  if (on === 'shipping') return t('delivery');
  return goods || t('everything');
}

/** "20% off Tableware", "3 for 2 on Candles": what it does, as one would say it. */
export function offerText({ action, target }: Promotion, naming: Naming): string {
  const money = (amount: number) => moneyText({ amount, currency: naming.currency });
  const goods = goodsText(target, naming);
  switch (action.kind) {
    case 'percent':
      return t('{share} off {goods}', { share: share(action.rate), goods: placeText(action.on, goods) });
    case 'fixed':
      return action.spread === 'each'
        ? t('{amount} off each of {goods}', { amount: money(action.amount), goods: placeText(action.on, goods) })
        : t('{amount} off {goods}', { amount: money(action.amount), goods: placeText(action.on, goods) });
    case 'fixed-price':
      return t('{goods} for {amount} each', { goods: goods || t('Everything'), amount: money(action.amount) });
    case 'buy-get': {
      const { buy, get, off = '1' } = action;
      const values = { buy: buy.quantity, get: get.quantity, off: share(off), goods: placeText('goods', goods) };
      return off === '1' || share(off) === '100%'
        ? t('Buy {buy}, get {get} free, of {goods}', values)
        : t('Buy {buy}, get {get} at {off} off, of {goods}', values);
    }
    case 'bundle': {
      const n = action.components.reduce((sum, each) => sum + each.quantity, 0);
      const of = goods || list(action.components.map((each) => goodsText(each.of, naming)).filter((each) => each));
      const what = of || t('anything');
      return action.price === undefined
        ? t('A set of {n} with {off} off: {what}', { n, off: share(action.off ?? '0'), what })
        : t('Any {n} of {what} for {amount}', { n, what, amount: money(action.price) });
    }
    case 'tiers': {
      const steps = action.tiers.map(({ from, rate, amount }) => {
        const at = action.by === 'spend' ? money(from) : String(from);
        return t('{off} from {at}', { off: rate ? share(rate) : money(amount ?? 0), at });
      });
      return t('{steps}, on {goods}', { steps: steps.join(', '), goods: placeText(action.on, goods) });
    }
    case 'free-shipping':
      return action.atMost === undefined
        ? t('Free delivery')
        : t('Free delivery, up to {amount}', { amount: money(action.atMost) });
    case 'gift':
      return t('{n} free: {goods}', { n: action.quantity, goods: goodsText(action.of, naming) || t('a gift') });
  }
}

const named: Readonly<Record<string, string>> = { ...channels, ...segmentNames };

/** One condition as a sentence of a few words. */
export function conditionText(condition: Condition, naming: Naming): string {
  switch (condition.kind) {
    case 'spend':
      return t('goods of {amount} or more', {
        amount: moneyText({ amount: condition.atLeast, currency: naming.currency }),
      });
    case 'quantity':
      return t('{n} pieces or more', { n: condition.atLeast });
    case 'first-order':
      return t('a first order');
    case 'time': {
      const on = condition.days ? condition.days.map((day) => t(days[day - 1] ?? '')).join(', ') : t('every day');
      const { from, to } = condition;
      return from || to ? t('{on} {from}–{to}', { on, from: from ?? '00:00', to: to ?? '24:00' }) : on;
    }
    case 'group': {
      const parts = condition.of.map((leaf) => conditionText(leaf, naming));
      if (condition.match === 'none') return t('none of: {parts}', { parts: parts.join('; ') });
      return parts.join(condition.match === 'any' ? ` ${t('or')} ` : ` ${t('and')} `);
    }
    default:
      return list(condition.in.map((each) => t(named[each] ?? naming.name(each))));
  }
}

/** "16 Nov – 6 Dec", "from Mon 16 Nov", "always"; with the hours and places it asks for. */
export function whenText({ startsAt, endsAt }: Promotion): string {
  const from = typeof startsAt === 'number' ? dayText(startsAt) : null;
  // The last moment at which it holds, so that midnight is the day before.
  const until = typeof endsAt === 'number' ? dayText(endsAt - 1) : null;
  if (from && until) return `${from} – ${until}`;
  if (from) return t('from {day}', { day: from });
  return until ? t('until {day}', { day: until }) : t('Always');
}
