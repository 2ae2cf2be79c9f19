import * as z from 'zod/mini';
import { count, id, words } from '../../kernel/args.ts';
import { defineMutator, type MutationContext } from '../../kernel/define-mutator.ts';
import { monthOf } from '../../kernel/instant.ts';
import type { Tx } from '../../kernel/tx.ts';
import { storeSettings } from '../access/schema.ts';
import { storeAt } from '../access/stores.ts';
import { customers } from '../customers/schema.ts';
import { locations } from '../inventory/schema.ts';
import { raiseFlag } from '../orders/flags.ts';
import { orderLines, orders } from '../orders/schema.ts';
import { registerRetired, registerUnknown } from '../register/errors.ts';
import { registers } from '../register/schema.ts';
import { completeInvoice } from './complete-invoice.ts';
import { invoiceDocument } from './document.ts';
import {
  creditedByCloud,
  invoiceForged,
  invoiceIncomplete,
  invoiceIssued,
  invoiceOrderUnknown,
  nothingToCredit,
  orderNotInvoiced,
} from './errors.ts';
import { invoiceCounters, invoices } from './schema.ts';

/** A register that lay off for a year is no further behind than this. */
const NUMBERS_AHEAD = 10_000;

const issueArgs = z.strictObject({
  invoiceId: id,
  /** A sale gets an invoice, a return a credit note */
  orderId: id,
  /** Whose series the number is of */
  registerId: id,
  /** Filled in at the desk, in the transaction that takes the number */
  decided: z.optional(
    z.strictObject({
      kind: z.enum(['invoice', 'credit-note']),
      generation: count,
      year: z.number().check(z.int(), z.gte(2000), z.lte(2200)),
      sequence: count,
      number: words(60),
      businessDate: z.string().check(z.regex(/^\d{4}-\d\d-\d\d$/)),
      creditedId: z.nullable(id),
      document: invoiceDocument,
    }),
  ),
});
type IssueArgs = z.infer<typeof issueArgs>;

async function prepare(tx: Tx, args: IssueArgs, ctx: MutationContext): Promise<IssueArgs> {
  const { orderId, registerId } = args;
  const order = await tx.get(orders, { id: orderId });
  if (!order) throw invoiceOrderUnknown({ orderId });
  if (order.historical) throw orderNotInvoiced({ orderId, why: 'historical' });
  if (order.status === 'cancelled') throw orderNotInvoiced({ orderId, why: 'cancelled' });
  const [known] = await tx.list(invoices, { orderId });
  if (known) throw invoiceIssued({ orderId, number: known.number });
  const register = await tx.get(registers, { id: registerId });
  if (!register) throw registerUnknown({ registerId });
  if (register.status === 'retired') throw registerRetired({ code: register.code });
  const kind = order.kind === 'return' ? 'credit-note' : 'invoice';
  const [credited] =
    kind === 'credit-note' && order.originalOrderId ? await tx.list(invoices, { orderId: order.originalOrderId }) : [];
  if (kind === 'credit-note' && !credited) throw nothingToCredit({ orderId });
  if (credited && (await tx.get(storeSettings, { id: credited.registerId })))
    throw creditedByCloud({ orderId, number: credited.number });
  const { generation } = register;
  const store = await storeAt(tx, order.locationId);
  const decided = await completeInvoice({
    ...{ kind, order, register, credited, at: ctx.occurredAt },
    lines: (await tx.list(orderLines, { orderId })).sort((a, b) => a.position - b.position),
    customer: order.customerId === null ? undefined : await tx.get(customers, { id: order.customerId }),
    store: store ?? { name: '', locale: 'en-GB', vatNumber: '', receiptFooter: '', timeZone: ctx.store.timeZone },
    street: (await tx.get(locations, { id: order.locationId }))?.street ?? '',
    lastOf: async (year) => (await tx.get(invoiceCounters, { registerId, generation, year, kind }))?.lastSequence ?? 0,
  });
  return { ...args, decided: { kind, ...decided } };
}

/** In the cloud: what no desk could have issued is put aside whole. */
async function inspect(tx: Tx, { invoiceId, registerId, decided }: IssueArgs, ctx: MutationContext): Promise<void> {
  if (!decided) throw invoiceIncomplete({ invoiceId });
  const { generation, year, sequence, kind, document } = decided;
  const forged = (problem: string) => invoiceForged({ invoiceId, problem });
  const { net, tax, shipping, fee, rounding, total } = document;
  if (net + tax + shipping + fee + rounding !== total) throw forged('its parts do not add up to its total');
  if (ctx.reviewed) return;
  const register = await tx.get(registers, { id: registerId });
  if (!register) throw forged('there is no such register');
  if (generation > register.generation) throw forged('its register never had that generation');
  const counter = await tx.get(invoiceCounters, { registerId, generation, year, kind });
  if (sequence - (counter?.lastSequence ?? 0) > NUMBERS_AHEAD) throw forged('its number jumped ahead');
}

export const issueInvoice = defineMutator({
  name: 'invoices.issue',
  version: 1,
  kind: 'fact',
  permission: 'till.sell',
  doc: 'Issues the invoice of a sale, or the credit note of a return, in the series of a register. `prepare` takes the number and freezes what it says; an order that two desks without a line both invoiced keeps both, and is flagged.',
  args: issueArgs,
  bound: ({ invoiceId, orderId, registerId }) => ({ invoiceId, orderId, registerId }),
  prepare,
  inspect,
  run: async (tx, { invoiceId, orderId, registerId, decided }, ctx) => {
    if (!decided) throw invoiceIncomplete({ invoiceId });
    const { document, kind, generation, year, ...rest } = decided;
    const { currency, net, tax, total } = document;
    const fresh = await tx.insertOnce(invoices, {
      ...{ ...rest, id: invoiceId, kind, orderId, registerId, generation, year, currency, net, tax, total },
      document: JSON.stringify(document),
      actorName: ctx.actor.name,
      issuedAt: ctx.occurredAt,
      month: monthOf(decided.businessDate),
    });
    if (!fresh) return;
    const series = { registerId, generation, year, kind };
    if (!(await tx.add(invoiceCounters, series, { lastSequence: 1 }))) {
      await tx.insertOnce(invoiceCounters, { ...series, lastSequence: 0 });
      await tx.add(invoiceCounters, series, { lastSequence: 1 });
    }
    if (!ctx.authority) return;
    const numbers = (await tx.list(invoices, { orderId })).map(({ number }) => number).sort();
    if (numbers.length < 2) return;
    await raiseFlag(tx, ctx, { orderId, code: 'invoiced-twice', about: '', details: { numbers } });
  },
});
