import * as z from 'zod/mini';
import { amount, currency, id, signedAmount, text } from '../../kernel/args.ts';
import { defineMutator, type MutationContext } from '../../kernel/define-mutator.ts';
import { sum } from '../../kernel/money.ts';
import type { Tx } from '../../kernel/tx.ts';
import { orderLines, orders, tenders } from '../orders/schema.ts';
import { momentOf, postEntry } from '../ledger/post-entry.ts';
import { closingEntry, movementEntry, openingEntry } from '../ledger/rules.ts';
import { closingHead } from './closing-head.ts';
import { closingIncomplete, registerUnknown, sessionNotOpen, sessionOpenAlready } from './errors.ts';
import { sessionClosed, sessionOpened } from './events.ts';
import { refuseClosedStore, settingsOf } from './till-reads.ts';
import { registerNeed } from './trade-needs.ts';
import {
  drawerMovements,
  receipts,
  type RegisterClosing,
  registerClosings,
  type RegisterSession,
  registerSessions,
  registers,
  tips,
} from './schema.ts';
import {
  type DrawerTrade,
  HELD_CLASS,
  hashOfClosing,
  reportOf,
  type SealedClosing,
  withCounted,
  type ZSeal,
  zSeal,
} from './z-report.ts';

/** The session, if its drawer is open. */
export async function openOne(tx: Tx, sessionId: string): Promise<RegisterSession> {
  const session = await tx.get(registerSessions, { id: sessionId });
  if (!session || (await tx.get(registerClosings, { sessionId }))) throw sessionNotOpen({ sessionId });
  return session;
}

/** What lies in a drawer; of one that is not known here, what its register's store sells in. */
export async function currencyIn(
  tx: Tx,
  ctx: MutationContext,
  { sessionId, registerId }: { sessionId: string; registerId: string },
): Promise<string> {
  const session = await tx.get(registerSessions, { id: sessionId });
  return session?.currency ?? (await currencyAt(tx, ctx, registerId));
}

async function currencyAt(tx: Tx, ctx: MutationContext, registerId: string): Promise<string> {
  const register = await tx.get(registers, { id: registerId });
  return (await settingsOf(tx, ctx, register?.locationId ?? '')).currency;
}

export const openSession = defineMutator({
  name: 'register.openSession',
  version: 1,
  kind: 'fact',
  permission: 'till.session',
  doc: 'A drawer was opened with a counted float. One open session a register, refused at the desk.',
  args: z.strictObject({
    sessionId: id,
    registerId: id,
    float: amount,
    /** Of the register's store; filled in at the desk, left out by older ones */
    currency: z.optional(currency),
  }),
  needs: async (tx, { registerId }) => [await registerNeed(tx, 'till.session', registerId)],
  bound: (args) => args,
  prepare: async (tx, args, ctx) => {
    const { registerId } = args;
    const register = await tx.get(registers, { id: registerId });
    if (!register) throw registerUnknown({ registerId });
    await refuseClosedStore(tx, register.locationId);
    const closed = new Set((await tx.list(registerClosings, { registerId })).map((row) => row.sessionId));
    const open = (await tx.list(registerSessions, { registerId })).find((row) => !closed.has(row.id));
    if (open) throw sessionOpenAlready({ registerId, sessionId: open.id });
    return { ...args, currency: (await settingsOf(tx, ctx, register.locationId)).currency };
  },
  run: async (tx, { sessionId, registerId, float, currency: said }, ctx) => {
    const currency = said ?? (await currencyAt(tx, ctx, registerId));
    const fresh = await tx.insertOnce(registerSessions, {
      id: sessionId,
      registerId,
      openedAt: ctx.occurredAt,
      openedById: ctx.actor.id,
      openedByName: ctx.actor.name,
      float,
      currency,
    });
    if (!fresh) return;
    const drawer = { causeId: sessionId, registerId, currency, ...momentOf(ctx) };
    await postEntry(tx, ctx, openingEntry(drawer, float));
    await tx.emit(sessionOpened, { sessionId, registerId });
  },
});

export const moveCash = defineMutator({
  name: 'register.moveCash',
  version: 1,
  kind: 'fact',
  permission: 'till.cash',
  doc: 'Cash was put into a drawer or taken out of it, or it was opened without a sale. `amount` is positive either way.',
  args: z.strictObject({
    sessionId: id,
    registerId: id,
    kind: z.enum(['paid-in', 'paid-out', 'no-sale']),
    amount,
    reason: text(200),
  }),
  needs: async (tx, { registerId, amount }) => [await registerNeed(tx, 'till.cash', registerId, amount)],
  bound: (args) => args,
  prepare: async (tx, args) => {
    await openOne(tx, args.sessionId);
    return args;
  },
  run: async (tx, { amount, kind, ...rest }, ctx) => {
    const signed = kind === 'paid-in' ? amount : kind === 'paid-out' && amount > 0 ? -amount : 0;
    const movementId = ctx.idFor('movement');
    const fresh = await tx.insertOnce(drawerMovements, {
      ...rest,
      id: movementId,
      kind,
      amount: signed,
      orderId: null,
      actorName: ctx.actor.name,
      occurredAt: ctx.occurredAt,
    });
    if (!fresh) return;
    const { registerId } = rest;
    const currency = await currencyIn(tx, ctx, rest);
    const drawer = { causeId: movementId, registerId, currency, ...momentOf(ctx) };
    await postEntry(tx, ctx, movementEntry(drawer, signed));
  },
});

