/** A shopper waits so long for others at most. */
export const WAIT_MS = 2_500;
/** So many in a row without an answer, and nobody waits for it any more … */
const MOST_FAILURES = 3;
/** … for so long; then one asks again. */
const REST_MS = 30_000;

/** Leaves alone for a while whoever does not answer, so that no shopper waits for it in vain. By id of the account. */
export interface LeftAlone {
  rests(id: string): boolean;
  answered(id: string): void;
  failed(id: string): void;
  /** It said itself that it has no time, and for how long if it knows. */
  busy(id: string, forMs: number | null): void;
}

export function leftAlone(now: () => number): LeftAlone {
  const failures = new Map<string, { count: number; until: number }>();
  return {
    rests(id) {
      const known = failures.get(id);
      return known !== undefined && known.count >= MOST_FAILURES && now() < known.until;
    },
    answered: (id) => void failures.delete(id),
    failed(id) {
      failures.set(id, { count: (failures.get(id)?.count ?? 0) + 1, until: now() + REST_MS });
    },
    busy(id, forMs) {
      failures.set(id, { count: MOST_FAILURES, until: now() + (forMs ?? REST_MS) });
    },
  };
}

/** Who asks the same while it is being asked has the one answer. */
export function askedOnce<T>(): (key: string, ask: () => Promise<T>) => Promise<T> {
  const asking = new Map<string, Promise<T>>();
  return (key, ask) => {
    const under = asking.get(key);
    if (under) return under;
    const answer = ask().finally(() => asking.delete(key));
    asking.set(key, answer);
    return answer;
  };
}

/** Whatever the client of the other makes of its own time. */
export async function inTime<T>(
  work: Promise<T>,
  ms: number,
  late: Error = new Error(`no answer within ${ms} ms`),
): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const over = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(late), ms);
  });
  try {
    return await Promise.race([work, over]);
  } finally {
    clearTimeout(timer);
  }
}
