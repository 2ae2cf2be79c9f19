import { whyNot } from '@tillhouse/shared/domains/credit/rules.ts';
import { creditAccounts } from '@tillhouse/shared/domains/credit/schema.ts';
import type { FirmBuyer } from '@tillhouse/shared/domains/customers/buyer-schema.ts';
import { customers } from '@tillhouse/shared/domains/customers/schema.ts';
import { noLetters } from '@tillhouse/shared/domains/checkout/cart-letters.ts';
import { cartLetters, checkouts } from '@tillhouse/shared/domains/checkout/schema.ts';
import { carts, shopperAccounts, shopperAddresses } from '@tillhouse/shared/domains/shoppers/schema.ts';
import { stockNotices } from '@tillhouse/shared/domains/shoppers/stock-notice-schema.ts';
import { localDayAndHour } from '@tillhouse/shared/kernel/instant.ts';
import { idFor } from '@tillhouse/sync/protocol/derive-id.ts';
import { randomUUID } from 'node:crypto';
import * as z from 'zod';
import { storeContext } from '../../../platform/access/directory.ts';
import { newestVersion } from '../../../platform/access/store-records.ts';
import type { Shopper, ShopperCaller } from '../../../platform/auth/caller.ts';
import { runCommand } from '../../../platform/commands/run-command.ts';
import { systemActor } from '../../../platform/commands/system-actor.ts';
import type { Connection } from '../../../platform/db/connection.ts';
import { withTenant } from '../../../platform/db/transaction.ts';
import { type Route, route } from '../../../platform/http/route.ts';
import { addressIndex } from '../left-carts/find-left-carts.ts';
import { withTx } from '../checkout/price-checkout.ts';
import type { StorefrontContext } from '../context.ts';
import { accountOf } from './account-of.ts';
import { pointsOf, pointsRoute, shownPoints } from './account-points.ts';

const tag = 'Shopper accounts';
const access = { as: 'shopper' } as const;
const account = z.object({
  id: z.uuid(),
  email: z.string(),
  name: z.string().describe('Empty where the shop knows none'),
  phone: z.string(),
  storeCredit: z
    .object({ currency: z.string(), amount: z.number().int().describe('Minor units') })
    .nullable()
    .describe('What they have to pay with; null: none'),
  points: shownPoints.nullable().describe('Null: no programme runs'),
  firm: z
    .object({
      name: z.string(),
      orderLimit: z.number().int().nullable().describe('Minor units of the store’s own currency; null: none'),
      alwaysAsks: z.boolean().describe('Every order of theirs waits for a yes'),
      approves: z.boolean().describe('They say yes or no to orders of others: `/shop/v1/account/requests`'),
    })
    .nullable()
    .describe('The firm that they buy for; null: they buy for themselves'),
});

