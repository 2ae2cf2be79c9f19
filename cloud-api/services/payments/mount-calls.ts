import { DomainError } from '@tillhouse/shared/kernel/errors.ts';
import type { FastifyInstance } from 'fastify';
import { notFound, notSignedIn } from '../../platform/http/problem.ts';
import type { Payments } from '../../platform/payments/payments.ts';
import { CALLS_PATH, type CallRefused } from '../../platform/payments/remote-payments.ts';
import { sameSecret } from '../../platform/same-secret.ts';

const calls = [
  'methods',
  'agree',
  'agreed',
  'begin',
  'look',
  'keep',
  'capture',
  'release',
  'refund',
] as const satisfies (keyof Payments)[];

/** Where other processes of this cloud reach the service. Without a secret nobody does, and there is no such address. */
export function mountCalls(server: FastifyInstance, payments: Payments, secret: string | undefined): void {
  if (secret === undefined) return;
  const right = `Bearer ${secret}`;
  server.post(CALLS_PATH, async (request, reply) => {
    if (!sameSecret(request.headers.authorization ?? '', right)) {
      throw notSignedIn('This address is for the other processes of this cloud.');
    }
    const name = calls.find((each) => each === (request.params as { call: string }).call);
    if (!name || !Array.isArray(request.body)) throw notFound('call');
    try {
      const work = payments[name] as (...args: unknown[]) => Promise<unknown>;
      return { value: await work(...(request.body as unknown[])) };
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
      const { code, kind, message, details } = error;
      const refused: CallRefused = { code, kind, message, details };
      return reply.status(409).send(refused);
    }
  });
}
