import { DomainError } from '@tillhouse/shared/kernel/errors.ts';
import { nextLook, WARNED_MS } from '@tillhouse/shared/domains/orders/take-money.ts';
import { idFor } from '@tillhouse/sync/protocol/derive-id.ts';
import { newestVersion } from '../../platform/access/store-records.ts';
import { runCommand } from '../../platform/commands/run-command.ts';
import { systemActor } from '../../platform/commands/system-actor.ts';
import type { Pool } from '../../platform/db/pools.ts';
import { withTenant, withTransaction } from '../../platform/db/transaction.ts';
import type { Log } from '../../platform/http/log.ts';
import type { Attempt, Payments } from '../../platform/payments/payments.ts';

const BATCH = 50;
/** Whoever takes one up has so long before another process may. */
const CLAIM_MS = 30_000;

interface Hold {
  readonly id: string;
  readonly order_id: string;
  readonly status: 'held' | 'taking' | 'failed' | 'over';
  readonly amount: number;
  readonly to_take: number;
  readonly is_last: boolean;
  readonly again: boolean;
  readonly takes_in_time: boolean;
  readonly is_told: boolean;
  /** Epoch milliseconds */
  readonly held_until: number | null;
  /** What it was asked for last */
  readonly asked_at: number;
}

export interface TakeMoney {
  readonly payments: Payments;
  /** Epoch milliseconds */
  readonly now: () => number;
  readonly onCommitted: () => void;
}

/**
 * Has providers take what orders want of what is held for them: the one sweeper of `provider_holds`. What is wanted is a sum, of
 * which what was taken is a part, so that asking again takes nothing twice; what has no answer the payments service looks up. A
 * refusal holds the order, and a person is told; so is one before it runs out.
 * @returns whether more may be due
 */
export async function takeMoneyDue(pools: { system: Pool; app: Pool }, by: TakeMoney, log: Log): Promise<boolean> {
  const now = by.now();
  const due = await withTransaction(pools.system, (db) =>
    db.rows<{ tenant_id: string; id: string }>(
      `SELECT tenant_id, id FROM provider_holds WHERE next_at <= $1 ORDER BY next_at LIMIT ${BATCH}`,
      [iso(now)],
    ),
  );
  for (const { tenant_id: tenantId, id } of due) {
    try {
      const hold = await claimed(pools.app, tenantId, id, now);
      if (!hold) continue;
      const at = { app: pools.app, by, tenantId, hold };
      if (hold.status === 'taking') await take(at);
      else await watch(at);
    } catch (error) {
      log.warn({ err: error, attemptId: id }, 'what is held for an order is looked at again later');
    }
  }
  return due.length === BATCH;
}

async function claimed(app: Pool, tenantId: string, id: string, now: number): Promise<Hold | undefined> {
  const [hold] = await withTenant(app, tenantId, (db) =>
    db.rows<Hold>(
      `UPDATE provider_holds
          SET tries = tries + 1,
              next_at = $3::timestamptz + least(3600, 2 ^ least(tries, 12)) * interval '1 second' + $4 * interval '1 millisecond'
        WHERE tenant_id = $1 AND id = $2 AND next_at <= $3 AND status IN ('held', 'taking')
        RETURNING id, order_id, status, amount, to_take, is_last, again, takes_in_time, is_told,
                  (extract(epoch FROM held_until) * 1000)::bigint AS held_until,
                  (extract(epoch FROM updated_at) * 1000)::bigint AS asked_at`,
      [tenantId, id, iso(now), CLAIM_MS],
    ),
  );
  return hold;
}

interface At {
  readonly app: Pool;
  readonly by: TakeMoney;
  readonly tenantId: string;
  readonly hold: Hold;
}

