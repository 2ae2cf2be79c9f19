import { calculate } from '@tillhouse/shared/domains/pricing/calculate.ts';
import type { Bench } from '../bench.ts';
import { jsonRoundTrip } from '../calibrate/json-round-trip.ts';
import { latency } from '../figures.ts';
import { bigBasket } from '../parts/big-basket.ts';

const BASKETS = 64;

export const pricing: Bench = {
  name: 'pricing',
  doc: 'the one calculation on 50 lines with 200 live promotions and 3 rates, every reason written',
  figures: ['pricing.basket'],
  calibrate: jsonRoundTrip,
  run: async ({ quick }) => {
    const baskets = Array.from({ length: BASKETS }, (_none, seed) => bigBasket(seed));
    const samples: number[] = [];
    const rounds = quick ? 400 : 3_000;
    for (let round = 0; round < rounds + 300; round += 1) {
      const basket = baskets[round % BASKETS];
      if (!basket) continue;
      const since = performance.now();
      const { total } = calculate(basket);
      const took = performance.now() - since;
      if (total <= 0) throw new Error('a basket came to nothing, so that it measured nothing');
      // The first ones compile it.
      if (round >= 300) samples.push(took);
    }
    return [latency('pricing.basket', 'ms', samples, '<= 2', `${BASKETS} baskets in turn`)];
  },
};
