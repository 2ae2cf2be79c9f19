import { setTimeout as sleep } from 'node:timers/promises';
import type { PaymentMethod } from '../../../platform/payments/payments.ts';
import type { StorefrontContext } from '../context.ts';

type Asking = Pick<StorefrontContext, 'payments' | 'log'>;

/** A page waits for its look: what payments do not say by then is not offered on it. */
const PATIENCE_MS = 300;

export interface OfferedExpress {
  readonly id: string;
  readonly name: string;
  /** Minor units; null: not bounded */
  readonly least: number | null;
  readonly most: number | null;
}

/** Ways to pay that need no form, in their order. */
export const expressFor = (
  { payments }: Pick<Asking, 'payments'>,
  tenantId: string,
  of: { readonly currency: string; readonly amount: number | null; readonly storeId: string | undefined },
): Promise<readonly PaymentMethod[]> => payments.methods(tenantId, { ...of, country: null, express: true });

/**
 * The same for a page that says what a shop is, which does without where it cannot be told. What is bought is not known there: each
 * says between what amounts it is offered, and its page goes by the price of the product or the total of the basket.
 */
export async function expressOffered(
  { payments, log }: Asking,
  tenantId: string,
  of: { readonly currency: string; readonly storeId: string | undefined },
): Promise<OfferedExpress[]> {
  const asked = expressFor({ payments }, tenantId, { ...of, amount: null }).catch((error: unknown) => {
    log.warn({ err: error }, 'express ways to pay were not told');
    return [];
  });
  const over = new AbortController();
  const late = sleep(PATIENCE_MS, [], { signal: over.signal }).catch(() => []);
  const methods = await Promise.race([asked, late]);
  over.abort();
  return methods.map(({ id, name, least = null, most = null }) => ({ id, name, least, most }));
}
