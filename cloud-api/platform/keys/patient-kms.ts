import type { KeyContext, Kms, WrappedKey } from './kms.ts';
import { KmsUnavailable } from './kms.ts';
import { TtlMap } from '../ttl-map.ts';

/** While the key service is away, one in so long asks whether it is back; all others are told at once. */
const ASK_AGAIN_MS = 5_000;
/** How long what was unwrapped goes on serving while the key service is away, counted from when it last answered for it. */
export const SERVES_MS = 60 * 60_000;

export interface KmsWatch {
  /** It does not answer any more. */
  away(error: KmsUnavailable): void;
  back(): void;
}

export interface PatientKms extends Kms {
  /** @returns fresh: the key service answered now; otherwise it is away, and this is what it said within the hour */
  open(wrapped: WrappedKey, context: KeyContext): Promise<{ readonly secret: Buffer; readonly fresh: boolean }>;
}

/**
 * A key service that may be away. Whoever needs it does not queue up before it, holding what others need: the first learns it,
 * and the rest are refused until one has asked again. What it unwrapped is remembered for an hour, for that time alone: while it
 * answers, it is asked.
 * @param now epoch milliseconds
 */
export function patientKms(kms: Kms, now: () => number, watch?: KmsWatch): PatientKms {
  const unwrapped = new TtlMap<string, Buffer>(SERVES_MS, 4_000);
  let away: KmsUnavailable | undefined;
  let askAgainAt = 0;
  let asking = false;

  async function ask<T>(work: () => Promise<T>): Promise<T> {
    if (away && (asking || now() < askAgainAt)) throw away;
    asking = away !== undefined;
    try {
      const answer = await work();
      if (away) watch?.back();
      away = undefined;
      return answer;
    } catch (error) {
      if (!(error instanceof KmsUnavailable)) throw error;
      if (!away) watch?.away(error);
      away = error;
      askAgainAt = now() + ASK_AGAIN_MS;
      throw error;
    } finally {
      asking = false;
    }
  }
  const nameOf = ({ kek, text }: WrappedKey, context: KeyContext) => JSON.stringify([kek, text, context]);
  const open: PatientKms['open'] = async (wrapped, context) => {
    const name = nameOf(wrapped, context);
    try {
      const secret = await ask(() => kms.unwrap(wrapped, context));
      unwrapped.set(name, secret, SERVES_MS, now());
      return { secret, fresh: true };
    } catch (error) {
      const secret = error instanceof KmsUnavailable ? unwrapped.get(name, now()) : undefined;
      if (!secret) throw error;
      return { secret, fresh: false };
    }
  };
  return {
    provider: kms.provider,
    current: () => ask(() => kms.current()),
    create: () => ask(() => kms.create()),
    wrap: (secret, context) => ask(() => kms.wrap(secret, context)),
    unwrap: async (wrapped, context) => (await open(wrapped, context)).secret,
    rotate: () => ask(() => kms.rotate()),
    retire: (kek) => ask(() => kms.retire(kek)),
    open,
  };
}
