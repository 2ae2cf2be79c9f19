import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { bootHost } from '@tillhouse/desktop/host/boot.ts';
import { openSealedReader } from '@tillhouse/desktop/host/keys/sealed-reader.ts';
import { openBridge } from '@tillhouse/desktop/host/testing/open-bridge.ts';
import { seededChance } from '@tillhouse/sync/testing/seeded-chance.ts';

/**
 * A till as a process of its own, to be killed: `node trade-until-killed.ts JSON`. Sells, takes back, invoices, moves cash and
 * closes its drawer without end. Each deed is said before it is asked of the host, and again once the host has answered; the
 * one that a killed till was asked for is asked once more under its own id, as a window does when its host is back.
 */
export interface TradeOrder {
  readonly dataDir: string;
  readonly cloudUrl: string;
  readonly staffId: string;
  readonly pin: string;
  readonly registerId: string;
  readonly variantIds: readonly string[];
  readonly seed: number;
  /** What the till before it was asked for and did not answer */
  readonly again: Deed | null;
}

/** `id` is that of the mutation, or of the basket that is paid. */
export type Deed = { readonly id: string } & (
  | { readonly kind: 'command'; readonly name: string; readonly args: object }
  | { readonly kind: 'cash' | 'card'; readonly due: number }
);

/** What a till says, a line each. */
export type TradeSaid =
  | { readonly ready: true }
  | { readonly asking: Deed }
  /** The till before was killed after it had done this, and before it said so */
  | { readonly found: string }
  | { readonly done: string }
  | { readonly refused: { readonly code: string; readonly message: string } };

const order = JSON.parse(process.argv[2] ?? '{}') as TradeOrder;
const { registerId, variantIds } = order;
const chance = seededChance(order.seed);
const host = await bootHost({ dataDir: order.dataDir, cloudUrl: order.cloudUrl, log: () => {} });
const bridge = openBridge(host);
const file = openSealedReader(join(order.dataDir, 'desk.sqlite'), () => {});
const say = (what: TradeSaid) => process.stdout.write(`${JSON.stringify(what)}\n`);

/** Asks for one thing; a refusal is said, and ends the test that hears it. */
async function deed(what: Deed): Promise<void> {
  say({ asking: what });
  try {
    if (what.kind === 'command') await bridge.mutate(what.name, what.args, what.id);
    else if (what.kind === 'cash')
      await bridge.call('basket.payCash', { basketId: what.id, due: what.due, given: 100_000 });
    else await bridge.call('basket.payCard', { basketId: what.id, due: what.due, reference: '4242' });
    // The answer is on its way to the window for a while.
    await sleep(chance.int(15));
    say({ done: what.id });
  } catch (problem) {
    say({ refused: problem as { code: string; message: string } });
  }
}

const command = (name: string, args: object) => deed({ kind: 'command', id: randomUUID(), name, args });

const drawer = (): string | undefined =>
  file.get<{ id: string }>(
    `SELECT id FROM register_sessions s WHERE register_id = ?
       AND NOT EXISTS (SELECT 1 FROM register_closings c WHERE c.session_id = s.id)`,
    [registerId],
  )?.id;

const pick = <T>(some: readonly T[]): T | undefined => some[chance.int(some.length)];

async function sell(): Promise<void> {
  for (let lines = 1 + chance.int(2); lines > 0; lines -= 1)
    await bridge.call('basket.add', { variantId: pick(variantIds) as string, quantity: 1 + chance.int(3) });
  const { id, total, cashTotal } = await bridge.query('till.basket', {});
  await deed(chance.often(0.6) ? { kind: 'cash', id, due: cashTotal } : { kind: 'card', id, due: total });
}

/** One unit of something that was sold here and is not all back. */
async function takeBack(sessionId: string): Promise<void> {
  const sold = file.all<{ id: string; order_id: string }>(
    `SELECT l.id, l.order_id FROM order_lines l JOIN orders o ON o.id = l.order_id
      WHERE o.register_id = ? AND o.kind = 'sale' AND l.quantity + coalesce(
        (SELECT sum(b.quantity) FROM order_lines b WHERE b.original_line_id = l.id), 0) > 0 ORDER BY l.id`,
    [registerId],
  );
  const line = pick(sold);
  if (!line) return sell();
  await command('register.recordReturn', {
    ...{ orderId: randomUUID(), originalOrderId: line.order_id, registerId, sessionId, reason: '' },
    lines: [{ key: 'a', originalLineId: line.id, quantity: 1, restock: pick(['available', 'damaged', 'none']) }],
    payBack: { kind: 'cash', reference: '' },
  });
}

/** The invoice of a sale, or the credit note of a return whose sale has one. */
async function invoice(): Promise<void> {
  const open = file.all<{ id: string }>(
    `SELECT o.id FROM orders o WHERE o.register_id = ? AND NOT EXISTS (SELECT 1 FROM invoices i WHERE i.order_id = o.id)
       AND (o.kind = 'sale' OR EXISTS (SELECT 1 FROM invoices i WHERE i.order_id = o.original_order_id))
      ORDER BY o.kind, o.id`,
    [registerId],
  );
  // Credit notes are rarer to come by, so they are taken where there is one.
  const of = chance.often(0.5) ? open[0] : pick(open);
  if (!of) return sell();
  await command('invoices.issue', { invoiceId: randomUUID(), orderId: of.id, registerId });
}

async function close(sessionId: string): Promise<void> {
  const open = await bridge.query('till.drawer', { sessionId });
  const counted = Math.max(0, (open?.report.drawer.expected ?? 0) - (chance.often(0.2) ? 5 : 0));
  await command('register.closeSession', { sessionId, registerId, counted, note: '' });
}

await bridge.call('session.signInWithPin', { staffId: order.staffId, pin: order.pin });
await bridge.call('session.setRegister', { registerId });
say({ ready: true });
if (order.again) {
  const { id } = order.again;
  const done = file.get(
    'SELECT 1 FROM sync_outbox WHERE mutation_id = ? UNION ALL SELECT 1 FROM receipts WHERE order_id = ?',
    [id, id],
  );
  if (done) say({ found: id });
  await deed(order.again);
}
for (;;) {
  const sessionId = drawer();
  const lot = chance.next();
  if (!sessionId) await command('register.openSession', { sessionId: randomUUID(), registerId, float: 20_000 });
  else if (lot < 0.45) await sell();
  else if (lot < 0.65) await takeBack(sessionId);
  else if (lot < 0.85) await invoice();
  else if (lot < 0.9)
    await command('register.moveCash', { sessionId, registerId, kind: 'paid-in', amount: 100, reason: '' });
  else await close(sessionId);
}
