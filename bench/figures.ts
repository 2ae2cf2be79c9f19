import type { Figure } from './bench.ts';

const round = (value: number) => Math.round(value * 1000) / 1000;

function quantile(sorted: readonly number[], q: number): number {
  return sorted[Math.min(sorted.length - 1, Math.ceil(q * sorted.length) - 1)] ?? Number.NaN;
}

/** p95 needs 200 samples and p99 a thousand: fewer say nothing about one in twenty, one in a hundred. */
export function latency(name: string, unit: string, samples: readonly number[], goal: string, note?: string): Figure {
  const sorted = [...samples].sort((a, b) => a - b);
  const n = sorted.length;
  const p50 = round(quantile(sorted, 0.5));
  const p95 = round(quantile(sorted, 0.95));
  return {
    name,
    unit,
    value: n >= 200 ? p95 : round(sorted.at(-1) ?? Number.NaN),
    n,
    p50,
    ...(n >= 200 ? { p95 } : {}),
    ...(n >= 1_000 ? { p99: round(quantile(sorted, 0.99)) } : {}),
    min: round(sorted[0] ?? Number.NaN),
    max: round(sorted.at(-1) ?? Number.NaN),
    goal,
    ...(note ? { note } : {}),
  };
}

/** A figure that is measured as a whole, once or a few times: the median of the runs. */
export function whole(name: string, unit: string, runs: readonly number[], goal: string, note?: string): Figure {
  const sorted = [...runs].sort((a, b) => a - b);
  const value = round(quantile(sorted, 0.5));
  return {
    name,
    unit,
    value,
    n: sorted.length,
    p50: value,
    min: round(sorted[0] ?? Number.NaN),
    max: round(sorted.at(-1) ?? Number.NaN),
    goal,
    ...(note ? { note } : {}),
  };
}

/** Whether a value reaches its goal; null where there is none to compare, or too few samples for it. */
export function reaches({ value, p50, p99, goal }: Figure): boolean | null {
  const match = /^(p50 |p99 )?(<=|>=|=) ?([\d.,]+)$/.exec(goal);
  if (!match) return null;
  const measured = match[1] === 'p99 ' ? p99 : match[1] ? (p50 ?? value) : value;
  if (measured === undefined) return null;
  const bound = Number(match[3]?.replaceAll(',', ''));
  if (match[2] === '<=') return measured <= bound;
  return match[2] === '>=' ? measured >= bound : measured === bound;
}
