import type { Bench } from '../bench.ts';
import { jsonRoundTrip } from '../calibrate/json-round-trip.ts';
import { whole } from '../figures.ts';
import { type SilentMonth, silentMonth } from '../parts/silent-tills.ts';

const part = (of: number, all: number, times = 1) => Math.round((of / all) * times * 10_000) / 10_000;

export const oversellOffline: Bench = {
  name: 'oversell-offline',
  doc: 'A month of a tight shop a tenth of whose tills is silent at any time: orders for which nothing was left, and orders refused for nothing',
  figures: ['oversell.late_per_10k', 'oversell.withheld'],
  // Nothing here is timed: the figures are the same on every machine.
  calibrate: jsonRoundTrip,
  run: async (context) => {
    const seeds = Array.from({ length: context.quick ? 5 : 25 }, (_, n) => n + 1);
    const months = (holds: boolean): SilentMonth[] => seeds.map((seed) => silentMonth(seed, holds));
    const [held, sold] = [months(true), months(false)];
    const late = (all: readonly SilentMonth[]) => all.map((month) => part(month.late, month.orders, 10_000));
    const middle = (values: readonly number[]) => [...values].sort((a, b) => a - b)[values.length >> 1];
    const silent = held.reduce((sum, month) => sum + month.silent, 0) / held.length;
    const withheld = held.map((month) => part(month.withheld, month.orders));
    context.say(`  tills were silent ${Math.round(silent * 1_000) / 10} % of the time`);
    return [
      whole(
        'oversell.late_per_10k',
        'orders',
        late(held),
        '<= 5',
        `of ${held.reduce((sum, month) => sum + month.orders, 0)} orders in ${seeds.length} months; ${middle(late(sold))} where nothing is held back`,
      ),
      whole('oversell.withheld', 'ratio', withheld, '<= 0.02', 'of the orders that were taken in'),
    ];
  },
};