/** Everything that was sold, brought back and moved in cash at an open drawer. */
async function tradeOf(tx: Tx, { id: sessionId, float, openedAt }: RegisterSession): Promise<DrawerTrade> {
  const sold = await tx.list(orders, { sessionId });
  const ofSold = sold.map(({ id: orderId }) => ({ orderId }));
  const lines = await tx.listMany(orderLines, ofSold);
  const paid = await tx.listMany(tenders, ofSold);
  const held = new Map<string, number>();
  for (const { orderId, taxClass, total } of lines)
    if (taxClass === HELD_CLASS) held.set(orderId, sum([held.get(orderId) ?? 0, total]));
  return {
    ...{ float, openedAt, lines },
    orders: sold.map((order) => ({ ...order, held: held.get(order.id) ?? 0 })),
    tenders: paid,
    foreign: paid.flatMap(({ foreignCash, given: worth }) =>
      foreignCash ? [{ currency: foreignCash.currency, given: foreignCash.given, worth }] : [],
    ),
    movements: await tx.list(drawerMovements, { sessionId }),
    tips: await tx.list(tips, { sessionId }),
    receipts: await tx.listMany(receipts, ofSold),
  };
}

/** The next number of the register's series, and the seal over this closing and the one before. */
async function sealed(
  tx: Tx,
  closing: Pick<SealedClosing, 'sessionId' | 'registerId' | 'closedAt' | 'counted' | 'expected' | 'report'>,
): Promise<ZSeal> {
  const { sessionId, registerId, closedAt, counted, expected, report } = closing;
  const generation = (await tx.get(registers, { id: registerId }))?.generation ?? 1;
  const series = (await tx.list(registerClosings, { registerId })).filter((row) => row.generation === generation);
  const last = series.reduce<RegisterClosing | null>(
    (latest, row) => ((row.number ?? 0) > (latest?.number ?? 0) ? row : latest),
    null,
  );
  const number = (last?.number ?? 0) + 1;
  const seal = { generation, number, report, previousHash: last?.hash ?? null };
  return { ...seal, hash: hashOfClosing({ ...seal, sessionId, registerId, closedAt, counted, expected }) };
}

export const closeSession = defineMutator({
  name: 'register.closeSession',
  version: 1,
  kind: 'fact',
  permission: 'till.session',
  doc: 'A drawer was counted and closed. `expected` (float + cash in − cash out) is decided at the desk.',
  args: z.strictObject({
    sessionId: id,
    registerId: id,
    counted: amount,
    note: text(300),
    /** Cash of other currencies, in minor units of each */
    foreign: z.optional(z.array(z.strictObject({ currency, counted: amount })).check(z.maxLength(40))),
    expected: z.optional(signedAmount),
    /** Put in by the host: the last signed end of the audit chain that it holds */
    auditHead: z.optional(closingHead),
    /** Number, report and seal, made at the desk; left out by older ones */
    z: z.optional(zSeal),
  }),
  needs: async (tx, { registerId, counted, expected = counted }) => {
    const close = await registerNeed(tx, 'till.session', registerId);
    if (counted === expected) return [close];
    return [close, await registerNeed(tx, 'till.variance', registerId, Math.abs(counted - expected))];
  },
  bound: ({ sessionId, registerId, counted }) => ({ sessionId, registerId, counted }),
  prepare: async (tx, args, ctx) => {
    const session = await openOne(tx, args.sessionId);
    const report = withCounted(reportOf(await tradeOf(tx, session), ctx.occurredAt), args.foreign ?? []);
    const { expected } = report.drawer;
    return { ...args, expected, z: await sealed(tx, { ...args, expected, closedAt: ctx.occurredAt, report }) };
  },
  run: async (tx, { expected, counted, sessionId, registerId, note, auditHead = null, z: seal }, ctx) => {
    if (expected === undefined) throw closingIncomplete({ sessionId });
    const variance = counted - expected;
    const fresh = await tx.insertOnce(registerClosings, {
      sessionId,
      registerId,
      closedAt: ctx.occurredAt,
      closedById: ctx.actor.id,
      closedByName: ctx.actor.name,
      counted,
      expected,
      variance,
      note,
      auditHead,
      ...(seal ?? { generation: null, number: null, report: null, previousHash: null, hash: null }),
    });
    if (!fresh) return;
    const currency = await currencyIn(tx, ctx, { sessionId, registerId });
    const drawer = { causeId: sessionId, registerId, currency, ...momentOf(ctx) };
    await postEntry(tx, ctx, closingEntry(drawer, expected, counted));
    await tx.emit(sessionClosed, { sessionId, registerId, variance });
  },
});
