import { allocate, sum } from '@tillhouse/shared/kernel/money.ts';

/** Made up for tests, in the shape of the real ones: percent, and whether delivery is taxed. */
export interface FakeRate {
  readonly level: 'state' | 'county' | 'city' | 'district';
  readonly name: string;
  readonly tax: string;
  /** Hundred-thousandths */
  readonly rate: number;
}

const newYork: readonly FakeRate[] = [
  { level: 'state', name: 'New York', tax: 'Sales Tax', rate: 4_000 },
  { level: 'city', name: 'New York', tax: 'Sales Tax', rate: 4_500 },
  { level: 'district', name: 'Metropolitan Commuter Transportation District', tax: 'Sales Tax', rate: 375 },
];
const california: readonly FakeRate[] = [
  { level: 'state', name: 'California', tax: 'Sales Tax', rate: 6_000 },
  { level: 'county', name: 'Los Angeles', tax: 'Sales Tax', rate: 250 },
  { level: 'district', name: 'Los Angeles Transit', tax: 'Sales Tax', rate: 3_250 },
];

const connecticut: readonly FakeRate[] = [{ level: 'state', name: 'Connecticut', tax: 'Sales Tax', rate: 6_350 }];

/** Food is taxed by nobody here; delivery in New York and Connecticut, and not in California. */
export function ratesFor(state: string, code: string, isDelivery: boolean): readonly FakeRate[] {
  if (/food/i.test(code)) return [];
  if (state === 'NY') return newYork;
  if (state === 'CT') return connecticut;
  return state === 'CA' && !isDelivery ? california : [];
}

/** Half up, a jurisdiction at a time; inside an included amount by largest remainder. */
export function taxed(amount: number, included: boolean, rates: readonly FakeRate[]): number[] {
  if (!included) return rates.map(({ rate }) => Math.round((amount * rate) / 100_000));
  const all = sum(rates.map(({ rate }) => rate));
  if (all === 0) return [];
  const tax = amount - Math.round((amount * 100_000) / (100_000 + all));
  return allocate(
    tax,
    rates.map(({ rate }) => rate),
  );
}
