import type { Pool } from '../db/pools.ts';
import type { Keyring } from '../keys/keyring.ts';
import { pushPair } from './push-keys.ts';
import { type WebPush, webPush } from './web-push.ts';

interface PushOf {
  /** Signs in as the role `identity`, which alone may read the pair. */
  readonly pool: Pool;
  readonly keyring: Pick<Keyring, 'sealer'>;
  readonly now: () => number;
  readonly publicOrigin: () => string;
}

/** What push services write to without TLS, they would not take: a machine of somebody who tries it out has no contact. */
const contactAt = (origin: string): string => (origin.startsWith('https:') ? origin : 'mailto:nobody@localhost');

/** @param set whom push services write to, and whether one may be on this machine */
export function openPush(
  { pool, keyring, now, publicOrigin }: PushOf,
  set: { readonly pushContact?: string; readonly pushToLoopback?: boolean },
): WebPush {
  return webPush({
    pair: () => pushPair(pool, keyring, now()),
    contact: () => set.pushContact ?? contactAt(publicOrigin()),
    now,
    toLoopback: set.pushToLoopback === true,
  });
}
