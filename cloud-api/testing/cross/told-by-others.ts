import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { runCommand } from '../../platform/commands/run-command.ts';
import { systemActor } from '../../platform/commands/system-actor.ts';
import { withTenant } from '../../platform/db/transaction.ts';
import type { TestCloud } from '../test-cloud.ts';

interface Told {
  readonly locationId: string;
  readonly registerId: string;
  /** Stands in each place that takes one */
  readonly text: string;
}

/**
 * A disputed payment, a payout, a provider of taxes and a line of the bank of the full store, and a basket that a till laid aside. What a provider
 * tells is written as it is kept, without its event: nothing of it comes later, while others look.
 */
export async function toldByOthers(
  { database, cloud }: Pick<TestCloud, 'database' | 'cloud'>,
  tenantId: string,
  { locationId, registerId, text }: Told,
): Promise<void> {
  const admin = new pg.Client(database.url);
  await admin.connect();
  try {
    const { rows } = await admin.query<{ id: string; order_id: string; account_id: string }>(
      'SELECT id, order_id, account_id FROM payments.attempts WHERE tenant_id = $1 ORDER BY id LIMIT 1',
      [tenantId],
    );
    const [attempt] = rows;
    if (!attempt) throw new Error('nothing was paid to dispute');
    const of = { provider: text, currency: 'GBP', revision: 1 };
    const [disputeId, payoutId] = [randomUUID(), randomUUID()];
    const open = { amount: 1_000, taken: 1_000, reason: text, state: 'open', dueAt: null };
    const dispute = { ...of, ...open, disputeId, attemptId: attempt.id, orderId: attempt.order_id, reference: text };
    const paid = { ...of, payoutId, reference: text, amount: 0, state: 'paid', arrivesOn: '2026-03-02', parts: [] };
    const line = { id: randomUUID(), day: '2026-03-02', amount: 100, currency: 'GBP', text };
    const basket = { parkedId: randomUUID(), locationId, fromRegisterId: registerId, name: text, customerId: null };
    const given = {
      variantId: null,
      title: text,
      unitPrice: 100,
      taxClass: 'standard',
      quantity: 1,
      touchedBy: 'hand',
    };
    const content = { lines: [given], coupons: [text], draftId: null };
    const snapshot = {
      ...{ title: text, variantTitle: '', sku: '', scale: 0, tracked: false, unitPrice: 100, ownPrice: true },
      ...{ taxClass: 'standard', taxRate: '0', discount: 0, net: 100, tax: 0, total: 100 },
    };
    const kept = { key: 'a', variantId: null, title: text, unitPrice: 100, quantity: 1, snapshot };
    const aside = {
      ...{ layawayId: randomUUID(), kind: 'special-order', registerId, sessionId: randomUUID(), lines: [kept] },
      ...{ customerId: randomUUID(), dueOn: '2027-01-01', note: text, tellTo: 'ann@example.org' },
      decided: { locationId, customerName: text, currency: 'GBP', total: 100, uses: [], aside: [0] },
    };
    // Of the shop, so that no letter about it is due.
    const yes = {
      ...{ requestId: randomUUID(), attemptId: randomUUID(), checkoutId: randomUUID(), orderId: randomUUID() },
      ...{ customerId: randomUUID(), buyerId: null, buyerName: text, buyerEmail: 'buys@example.org', kind: 'shop' },
      ...{ why: 'on-account', total: 100, currency: 'GBP', onAccount: true, expiresAt: 7_000_000_000_000 },
      lines: [{ title: text, quantity: 1, scale: 0, total: 100 }],
    };
    for (const [name, args] of [
      ['orders.noteDispute', dispute],
      ['orders.askYes', yes],
      ['ledger.notePayout', paid],
      ['ledger.addBankLines', { lines: [line] }],
      ['register.putAside', aside],
      ['register.parkBasket', { ...basket, units: 1, total: 100, currency: 'GBP', content }],
    ] as const) {
      const command = { id: randomUUID(), name, version: 1, args, occurredAt: Date.UTC(2026, 2, 2, 12) };
      const done = await withTenant(cloud.commerce.pool, tenantId, (db) =>
        runCommand(db, tenantId, systemActor, command),
      );
      if (done.status === 'refused') throw new Error(`${name}: ${JSON.stringify(done)}`);
    }
    await admin.query(
      `INSERT INTO payments.disputes (tenant_id, id, attempt_id, reference, amount, taken, reason, state, revision, changed_at)
       VALUES ($1, $2, $3, $4, 1000, 1000, $4, 'open', 1, now())`,
      [tenantId, disputeId, attempt.id, text],
    );
    await admin.query(
      `INSERT INTO payments.payouts (tenant_id, id, account_id, reference, hash, revision, changed_at)
       VALUES ($1, $2, $3, $4, $4, 1, now())`,
      [tenantId, payoutId, attempt.account_id, text],
    );
    await admin.query(
      `INSERT INTO payments.terminal_keys (tenant_id, id, device_id, staff_id, purpose, state, reason, attempt_id, order_id, reader,
              amount, currency, card, created_at)
       VALUES ($1, $2, $3, $3, 'charge', 'refused', $4, $2, $4, $4, 1000, 'GBP', jsonb_build_object('brand', $4::text), now())`,
      [tenantId, attempt.id, randomUUID(), text],
    );
    // Recorded and over: no sweeper asks anybody about it.
    const accountId = randomUUID();
    const place = { line1: text, line2: '', city: text, region: 'NY', postcode: '10001', country: 'US' };
    await admin.query(
      `INSERT INTO tax_accounts SELECT $1, $2, NULL, 'avalara', 'paused', '["US"]', jsonb_build_object('standard', $3::text), $3,
              jsonb_build_object('companyCode', $3::text), NULL, now(), now()`,
      [tenantId, accountId, text],
    );
    await admin.query(
      `INSERT INTO tax_records SELECT tenant_id, $2, id, $3, 'avalara', 'sale', NULL, 'no', 'provider', $4, currency, 'yes', $5, '[]',
              total - tax_total, tax_total, business_date, 'recorded', $4, '{}', tax_total, $4, 1, NULL, now(), now()
         FROM orders WHERE tenant_id = $1 AND channel = 'online' AND status <> 'cancelled' ORDER BY id LIMIT 1`,
      [tenantId, randomUUID(), accountId, text, JSON.stringify(place)],
    );
    const carrierId = randomUUID();
    await admin.query(
      `INSERT INTO carrier_accounts SELECT $1, $2, NULL, 'ups', $3, 'sandbox', 'paused', $3, jsonb_build_object('name', $3::text),
              '[]', NULL, NULL, 1, now(), now(), 0, NULL`,
      [tenantId, carrierId, text],
    );
    await admin.query(
      `INSERT INTO carrier_labels SELECT $1, $2, $3, 'ups', NULL, NULL, 'outbound', '03', 'voided', $4, '2026-03-02', $4,
              jsonb_build_array($4::text), NULL, NULL, '[]', $4, $5, $4, now(), now(), NULL`,
      [tenantId, randomUUID(), carrierId, text, randomUUID()],
    );
    // Far from due: nobody asks the carrier.
    await admin.query(`INSERT INTO parcel_asks SELECT $1, $2, $3, now() + interval '50 days', 1, now()`, [
      tenantId,
      randomUUID(),
      carrierId,
    ]);
  } finally {
    await admin.end();
  }
}