async function take({ app, by, tenantId, hold }: At): Promise<void> {
  const { id, to_take: upTo, is_last: last, again } = hold;
  const answer = await by.payments.capture(tenantId, id, { upTo, last, again }).catch((error: unknown) => {
    if (error instanceof DomainError && error.code.startsWith('payments.')) return error;
    throw error;
  });
  const at = { app, by, tenantId, hold };
  if (answer instanceof DomainError) return failed(at, answer.message);
  await record(at, answer);
  const problem = answer.hold?.problem;
  if (problem) return failed(at, problem.message);
  const isOver = answer.state !== 'authorised';
  if (isOver && answer.captured < upTo)
    return failed(at, answer.problem?.message ?? 'the authorisation has run out, or was let go at the provider.');
  // It has yet to say, or to let go of the rest.
  if (answer.captured < upTo || (last && !isOver)) return;
  const next = isOver ? null : nextLook({ heldUntil: hold.held_until, isTold: hold.is_told }, by.now());
  await settle(at, isOver ? 'over' : 'held', next);
}

/** Nothing is wanted of it: it waits for goods to be sent, and must not run out unseen. */
async function watch(at: At): Promise<void> {
  const { by, tenantId, hold } = at;
  const answer = await by.payments.look(tenantId, hold.id);
  if (!answer) return failed(at, 'the payment is not known any more.');
  await record(at, answer);
  if (answer.state !== 'authorised') {
    if (answer.captured >= hold.amount) return settle(at, 'over', null);
    return failed(at, 'the authorisation has run out, or was let go at the provider.');
  }
  const now = by.now();
  const until = hold.held_until;
  const isNear = until !== null && now >= until - WARNED_MS;
  if (isNear && hold.takes_in_time) {
    const args = { orderId: hold.order_id, note: 'It runs out.' };
    return run(at, 'orders.takeHeld', args, `in time ${until}`);
  }
  if (isNear && !hold.is_told) return run(at, 'orders.holdEnds', { attemptId: hold.id }, 'ends');
  // It is over by now, and the provider has not said so yet.
  const soon = until !== null && now >= until ? now + 15 * 60_000 : undefined;
  await settle(at, 'held', soon ?? nextLook({ heldUntil: until, isTold: hold.is_told }, now));
}

/** What was taken in all is written down as a tender, once for each amount it comes to. */
async function record(at: At, { captured, provider, reference }: Attempt): Promise<void> {
  if (captured === 0) return;
  const { id: attemptId, order_id: orderId } = at.hold;
  const named = `${provider} ${reference ?? ''}`.trim().slice(0, 200);
  await run(at, 'orders.recordCapture', { orderId, captured, reference: named, attemptId }, `captured ${captured}`);
}

const failed = (at: At, reason: string): Promise<void> =>
  run(
    at,
    'orders.captureFailed',
    { attemptId: at.hold.id, reason: reason.slice(0, 300) },
    `failed ${at.hold.asked_at} ${at.hold.to_take}`,
  );

async function run({ app, by, tenantId, hold }: At, name: string, args: object, label: string): Promise<void> {
  const command = { id: idFor(hold.id, label), name, version: newestVersion(name), args, occurredAt: by.now() };
  const { status, code, message } = await withTenant(app, tenantId, (db) =>
    runCommand(db, tenantId, systemActor, command),
  );
  if (status === 'refused') throw new Error(`${name} was refused: ${code} ${message}`);
  by.onCommitted();
}

/** Where nothing else was wanted of it meanwhile. */
async function settle({ app, by, tenantId, hold }: At, status: 'held' | 'over', nextAt: number | null): Promise<void> {
  await withTenant(app, tenantId, (db) =>
    db.rows(
      `UPDATE provider_holds SET status = $3, next_at = $4, again = false, tries = 0, updated_at = $5
        WHERE tenant_id = $1 AND id = $2 AND status = $6 AND to_take = $7 AND is_last = $8`,
      [
        ...[tenantId, hold.id, status, nextAt === null ? null : iso(nextAt), iso(by.now())],
        ...[hold.status, hold.to_take, hold.is_last],
      ],
    ),
  );
}

/** Its provider said something of a payment: what is held of it is looked at now. */
export async function lookAtHold(app: Pool, tenantId: string, attemptId: string, now: number): Promise<void> {
  await withTenant(app, tenantId, (db) =>
    db.rows(
      `UPDATE provider_holds SET next_at = $3 WHERE tenant_id = $1 AND id = $2 AND status IN ('held', 'taking') AND next_at > $3`,
      [tenantId, attemptId, iso(now)],
    ),
  );
}

const iso = (ms: number): string => new Date(ms).toISOString();
