import type { Route } from '../../platform/http/route.ts';
import type { Payments } from '../../platform/payments/payments.ts';
import { accountRoutes } from './accounts/account-routes.ts';
import { attemptRoutes } from './attempts/attempt-routes.ts';
import type { PaymentsContext } from './context.ts';
import { readerRoutes } from './terminal/reader-routes.ts';
import { terminalRoutes } from './terminal/terminal-routes.ts';

export interface PaymentsParts {
  readonly context: PaymentsContext;
  readonly payments: Payments;
}

export function paymentRoutes({ context, payments }: PaymentsParts): Route[] {
  return [
    ...accountRoutes(context),
    ...attemptRoutes(context, payments),
    ...terminalRoutes(context, payments),
    ...readerRoutes(context),
  ];
}
