import { randomUUID } from 'node:crypto';
import type { SeededShop } from './seed-shop.ts';

interface Checkout {
  readonly id: string;
  readonly status: string;
  readonly total: number;
  readonly code?: string;
  /** Once it is placed, with what shows it to who bought it */
  readonly order?: { readonly id: string; readonly token: string };
}

/** A shopper's page against one cloud: each call as a browser makes it, over a connection that stays open. */
export interface OnlineShopper {
  /** A basket on its way, filled in up to the total. */
  fill(variantIds: readonly string[]): Promise<{ id: string; secret: string; total: number }>;
  /** The last step: 200 with the checkout, or what refused it */
  pay(filled: { id: string; secret: string; total: number }): Promise<{ status: number; body: Checkout }>;
  look(filled: { id: string; secret: string }): Promise<Checkout>;
}

const RATE = randomUUID();

/** One flat price to one country, so that delivery is part of what is measured. */
export async function openDelivery(url: string, shop: Pick<SeededShop, 'secretKey'>): Promise<void> {
  const zone = {
    ...{ id: randomUUID(), revision: 0, storeId: null, name: 'Home', active: true },
    places: [{ country: 'GB', regions: [] }],
    rates: [{ id: RATE, name: 'Standard', prices: [{ currency: 'GBP', amount: 395, freeFrom: null }], days: null }],
  };
  const answer = await fetch(`${url}/v1/commands/shipping.saveZone`, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${shop.secretKey}`,
      'content-type': 'application/json',
      'idempotency-key': randomUUID(),
    },
    body: JSON.stringify({ zone }),
  });
  if (!answer.ok) throw new Error(`shipping.saveZone: HTTP ${answer.status} ${await answer.text()}`);
}

const contact = { email: 'bo@shopper.example', name: 'Bo Field' };
const delivery = { name: 'Bo Field', line1: '4 Mill Lane', city: 'Bath', postcode: 'BA1 1AA', country: 'GB' };

export function onlineShopper(url: string, { publishableKey }: Pick<SeededShop, 'publishableKey'>): OnlineShopper {
  const ask = async (method: string, path: string, secret: string, body?: unknown) => {
    const key = randomUUID();
    for (let tried = 0; ; tried += 1) {
      const answer = await fetch(`${url}/shop/v1/checkouts${path}`, {
        method,
        headers: {
          authorization: `Bearer ${publishableKey}`,
          'idempotency-key': key,
          'checkout-secret': secret,
          ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
      const said = (await answer.json()) as Checkout & { secret: string };
      // A page asks again, with the same key, where the answer says that nothing was kept.
      if ((answer.status !== 503 && answer.status !== 429) || tried >= 20) return { status: answer.status, body: said };
      await new Promise((next) => setTimeout(next, 250));
    }
  };
  const done = async (...of: Parameters<typeof ask>) => {
    const { status, body } = await ask(...of);
    if (status > 201) throw new Error(`${of[0]} ${of[1]}: HTTP ${status} ${JSON.stringify(body)}`);
    return body;
  };
  return {
    fill: async (variantIds) => {
      const lines = variantIds.map((variantId) => ({ variantId, quantity: 1 }));
      const { id, secret } = await done('POST', '', '', { lines });
      await done('PATCH', `/${id}`, secret, { contact, delivery });
      const { total } = await done('PATCH', `/${id}`, secret, { shippingOptionId: RATE });
      return { id, secret, total };
    },
    pay: ({ id, secret, total: expectedTotal }) => {
      const body = { expectedTotal, methodId: 'test', returnUrl: 'https://shop.example/thanks' };
      return ask('POST', `/${id}/pay`, secret, body);
    },
    look: ({ id, secret }) => done('GET', `/${id}`, secret),
  };
}
