import { randomUUID } from 'node:crypto';
import { expect } from 'vitest';
import { openPools, type Pools } from '../platform/db/pools.ts';
import { sealThrough } from '../platform/db/pool-fields.ts';
import { roleUrls } from '../platform/db/roles.ts';
import { cloudFields } from '../platform/keys/cloud-fields.ts';
import type { TestCloud } from './test-cloud.ts';

export interface BoughtAtShop {
  readonly id: string;
  readonly token: string;
  readonly number: string;
}

/** Buys at a shop as a shopper does who chooses the first way to get it and the first to pay. @param key the shop's publishable one */
export async function buyAtShop(
  cloud: TestCloud,
  key: string,
  of: {
    readonly variantId: string;
    readonly quantity: number;
    readonly contact: { readonly email: string; readonly name: string };
  },
): Promise<BoughtAtShop> {
  const { variantId, quantity, contact } = of;
  const ask = (method: string, path: string, body: unknown, headers: Record<string, string> = {}) =>
    cloud.call(method, `/shop/v1/checkouts${path}`, {
      ...{ token: key, body, headers: { 'idempotency-key': randomUUID(), ...headers } },
    });
  const { id, secret, shippingOptions } = (await ask('POST', '', { lines: [{ variantId, quantity }] })).body;
  const withSecret = { 'checkout-secret': secret };
  const filled = await ask('PATCH', `/${id}`, { contact, shippingOptionId: shippingOptions[0].id }, withSecret);
  const { total: expectedTotal, methods } = filled.body;
  const pay = { expectedTotal, methodId: methods[0].id, returnUrl: 'https://shop.example/bought' };
  const paid = await ask('POST', `/${id}/pay`, pay, withSecret);
  expect(paid.body, JSON.stringify(paid.body)).toMatchObject({ status: 'placed' });
  return paid.body.order;
}

/** The database as services of this cloud have it, what is sealed in it opened. */
export function poolsOf(cloud: TestCloud): Pools {
  const pools = openPools(roleUrls(cloud.database.url), () => {});
  sealThrough(
    [pools.app],
    cloudFields(cloud.cloud.identity.keyring, () => {}),
  );
  return pools;
}
