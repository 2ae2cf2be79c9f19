import type { Quotas } from './quotas.ts';

/** Seconds that a burst may be ahead. */
const BURST = 10;
const MOST_TENANTS = 50_000;

export interface RequestRates {
  /** @returns 0 when it may be answered, otherwise the whole seconds to wait */
  take(tenantId: string, quotas: Quotas): number;
}

/** A token bucket for each tenant that has a limit: what it does too often waits, and nobody else. */
export function requestRates(now: () => number = () => performance.now()): RequestRates {
  const buckets = new Map<string, { tokens: number; at: number }>();
  return {
    take: (tenantId, { requestsPerSecond: rate }) => {
      if (rate === undefined || rate === null) return 0;
      const most = Math.max(1, rate * BURST);
      const at = now();
      const bucket = buckets.get(tenantId) ?? { tokens: most, at };
      bucket.tokens = Math.min(most, bucket.tokens + ((at - bucket.at) / 1_000) * rate);
      bucket.at = at;
      buckets.delete(tenantId);
      buckets.set(tenantId, bucket);
      if (buckets.size > MOST_TENANTS) buckets.delete(buckets.keys().next().value as string);
      if (bucket.tokens < 1) return rate === 0 ? 60 : Math.max(1, Math.ceil((1 - bucket.tokens) / rate));
      bucket.tokens -= 1;
      return 0;
    },
  };
}
