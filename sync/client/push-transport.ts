import type { Signal } from './aborter.ts';
import type { PushRequest, PushResponse } from '../protocol/push.ts';

/** What became of one request. Only `answered` says anything about the mutations. */
export type PushResult =
  | { readonly kind: 'answered'; readonly response: PushResponse }
  | {
      readonly kind: 'conflict';
      readonly code: string;
      readonly message: string;
      readonly details: Record<string, unknown>;
    }
  /** No line, 429 or 5xx: send again, not before `afterMs` */
  | { readonly kind: 'later'; readonly afterMs: number; readonly reason: 'offline' | 'busy' }
  /** HTTP 413: nothing was taken in; fewer at once may fit */
  | { readonly kind: 'too-large' }
  /** The cloud will not take pushes of this device as things are: signed out, revoked, too old */
  | { readonly kind: 'denied'; readonly status: number; readonly code: string; readonly message: string };

export interface PushTransport {
  /** @param signal set off when nobody waits for the answer any more; the request may have reached the cloud all the same */
  send(request: PushRequest, signal?: Signal): Promise<PushResult>;
}
