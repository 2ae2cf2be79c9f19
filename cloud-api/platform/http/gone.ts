import type { FastifyReply } from 'fastify';

/**
 * Aborted when a request is over: answered, or hung up. Whoever hung up while it was still asked who they are makes no sound
 * any more, so that is looked at too: what is held for a request must end with it in any case.
 */
export function whenGone(reply: FastifyReply): AbortSignal {
  const gone = new AbortController();
  if (reply.raw.destroyed) gone.abort();
  else reply.raw.once('close', () => gone.abort());
  return gone.signal;
}

/** Runs `end` once the signal is aborted; now, where it is already. */
export function onceGone(gone: AbortSignal, end: () => void): void {
  if (gone.aborted) end();
  else gone.addEventListener('abort', end, { once: true });
}
