import { setTimeout as sleep } from 'node:timers/promises';
import type { PaymentMethod } from '../../../platform/payments/payments.ts';
import type { StorefrontContext } from '../context.ts';

type Asking = Pick<StorefrontContext, 'payments' | 'log'>;

/** What nobody has put together yet is worth: rules by amount count once it is known. */
const UNKNOWN = 1_000;
/** A page waits for its look: what payments do not say by then is not offered on it. */
const PATIENCE_MS = 300;

/** Ways to pay that need no form, in their order. */
export const expressFor = (
  { payments }: Pick<Asking, 'payments'>,
  tenantId: string,
  of: { readonly currency: string; readonly amount: number },
): Promise<readonly PaymentMethod[]> => payments.methods(tenantId, { ...of, country: null, express: true });

/** The same for a page that says what a shop is, which does without where it cannot be told. */
export async function expressOffered(
  { payments, log }: Asking,
  tenantId: string,
  currency: string,
): Promise<{ readonly id: string; readonly name: string }[]> {
  const asked = expressFor({ payments }, tenantId, { currency, amount: UNKNOWN }).catch((error: unknown) => {
    log.warn({ err: error }, 'express ways to pay were not told');
    return [];
  });
  const over = new AbortController();
  const late = sleep(PATIENCE_MS, [], { signal: over.signal }).catch(() => []);
  const methods = await Promise.race([asked, late]);
  over.abort();
  return methods.map(({ id, name }) => ({ id, name }));
}