/** Who is signed in, as the shop has them. */
export function accountRoutes(context: StorefrontContext): Route[] {
  const shown = async (db: Connection, tenantId: string, shopper: Shopper) => {
    const { name, phone, customerId, buyer } = await accountOf(db, { tenantId, now: context.now() }, shopper);
    const firm = buyer && (await withTx(db, tenantId, (tx) => tx.get(customers, { id: customerId })));
    const { timeZone } = await storeContext(db, tenantId);
    const today = localDayAndHour(context.now(), timeZone).date;
    const [credit] = await withTx(db, tenantId, (tx) =>
      tx.list(creditAccounts, { id: customerId, kind: 'store-credit' }),
    );
    const isGood = credit !== undefined && credit.balance > 0 && whyNot(credit, today) === null;
    const storeCredit = isGood ? { currency: credit.currency, amount: credit.balance } : null;
    const points = await withTx(db, tenantId, (tx) => pointsOf(tx, customerId, context.now()));
    const buys = buyer && (({ orderLimit, alwaysAsks, approves }) => ({ orderLimit, alwaysAsks, approves }))(buyer);
    return {
      ...{ id: shopper.id, email: shopper.email, name, phone, storeCredit, points },
      firm: buys ? { name: firm?.name ?? '', ...buys } : null,
    };
  };
  return [
    route(
      {
        ...{ method: 'GET', path: '/shop/v1/account', tag, access },
        summary: 'Who is signed in',
        description: 'The first time a shopper becomes the customer that has their address, or a new one.',
        answers: { 200: { description: 'The shopper', schema: account } },
      },
      async ({ caller, reply }) => {
        const { tenantId, shopper } = caller as ShopperCaller;
        const answer = await withTenant(context.pool, tenantId, (db) => shown(db, tenantId, shopper));
        context.onCommitted();
        return reply.header('cache-control', 'no-store').send(answer);
      },
    ),
    route(
      {
        ...{ method: 'PATCH', path: '/shop/v1/account', tag, access, perMinute: 300 },
        summary: 'Say another name or telephone',
        body: z.strictObject({
          name: z.string().trim().min(1).max(200).optional(),
          phone: z.string().trim().max(40).optional(),
        }),
        answers: { 200: { description: 'As it is now', schema: account } },
      },
      async ({ body, caller, reply }) => {
        const { tenantId, shopper } = caller as ShopperCaller;
        const now = context.now();
        const answer = await withTenant(context.pool, tenantId, async (db) => {
          const { customerId, buyer } = await accountOf(db, { tenantId, now }, shopper);
          // The firm is not theirs to rename, and how they are called there the shop says.
          if (buyer) return shown(db, tenantId, shopper);
          const before = await withTx(db, tenantId, (tx) => tx.get(customers, { id: customerId }));
          const patch = {
            ...(body.name !== undefined && { name: { base: before?.name ?? '', value: body.name } }),
            ...(body.phone !== undefined && { phone: { base: before?.phone ?? null, value: body.phone || null } }),
          };
          const name = 'customers.edit';
          const command = { id: randomUUID(), name, version: newestVersion(name), args: { customerId, patch } };
          await runCommand(db, tenantId, systemActor, { ...command, occurredAt: now });
          return shown(db, tenantId, shopper);
        });
        context.onCommitted();
        return reply.header('cache-control', 'no-store').send(answer);
      },
    ),
    pointsRoute(context, account, shown),
    route(
      {
        ...{ method: 'DELETE', path: '/shop/v1/account', tag, access, perMinute: 60 },
        summary: 'Give the account up: everything of it is erased, and every sign-in ends',
        description:
          'Addresses, sign-ins and what was typed into checkouts go; the customer keeps no name and no way to be reached. Orders and invoices stay as the law asks the shop to keep them.',
        answers: { 204: { description: 'Gone' } },
      },
      async ({ caller, reply }) => {
        const { tenantId, shopper } = caller as ShopperCaller;
        await withTenant(context.pool, tenantId, (db) => erase(db, { tenantId, now: context.now() }, shopper));
        context.onCommitted();
        context.onShopperLeft();
        return reply.status(204).send();
      },
    ),
  ];
}

const leaving = ({ id, customerId, name, email, orderLimit, alwaysAsks, approves }: FirmBuyer) => ({
  ...{ id, customerId, name, email, orderLimit, alwaysAsks, approves, ended: true },
});

async function erase(
  db: Connection,
  { tenantId, now }: { readonly tenantId: string; readonly now: number },
  shopper: Shopper,
): Promise<void> {
  const { customerId, buyer } = await accountOf(db, { tenantId, now }, shopper);
  // Who buys for a firm leaves it; the firm stays.
  const name = buyer ? 'customers.saveBuyer' : 'customers.forget';
  const args = buyer ? { buyer: leaving(buyer) } : { customerId };
  const command = { id: idFor(shopper.id, 'forget'), name, version: newestVersion(name), args };
  await runCommand(db, tenantId, systemActor, { ...command, occurredAt: now });
  await withTx(db, tenantId, async (tx) => {
    for (const { id } of await tx.list(shopperAddresses, { shopperId: shopper.id }))
      await tx.delete(shopperAddresses, { id });
    for (const { storeId } of await tx.list(carts, { shopperId: shopper.id }))
      await tx.delete(carts, { shopperId: shopper.id, storeId });
    await tx.delete(shopperAccounts, { id: shopper.id });
    const typed = await db.rows<{ id: string }>('SELECT id FROM find_checkouts_by_email($1)', [shopper.email]);
    // One that is being paid, and one whose letter is not sent yet, belong to an order that is on its way.
    for (const row of await tx.getForUpdate(
      checkouts,
      typed.map(({ id }) => ({ id })),
    )) {
      if (row.status === 'paying' || row.letterAt !== null) continue;
      const status = row.status === 'open' ? 'ended' : row.status;
      await tx.update(
        checkouts,
        { id: row.id },
        { status, contact: null, delivery: null, customerId: null, ...noLetters },
      );
    }
    const index = await addressIndex(db, tenantId, shopper.email);
    for (const { id } of index === null ? [] : await tx.list(stockNotices, { addressIndex: index }))
      await tx.delete(stockNotices, { id });
    // That they wanted no more letters is kept: it names nobody. What was sent is only counted from now on.
    for (const { checkoutId, step } of index === null ? [] : await tx.list(cartLetters, { addressIndex: index }))
      await tx.update(cartLetters, { checkoutId, step }, { addressIndex: '', sendAt: null });
  });
  await db.rows('SELECT identity.erase_shopper($1)', [shopper.id]);
}
