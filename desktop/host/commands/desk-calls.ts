import { type DraftArgs, draftArgs } from '@tillhouse/shared/domains/orders/draft-args.ts';
import { type EditArgs, editArgs } from '@tillhouse/shared/domains/orders/edit-args.ts';
import { type NoReceiptArgs, noReceiptArgs } from '@tillhouse/shared/domains/register/no-receipt-args.ts';
import * as z from 'zod';
import { type Calls, call } from '../define-call.ts';
import { diagnosticsText } from '../diagnostics.ts';
import { leaveStore } from '../session/leave-store.ts';
import { showFirst } from '../session/proofs.ts';
import { exportQueue } from './export-queue.ts';
import { findOlder } from './find-older.ts';
import { importQueue } from './import-queue.ts';
import { groundOf } from './run-command.ts';
import { settleCase } from './settle-case.ts';
import { tryDraft, tryPlaceDraft } from './try-draft.ts';
import { tryEdit } from './try-edit.ts';
import { tryNoReceipt } from './try-no-receipt.ts';

const noReceiptWanted = z.strictObject({
  registerId: z.uuid(),
  sessionId: z.uuid(),
  lines: noReceiptArgs.shape.lines as unknown as z.ZodType<NoReceiptArgs['lines']>,
});

/** Sync, what needs attention, and what is copied for support. */
export const deskCalls = {
  'sync.now': call(z.strictObject({}), async (host) => {
    host.sync.now();
    return null;
  }),
  'orders.findOlder': call(
    z.union([
      z.strictObject({ number: z.string().trim().min(1).max(60) }),
      z.strictObject({ customerId: z.uuid() }),
      z
        .strictObject({
          date: z.iso.date(),
          total: z.number().int().optional(),
          lastFour: z
            .string()
            .regex(/^\d{4}$/)
            .optional(),
        })
        .refine(({ total, lastFour }) => total !== undefined || lastFour !== undefined, 'a day and one of both'),
    ]),
    findOlder,
  ),
  'orders.tryDraft': call(draftArgs as unknown as z.ZodType<DraftArgs>, tryDraft),
  'orders.tryPlaceDraft': call(z.strictObject({ draftId: z.uuid() }), tryPlaceDraft),
  'orders.tryEdit': call(editArgs as unknown as z.ZodType<EditArgs>, tryEdit),
  'till.tryReturnWithoutReceipt': call(noReceiptWanted, tryNoReceipt),
  'attention.settle': call(
    z.strictObject({
      mutationId: z.uuid(),
      choice: z.enum(['mine', 'theirs', 'merge']),
      fields: z.array(z.number().int().min(0)).max(500).optional(),
      wording: z.string().max(5000).optional(),
      note: z.string().trim().max(500).optional(),
    }),
    settleCase,
  ),
  'device.leave': call(z.strictObject({}), async (host, window) => {
    await leaveStore(host, groundOf(host, window).person.permissions);
    await host.neighbours.begin();
    host.changed('session', 'outbox', 'products', 'orders');
    return null;
  }),
  'queue.export': call(z.strictObject({}), async (host, window) => {
    const ground = groundOf(host, window);
    const copy = exportQueue(host, ground.person.permissions);
    await showFirst(host, ground, 'exports');
    return copy;
  }),
  'queue.import': call(
    z.strictObject({
      format: z.string().max(100),
      storeId: z.string().max(100),
      mutations: z.array(z.unknown()).max(200),
    }),
    importQueue,
  ),
  'diagnostics.copy': call(z.strictObject({}), async (host) => ({ text: diagnosticsText(host) })),
} satisfies Partial<Calls>;
