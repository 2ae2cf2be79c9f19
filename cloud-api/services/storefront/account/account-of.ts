import type { FirmBuyer } from '@tillhouse/shared/domains/customers/buyer-schema.ts';
import { customers } from '@tillhouse/shared/domains/customers/schema.ts';
import { shopperAccounts } from '@tillhouse/shared/domains/shoppers/schema.ts';
import type { Tx } from '@tillhouse/shared/kernel/tx.ts';
import { idFor } from '@tillhouse/sync/protocol/derive-id.ts';
import { newestVersion } from '../../../platform/access/store-records.ts';
import type { Shopper } from '../../../platform/auth/caller.ts';
import { runCommand } from '../../../platform/commands/run-command.ts';
import { systemActor } from '../../../platform/commands/system-actor.ts';
import type { Connection } from '../../../platform/db/connection.ts';
import { withTx } from '../checkout/price-checkout.ts';
import { buyerOf } from './buyer-of.ts';

export interface Account {
  readonly customerId: string;
  /** As the shop has it; empty where it knows none */
  readonly name: string;
  readonly phone: string;
  /** They buy for a firm: `customerId` is it */
  readonly buyer?: FirmBuyer;
}

/**
 * The customer that a shopper is. At their first visit it is the one that has their address, which a code has shown to be
 * theirs, or a new one with the name they last bought with. Who buys for a firm is that firm.
 */
export async function accountOf(
  db: Connection,
  { tenantId, now }: { readonly tenantId: string; readonly now: number },
  shopper: Shopper,
): Promise<Account> {
  return withTx(db, tenantId, async (tx) => {
    const buyer = await buyerOf(db, tx, { tenantId, now }, shopper);
    if (buyer) return { customerId: buyer.customerId, name: buyer.name, phone: '', buyer };
    const known = await tx.get(shopperAccounts, { id: shopper.id });
    if (known) return shown(tx, known.customerId, shopper);
    const customerId =
      (await customerWith(db, tenantId, shopper.email)) ?? (await newCustomer(db, { tenantId, now }, shopper));
    await tx.insertOnce(shopperAccounts, { id: shopper.id, customerId, createdAt: now });
    return shown(tx, customerId, shopper);
  });
}

async function shown(tx: Tx, customerId: string, { email }: Shopper): Promise<Account> {
  const customer = await tx.get(customers, { id: customerId });
  const { name = '', phone } = customer ?? {};
  return { customerId, name: name === email ? '' : name, phone: phone ?? '' };
}

/** By the address itself, as long as there are customers who are not sealed yet, and by its blind index. */
export async function customerWith(db: Connection, tenantId: string, email: string): Promise<string | null> {
  await db.fields?.readyFor([tenantId], true);
  const [found] = await db.rows<{ id: string | null }>('SELECT find_customer_by_email($1, $2) AS id', [
    ...[email, db.fields?.indexOf('customers.email', email) ?? null],
  ]);
  return found?.id ?? null;
}

async function newCustomer(
  db: Connection,
  { tenantId, now }: { readonly tenantId: string; readonly now: number },
  { id, email }: Shopper,
): Promise<string> {
  const [bought] = await db.rows<{ name: string; phone: string }>(
    `SELECT c.contact ->> 'name' AS name, c.contact ->> 'phone' AS phone
       FROM find_checkouts_by_email($2) f JOIN checkouts c ON c.tenant_id = $1 AND c.id = f.id
      WHERE f.order_id IS NOT NULL ORDER BY c.updated_at DESC LIMIT 1`,
    [tenantId, email],
  );
  const customerId = idFor(id, 'customer');
  const of = { city: null, country: null, note: '', externalRef: null, status: 'active' };
  // Who has told no name is found by their address.
  const customer = { id: customerId, name: bought?.name || email, email, phone: bought?.phone || null, ...of };
  const name = 'customers.save';
  const command = { id: idFor(id, 'account'), name, version: newestVersion(name), args: { customers: [customer] } };
  const outcome = await runCommand(db, tenantId, systemActor, { ...command, occurredAt: now });
  if (outcome.status === 'refused') throw new Error(`the customer of a shopper was not made: ${outcome.code}`);
  return customerId;
}
