import { type ShopperAddress, shopperAddresses } from '@tillhouse/shared/domains/shoppers/schema.ts';
import { addressLacks, plainAddress } from '@tillhouse/shared/domains/shipping/address.ts';
import { countriesOf } from '@tillhouse/shared/domains/shipping/rules.ts';
import { shippingZones } from '@tillhouse/shared/domains/shipping/schema.ts';
import type { Tx } from '@tillhouse/shared/kernel/tx.ts';
import { randomUUID } from 'node:crypto';
import * as z from 'zod';
import type { ShopperCaller } from '../../../platform/auth/caller.ts';
import { withTenant } from '../../../platform/db/transaction.ts';
import { HttpProblem, notFound } from '../../../platform/http/problem.ts';
import { type Route, route } from '../../../platform/http/route.ts';
import { addressForm } from '../checkout/checkout-schemas.ts';
import { withTx } from '../checkout/price-checkout.ts';
import type { StorefrontContext } from '../context.ts';
import { homeCountry } from '../home-country.ts';

const tag = 'Shopper accounts';
const access = { as: 'shopper' } as const;
const params = z.object({ id: z.uuid() });
const MOST = 20;

const shown = z.object({
  id: z.uuid(),
  usual: z.boolean().describe('A checkout begins with it'),
  address: z.object({
    name: z.string(),
    line1: z.string(),
    line2: z.string(),
    city: z.string(),
    region: z.string(),
    postcode: z.string(),
    country: z.string(),
  }),
});
const answer = z.object({
  addresses: z.array(shown),
  countries: z.array(z.string()).describe('Where the shop sends to, its own country first; ISO 3166 alpha-2'),
});
const given = z.strictObject({ address: addressForm, usual: z.boolean().default(false) });

/** Where a shopper has things sent. One of them is the usual one, where there is any. */
export function addressRoutes(context: StorefrontContext): Route[] {
  /** All of them after `work`, the usual one first. */
  const after = async (caller: ShopperCaller, work: (tx: Tx, mine: readonly ShopperAddress[]) => Promise<void>) => {
    const { tenantId, shopper } = caller;
    return withTenant(context.pool, tenantId, async (db) => {
      // One of a shopper's tabs at a time, so that there is one usual address.
      await db.rows('SELECT pg_advisory_xact_lock(hashtextextended($1, 0))', [`${tenantId}/addresses/${shopper.id}`]);
      return withTx(db, tenantId, async (tx) => {
        const mine = () => tx.list(shopperAddresses, { shopperId: shopper.id });
        await work(tx, await mine());
        const rows = (await mine()).toSorted((a, b) => Number(b.usual) - Number(a.usual) || a.createdAt - b.createdAt);
        const [zones, home] = [await tx.list(shippingZones, { active: true }), await homeCountry(tx, null)];
        return {
          addresses: rows.map(({ id, usual, address }) => ({ id, usual, address })),
          countries: countriesOf(zones, home),
        };
      });
    });
  };
  const one = (mine: readonly ShopperAddress[], id: string): ShopperAddress => {
    const found = mine.find((each) => each.id === id);
    if (!found) throw notFound('address');
    return found;
  };
  const write = async (tx: Tx, mine: readonly ShopperAddress[], row: ShopperAddress): Promise<void> => {
    const others = mine.filter(({ id }) => id !== row.id);
    const usual = row.usual || !others.some((each) => each.usual);
    if (usual) for (const { id } of others) await tx.update(shopperAddresses, { id }, { usual: false });
    const { id, ...patch } = { ...row, usual };
    if (mine.length === others.length) await tx.insert(shopperAddresses, { id, ...patch });
    else await tx.update(shopperAddresses, { id }, patch);
  };
  return [
    route(
      {
        ...{ method: 'GET', path: '/shop/v1/account/addresses', tag, access },
        summary: 'Where a shopper has things sent',
        answers: { 200: { description: 'The usual one first', schema: answer } },
      },
      async ({ caller, reply }) => {
        reply.header('cache-control', 'no-store');
        return after(caller as ShopperCaller, async () => {});
      },
    ),
    route(
      {
        ...{ method: 'POST', path: '/shop/v1/account/addresses', tag, access, perMinute: 300 },
        summary: 'Add an address',
        description:
          '422 `shop.address-incomplete` names what lacks by the rules of its country. The first is the usual one.',
        body: given,
        answers: { 201: { description: 'All of them now', schema: answer } },
      },
      async ({ body, caller, reply }) => {
        const { shopper } = caller as ShopperCaller;
        const address = complete(body.address);
        const now = context.now();
        const all = await after(caller as ShopperCaller, async (tx, mine) => {
          if (mine.length >= MOST) throw tooMany();
          const of = { shopperId: shopper.id, address, usual: body.usual, createdAt: now, updatedAt: now };
          await write(tx, mine, { id: randomUUID(), ...of });
        });
        return reply.status(201).header('cache-control', 'no-store').send(all);
      },
    ),
    route(
      {
        ...{ method: 'PUT', path: '/shop/v1/account/addresses/:id', tag, access, params, perMinute: 300 },
        summary: 'Change an address, or make it the usual one',
        body: given,
        answers: { 200: { description: 'All of them now', schema: answer } },
      },
      async ({ body, params: { id }, caller, reply }) => {
        const now = context.now();
        reply.header('cache-control', 'no-store');
        return after(caller as ShopperCaller, async (tx, mine) => {
          const before = one(mine, id);
          await write(tx, mine, { ...before, address: complete(body.address), usual: body.usual, updatedAt: now });
        });
      },
    ),
    route(
      {
        ...{ method: 'DELETE', path: '/shop/v1/account/addresses/:id', tag, access, params, perMinute: 300 },
        summary: 'Remove an address',
        description: 'Of those that are left the newest is the usual one, where it was.',
        answers: { 200: { description: 'All of them now', schema: answer } },
      },
      async ({ params: { id }, caller, reply }) => {
        reply.header('cache-control', 'no-store');
        return after(caller as ShopperCaller, async (tx, mine) => {
          const gone = one(mine, id);
          await tx.delete(shopperAddresses, { id });
          const [next] = mine.filter((each) => each.id !== id).toSorted((a, b) => b.updatedAt - a.updatedAt);
          if (gone.usual && next) await tx.update(shopperAddresses, { id: next.id }, { usual: true });
        });
      },
    ),
  ];
}

function complete(form: z.output<typeof addressForm>): ShopperAddress['address'] {
  const address = plainAddress(form);
  const lacks = addressLacks(address);
  if (lacks.length === 0) return address;
  throw new HttpProblem(
    422,
    'shop.address-incomplete',
    'Something of this address lacks, or is not as that country writes it. Nothing was changed. Fill it in and send it again.',
    { lacks },
  );
}

const tooMany = (): HttpProblem =>
  new HttpProblem(
    409,
    'shop.addresses-full',
    `An account has room for ${MOST} addresses. Nothing was changed. Remove one first.`,
    { most: MOST },
  );
