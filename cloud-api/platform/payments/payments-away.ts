import { HttpProblem } from '../http/problem.ts';
import type { Payments } from './payments.ts';
import { remotePayments } from './remote-payments.ts';

/** Payments for a process that does not run the service: over HTTP, where it knows the way. */
export function paymentsElsewhere(set: { readonly paymentsUrl?: string; readonly paymentsSecret?: string }): Payments {
  if (set.paymentsUrl === undefined) return paymentsAway();
  if (!set.paymentsSecret) throw new Error('PAYMENTS_URL needs PAYMENTS_SECRET, the same in both processes');
  return remotePayments(set.paymentsUrl, set.paymentsSecret);
}

function paymentsAway(): Payments {
  const away = async (): Promise<never> => {
    throw new HttpProblem(
      503,
      'payments.away',
      'This process knows of no payment service. Nothing was charged. Set PAYMENTS_URL, or run the service here.',
      {},
      { 'retry-after': '10' },
    );
  };
  return {
    methods: away,
    agree: away,
    agreed: away,
    begin: away,
    look: away,
    keep: away,
    capture: away,
    release: away,
    refund: away,
  };
}
