import { calculate } from '@tillhouse/shared/domains/pricing/calculate.ts';
import { type CalculationRequest, calculationRequest } from '@tillhouse/shared/domains/pricing/calculation-args.ts';
import type * as z from 'zod';
import type { StaffCaller } from '../../platform/auth/caller.ts';
import { withTenant } from '../../platform/db/transaction.ts';
import { type Route, route } from '../../platform/http/route.ts';
import type { CommerceContext } from './context.ts';
import { calculationAnswer } from './pricing-schemas.ts';
import { completeRequest } from './pricing-store.ts';

const described = `The one calculation that till, checkout and office use: prices, discounts on lines, discounts on the order, delivery, tax, rounding, tenders. It writes nothing.

Amounts are integers of minor units, rates exact fractions such as \`20/100\`, quantities integers × 10^−scale, instants epoch milliseconds. Left out: currency, settings and live promotions of the store, now, the price and the tax of a line that names a variant.`;

export function pricingRoutes(context: CommerceContext): Route[] {
  return [
    route(
      {
        method: 'POST',
        path: '/v1/pricing/calculate',
        summary: 'Calculate an order and say why each amount is what it is',
        description: described,
        tag: 'Rules',
        access: { as: 'staff', permission: 'products.view' },
        body: calculationRequest as unknown as z.ZodType<CalculationRequest>,
        answers: { 200: { description: 'Every amount with its reasons', schema: calculationAnswer } },
      },
      async ({ body, caller }) => {
        const { tenantId } = caller as StaffCaller;
        const complete = await withTenant(context.pool, tenantId, (db) =>
          completeRequest(db, tenantId, body, context.now()),
        );
        return calculate(complete);
      },
    ),
  ];
}
