import type { Checkout } from '@tillhouse/shared/domains/checkout/schema.ts';
import { checkoutUnknown } from './checkout-errors.ts';
import { isKnown } from './secrets.ts';

/** @throws HttpProblem 404 where it is not there or not theirs, said alike */
export function theirs(row: Checkout | undefined, secret: string | undefined): Checkout {
  if (!row || !isKnown(secret, row.secretHashes)) throw checkoutUnknown();
  return row;
}
