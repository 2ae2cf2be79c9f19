import { HttpProblem } from '../http/problem.ts';
import type { Payments } from './payments.ts';

/** In a process that neither runs the service nor knows where it is. */
export function paymentsAway(): Payments {
  const away = async (): Promise<never> => {
    throw new HttpProblem(
      503,
      'payments.away',
      'This process knows of no payment service. Nothing was charged. Set PAYMENTS_URL, or run the service here.',
      {},
      { 'retry-after': '10' },
    );
  };
  return { methods: away, begin: away, look: away, capture: away, release: away, refund: away };
}
