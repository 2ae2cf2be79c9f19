import type { BenchContext } from '../bench.ts';
import { bigBasket } from '../parts/big-basket.ts';

/** Median milliseconds to write and read the request itself as JSON: what moving the same basket costs, without calculating it. */
export async function jsonRoundTrip({ quick }: BenchContext) {
  const basket = bigBasket(0);
  const samples: number[] = [];
  for (let round = 0; round < (quick ? 200 : 1_000); round += 1) {
    const since = performance.now();
    JSON.parse(JSON.stringify(basket));
    samples.push(performance.now() - since);
  }
  samples.sort((a, b) => a - b);
  const median = samples[samples.length >> 1] ?? Number.NaN;
  return { name: 'JSON round trip of the same request', unit: 'ms', value: Math.round(median * 1000) / 1000 };
}
