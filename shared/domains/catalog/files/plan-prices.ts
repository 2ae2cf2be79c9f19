import { sameValue } from '../rules.ts';
import { moneyText, type PlannedChange, type PlannedPrice } from './planned.ts';
import type { RecordPrice, VariantRecord } from './record.ts';

export interface PlannedPrices {
  readonly prices: readonly PlannedPrice[];
  readonly changes: readonly PlannedChange[];
  readonly bad: string | null;
}

const label = (list: string | null, field: 'Price' | 'Compare-at price' | 'Prices by quantity'): string =>
  list === null ? field : `${field}: ${list}`;

const stepsText = (price: RecordPrice | undefined): string =>
  (price?.breaks ?? [])
    .map((step) => `${step.minQuantity}: ${moneyText(step.amount, price?.currency ?? '')}`)
    .join(', ');

/**
 * What becomes of the prices of a variant. A price that the file leaves out goes, in lists that the file knows; in others it stays.
 * @param knows names of the lists of the file, null among them
 */
export function planPrices(
  before: VariantRecord | null,
  wanted: VariantRecord,
  knows: ReadonlySet<string | null>,
): PlannedPrices {
  const was = new Map((before?.prices ?? []).map((price) => [price.list, price]));
  const want = new Map(wanted.prices.map((price) => [price.list, price]));
  if (want.size < wanted.prices.length) return { prices: [], changes: [], bad: 'two prices in one list' };
  const prices: PlannedPrice[] = [];
  const changes: PlannedChange[] = [];
  for (const list of new Set([...was.keys(), ...want.keys()])) {
    const [old, next] = [was.get(list), want.get(list)];
    if (!next && !knows.has(list)) continue;
    if (old && next && old.currency !== next.currency)
      return {
        prices: [],
        changes: [],
        bad: `the list ${list ?? ''} has prices in ${old.currency}, not ${next.currency}`,
      };
    if (next && new Set(next.breaks.map((step) => step.minQuantity)).size < next.breaks.length)
      return { prices: [], changes: [], bad: 'two prices from one quantity' };
    const money = (amount: number | null | undefined) => moneyText(amount ?? null, (next ?? old)?.currency ?? '');
    const [from, to] = [old?.amount ?? null, next?.amount ?? null];
    const [crossedFrom, crossedTo] = [old?.compareAt ?? null, next?.compareAt ?? null];
    const steps = (price: RecordPrice | undefined) =>
      (price?.breaks ?? []).toSorted((a, b) => a.minQuantity - b.minQuantity);
    const stepsDiffer = next !== undefined && !sameValue(steps(old), steps(next));
    if (from === to && (next === undefined || crossedFrom === crossedTo) && !stepsDiffer) continue;
    const say = (field: string, a: string, b: string) => {
      if (a !== b) changes.push({ sku: wanted.sku, field, from: a, to: b });
    };
    say(label(list, 'Price'), money(from), money(to));
    if (next) say(label(list, 'Compare-at price'), money(crossedFrom), money(crossedTo));
    if (next) say(label(list, 'Prices by quantity'), stepsText(old), stepsText(next));
    const change = {
      ...{ variantId: wanted.id, base: from, value: to },
      ...(next && crossedFrom !== crossedTo && { compareAt: { base: crossedFrom, value: crossedTo } }),
      ...(stepsDiffer && { breaks: steps(next) }),
    };
    prices.push({ list, change });
  }
  return { prices, changes, bad: null };
}
