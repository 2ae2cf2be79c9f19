import type { ListTerms, QuantityBreak } from '@tillhouse/shared/domains/pricing/list-terms.ts';
import type { PricedItem } from '../../../bridge/price-queries.ts';
import { percentText } from '../../data/percent.ts';
import { decimalText, minorDigits, parseMoney } from '../../ui/money.tsx';
import { localText, parseCount, parseLocal, parsePercent } from '../promotions/draft-text.ts';

/** A list as its fields hold it. */
export interface ListDraft {
  readonly name: string;
  readonly live: boolean;
  readonly kind: ListTerms['kind'];
  readonly priority: string;
  readonly groups: readonly string[];
  readonly channels: readonly ('till' | 'online')[];
  readonly locations: readonly string[];
  readonly from: string;
  readonly until: string;
  /** `10`, or `10, from 5: 15`; empty: only items with a price of their own */
  readonly percents: string;
}

/** What was typed for an item; what is absent stands as it is. */
export interface ItemEdit {
  readonly price?: string;
  readonly breaks?: string;
}

const FROM = /^(?:from\s+)?(\d{1,6})\s*:\s*(.+)$/i;

/** `10, from 5: 15` as steps; null where one of them cannot be read. */
export function readPercents(text: string): NonNullable<ListTerms['percentOff']> | null {
  const parts = text.split(',').map((part) => part.trim());
  if (text.trim() === '') return [];
  const steps = parts.map((part) => {
    const [, from, rest] = FROM.exec(part) ?? [];
    const minQuantity = from === undefined ? 1 : parseCount(from);
    const rate = parsePercent(rest ?? part);
    return minQuantity === null || rate === null ? null : { minQuantity, rate };
  });
  const read = steps.filter((step) => step !== null);
  const distinct = new Set(read.map(({ minQuantity }) => minQuantity)).size;
  return read.length === parts.length && distinct === parts.length ? read : null;
}

export const percentsText = (steps: ListTerms['percentOff']): string =>
  (steps ?? [])
    .map(({ minQuantity, rate }) =>
      minQuantity === 1 ? percentText(rate) : `from ${minQuantity}: ${percentText(rate)}`,
    )
    .join(', ');

/** `10: 9.50, 50: 8.00` as prices from so many; null where one of them cannot be read. */
export function readBreaks(text: string, currency: string): QuantityBreak[] | null {
  if (text.trim() === '') return [];
  const parts = text.split(',').map((part) => part.trim());
  const read = parts.flatMap((part) => {
    const [, from = '', price = ''] = FROM.exec(part) ?? [];
    const [minQuantity, amount] = [parseCount(from), parseMoney(price, currency)];
    return minQuantity !== null && minQuantity > 1 && amount !== null && amount >= 0 ? [{ minQuantity, amount }] : [];
  });
  const distinct = new Set(read.map(({ minQuantity }) => minQuantity)).size;
  return distinct === parts.length ? read.sort((a, b) => a.minQuantity - b.minQuantity) : null;
}

export const breaksText = (breaks: readonly QuantityBreak[], currency: string): string =>
  breaks.map(({ minQuantity, amount }) => `${minQuantity}: ${decimalText(amount, minorDigits(currency))}`).join(', ');

export function draftOf(name: string, terms: ListTerms | null, timeZone: string): ListDraft {
  return {
    name,
    live: terms ? terms.status === 'live' : true,
    kind: terms?.kind ?? 'sale',
    priority: String(terms?.priority ?? 0),
    groups: terms?.groups ?? [],
    channels: terms?.channels ?? [],
    locations: terms?.locations ?? [],
    from: localText(terms?.startsAt, timeZone),
    until: localText(terms?.endsAt, timeZone),
    percents: percentsText(terms?.percentOff),
  };
}

export type Problems = Partial<Record<'name' | 'priority' | 'from' | 'until' | 'percents', string>>;

/** The terms as they are kept, and what is wrong with the fields. */
export function readTerms(draft: ListDraft, timeZone: string): { terms: ListTerms | null; problems: Problems } {
  const priority = /^\d{1,3}$/.test(draft.priority.trim()) ? Number(draft.priority) : null;
  const startsAt = draft.from === '' ? null : parseLocal(draft.from, timeZone);
  const endsAt = draft.until === '' ? null : parseLocal(draft.until, timeZone);
  const percentOff = readPercents(draft.percents);
  const problems: Problems = {
    ...(draft.name.trim() === '' && { name: 'Give it a name' }),
    ...((priority === null || priority > 100) && { priority: 'A whole number up to 100' }),
    ...(startsAt !== null && endsAt !== null && endsAt <= startsAt && { until: 'It is over before it begins' }),
    ...(percentOff === null && { percents: 'Write 10, or 10, from 5: 15' }),
  };
  if (Object.keys(problems).length > 0 || priority === null || percentOff === null) return { terms: null, problems };
  const { groups, channels, locations } = draft;
  return {
    terms: {
      status: draft.live ? 'live' : 'paused',
      ...{ kind: draft.kind, priority },
      ...(groups.length > 0 && { groups: [...groups] }),
      ...(channels.length > 0 && { channels: [...channels] }),
      ...(locations.length > 0 && { locations: [...locations] }),
      ...(startsAt !== null && { startsAt }),
      ...(endsAt !== null && { endsAt }),
      ...(percentOff.length > 0 && { percentOff }),
    },
    problems,
  };
}

export interface PriceChange {
  readonly variantId: string;
  readonly base: number | null;
  readonly value: number | null;
  readonly breaks?: QuantityBreak[];
}

/** An edit as `pricing.setPrice` takes it; null where it cannot be read, or has quantities without a price. */
export function changeOf(item: PricedItem, edit: ItemEdit, currency: string): PriceChange | null {
  const price = edit.price?.trim();
  const value = price === undefined ? item.amount : price === '' ? null : parseMoney(price, currency);
  if (price && (value === null || value < 0)) return null;
  const breaks = edit.breaks === undefined ? undefined : readBreaks(edit.breaks, currency);
  if (breaks === null || (value === null && breaks && breaks.length > 0)) return null;
  return { variantId: item.variantId, base: item.amount, value, ...(breaks && { breaks }) };
}

/** `pricing.setPrice` takes so many at once. */
export function inBatches<T>(all: readonly T[], size = 500): T[][] {
  return Array.from({ length: Math.ceil(all.length / size) }, (_none, at) => all.slice(at * size, (at + 1) * size));
}
