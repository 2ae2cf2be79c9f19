import { DomainError, type ErrorKind } from '@tillhouse/shared/kernel/errors.ts';
import { HttpProblem } from '../http/problem.ts';
import type { Payments } from './payments.ts';

/** What the service answers a call of another process with. */
export interface CallRefused {
  readonly code: string;
  readonly kind: ErrorKind;
  readonly message: string;
  readonly details: Readonly<Record<string, unknown>>;
}

export const CALLS_PATH = '/payments/v1/calls/:call';
/** Longer than the service waits for a provider: it answers what became of it. */
const TIMEOUT_MS = 45_000;

/**
 * The payments service in another process. A call that has no answer may have been done: each may be made again, and
 * leads to the same.
 * @param secret what both processes know, PAYMENTS_SECRET
 */
export function remotePayments(url: string, secret: string): Payments {
  const call = async <T>(name: keyof Payments, args: readonly unknown[]): Promise<T> => {
    const answer = await fetch(new URL(CALLS_PATH.replace(':call', name), url), {
      method: 'POST',
      headers: { authorization: `Bearer ${secret}`, 'content-type': 'application/json' },
      body: JSON.stringify(args),
      signal: AbortSignal.timeout(TIMEOUT_MS),
      redirect: 'error',
    }).catch((error: unknown) => {
      throw away(error);
    });
    if (answer.status === 409) {
      const { code, kind, message, details } = (await answer.json()) as CallRefused;
      throw new DomainError(code, kind, message, details);
    }
    if (!answer.ok) throw away(new Error(`it answered ${answer.status}`));
    return ((await answer.json()) as { value: T }).value;
  };
  return {
    methods: (...args) => call('methods', args),
    agree: (...args) => call('agree', args),
    agreed: (...args) => call('agreed', args),
    begin: (...args) => call('begin', args),
    look: (...args) => call('look', args),
    keep: (...args) => call('keep', args),
    capture: (...args) => call('capture', args),
    release: (...args) => call('release', args),
    refund: (...args) => call('refund', args),
  };
}

function away(cause: unknown): HttpProblem {
  const problem = new HttpProblem(
    503,
    'payments.away',
    'The payment service does not answer. What was asked of it may have been done or not: ask for the same again, nothing is charged twice.',
    {},
    { 'retry-after': '5' },
  );
  problem.cause = cause;
  return problem;
}
