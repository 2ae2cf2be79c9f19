import * as z from 'zod/mini';
import { amount, currency, flag, id, instant, text } from '../../kernel/args.ts';
import { defineMutator, type MutationContext } from '../../kernel/define-mutator.ts';
import type { Tx } from '../../kernel/tx.ts';
import { cloudItselfOnly, cloudOnly } from '../access/errors.ts';
import { checkoutAttempts } from '../checkout/schema.ts';
import { firmBuyers } from '../customers/buyer-schema.ts';
import { notTheirRequest, requestDecided, requestUnknown } from './errors.ts';
import { requestDecided as decidedEvent } from './events.ts';
import { type PurchaseRequest, purchaseRequests, requestLines } from './request-schema.ts';

function byCloudItself(command: string, ctx: Pick<MutationContext, 'authority' | 'actor'>): void {
  if (!ctx.authority) throw cloudOnly({ command });
  if (!ctx.actor.system) throw cloudItselfOnly({ command });
}

/** Whoever shows it hears of it. */
const tell = (
  tx: Tx,
  { id: requestId, checkoutId }: PurchaseRequest,
  status: 'approved' | 'declined' | 'expired',
): Promise<void> => tx.emit(decidedEvent, { checkoutId, requestId, status });

export const askYes = defineMutator({
  name: 'orders.askYes',
  version: 1,
  kind: 'intent',
  permission: 'orders.place',
  doc: 'An order of a firm waits for a yes, with its goods held: of somebody of the firm who approves, or of the shop. By the cloud itself.',
  args: z.strictObject({
    requestId: id,
    attemptId: id,
    checkoutId: id,
    orderId: id,
    customerId: id,
    buyerId: z.nullable(id),
    buyerName: text(200),
    buyerEmail: text(254),
    kind: z.enum(['firm', 'shop']),
    why: z.enum(['every-order', 'over-limit', 'on-account']),
    total: amount,
    currency,
    onAccount: flag,
    lines: requestLines,
    expiresAt: instant,
  }),
  run: async (tx, { requestId, ...request }, ctx) => {
    byCloudItself('orders.askYes', ctx);
    const letter = { letterAt: request.kind === 'firm' ? ctx.occurredAt : null, letterTries: 0 };
    const open = { status: 'waiting' as const, reason: '', decidedBy: null, decidedAt: null, askedAt: ctx.occurredAt };
    await tx.insertOnce(purchaseRequests, { id: requestId, ...request, ...open, ...letter });
  },
});

export const answerRequest = defineMutator({
  name: 'orders.answerRequest',
  version: 1,
  kind: 'intent',
  permission: 'orders.place',
  doc: 'Says yes or no to an order that waits. What waits for the shop is answered by its people; what waits for the firm by one of its buyers who approves, never by who ordered it: the cloud says who (`buyerId`). Whoever is first decides, once; after its time nobody does. Yes: it is placed, or its buyer pays; no: its goods are free.',
  args: z.strictObject({
    requestId: id,
    yes: flag,
    reason: text(500),
    /** Of a firm’s request: which of its buyers says so; of people of the shop left out */
    buyerId: z.optional(id),
  }),
  run: async (tx, { requestId, yes, reason, buyerId }, ctx) => {
    const [request] = await tx.getForUpdate(purchaseRequests, [{ id: requestId }]);
    if (!request) throw requestUnknown({ requestId });
    let decidedBy = ctx.actor.name;
    if (request.kind === 'firm') {
      byCloudItself('orders.answerRequest', ctx);
      const approver = buyerId ? await tx.get(firmBuyers, { id: buyerId }) : undefined;
      const may = approver?.approves && approver.status !== 'ended' && approver.customerId === request.customerId;
      if (!may || approver.id === request.buyerId) throw notTheirRequest({ requestId });
      decidedBy = approver.name;
    } else if (buyerId) throw notTheirRequest({ requestId });
    const at = ctx.occurredAt;
    const status = yes ? ('approved' as const) : ('declined' as const);
    // Said once more, it is said already.
    if (request.status === status && request.decidedAt === at && request.decidedBy === decidedBy) return;
    if (request.status !== 'waiting' || at >= request.expiresAt) throw requestDecided({ requestId });
    const said = { status, reason, decidedBy, decidedAt: at, letterAt: at, letterTries: 0 };
    await tx.update(purchaseRequests, { id: requestId }, said);
    // Whoever owns the attempt goes on with it.
    await tx.update(checkoutAttempts, { id: request.attemptId }, { nextAt: at });
    await tell(tx, request, status);
  },
});

export const withdrawRequest = defineMutator({
  name: 'orders.withdrawRequest',
  version: 1,
  kind: 'intent',
  permission: 'orders.place',
  doc: 'Who ordered takes an order back that waits for a yes: it stands as declined by themselves, and nobody has a letter about it. By the cloud itself, with its goods.',
  args: z.strictObject({ requestId: id }),
  run: async (tx, { requestId }, ctx) => {
    byCloudItself('orders.withdrawRequest', ctx);
    const [request] = await tx.getForUpdate(purchaseRequests, [{ id: requestId }]);
    if (request?.status !== 'waiting') return;
    const over = { status: 'declined' as const, decidedBy: request.buyerName, decidedAt: ctx.occurredAt };
    await tx.update(purchaseRequests, { id: requestId }, { ...over, letterAt: null });
    await tell(tx, request, over.status);
  },
});

export const endRequest = defineMutator({
  name: 'orders.endRequest',
  version: 1,
  kind: 'intent',
  permission: 'orders.place',
  doc: 'Nobody said yes or no to an order in its time. By the cloud itself, with its goods.',
  args: z.strictObject({ requestId: id }),
  run: async (tx, { requestId }, ctx) => {
    byCloudItself('orders.endRequest', ctx);
    const [request] = await tx.getForUpdate(purchaseRequests, [{ id: requestId }]);
    if (request?.status !== 'waiting') return;
    const over = { status: 'expired' as const, decidedAt: ctx.occurredAt, letterAt: ctx.occurredAt, letterTries: 0 };
    await tx.update(purchaseRequests, { id: requestId }, over);
    await tell(tx, request, over.status);
  },
});
