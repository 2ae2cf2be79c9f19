import * as z from 'zod/mini';
import { count, id } from '../../kernel/args.ts';
import { defineMutator, type MutationContext } from '../../kernel/define-mutator.ts';
import type { Tx } from '../../kernel/tx.ts';
import { perVariant } from '../inventory/rules.ts';
import { draftArgs, mailDraftArgs, placeDraftArgs, sellDraftArgs } from './draft-args.ts';
import { draftChanged, draftClosed, draftUnknown, quoteOver, totalChanged } from './errors.ts';
import { type Draft, drafts } from './draft-schema.ts';
import { locationFor } from './location-for.ts';
import { dueDayOf, noteAccountSale, termsForMore } from './on-account.ts';
import { priceDraft, toOrder } from './price-draft.ts';
import { holds } from './quoted.ts';
import { orders } from './schema.ts';
import { writeOnlineOrder } from './write-online-order.ts';

const numberOf = (draftId: string): string => `D-${draftId.replaceAll('-', '').slice(-6).toUpperCase()}`;

/** Undefined where this very mutation wrote it already. @throws DomainError where it is closed, or not as it was seen */
async function lockedDraft(
  tx: Tx,
  ctx: Pick<MutationContext, 'mutationId'>,
  { draftId, version }: { readonly draftId: string; readonly version: number },
): Promise<Draft | undefined> {
  const [draft] = await tx.getForUpdate(drafts, [{ id: draftId }]);
  if (!draft) throw draftUnknown({ draftId });
  const { number, status } = draft;
  if (draft.mutationId === ctx.mutationId) return undefined;
  if (status === 'ordered' || status === 'discarded') throw draftClosed({ draftId, number, status });
  if (draft.version !== version) throw draftChanged({ draftId, number, seen: version, version: draft.version });
  return draft;
}

export const saveDraft = defineMutator({
  name: 'orders.saveDraft',
  version: 1,
  kind: 'intent',
  permission: 'orders.edit',
  doc: 'Puts an order together without placing it, or changes one that is: priced by the one calculation as of now and kept so. With a day until which its prices hold it is a quote. It holds no stock. Refused where somebody changed it meanwhile.',
  args: draftArgs,
  run: async (tx, args, ctx) => {
    const { draftId, version, customerId, customerName, storeId = null, note, validUntil } = args;
    const fresh = version === 0;
    const known = fresh ? await tx.get(drafts, { id: draftId }) : await lockedDraft(tx, ctx, args);
    // It is there already, or was changed by this very command.
    if (fresh === (known !== undefined)) return;
    const { frozen } = await priceDraft(tx, ctx, args);
    const { currency, total } = frozen;
    const said = {
      ...{ storeId, customerId, customerName, currency, validUntil, note, frozen, total },
      ...{
        discount: args.discount ?? null,
        coupons: args.coupons ?? null,
        actorName: ctx.actor.name,
        updatedAt: ctx.occurredAt,
      },
      mutationId: ctx.mutationId,
    };
    if (known) await tx.update(drafts, { id: draftId }, { ...said, status: 'open', version: version + 1 });
    else
      await tx.insert(drafts, {
        ...{ ...said, id: draftId, number: numberOf(draftId), status: 'open' },
        ...{ orderId: null, createdAt: ctx.occurredAt, version: 1 },
        ...{ mailTo: null, mailAt: null, mailTries: 0, mailedAt: null },
      });
  },
});

export const discardDraft = defineMutator({
  name: 'orders.discardDraft',
  version: 1,
  kind: 'intent',
  permission: 'orders.edit',
  doc: 'Gives a draft or quote up; it stays to be looked at.',
  args: z.strictObject({ draftId: id, version: count }),
  run: async (tx, { draftId, version }, ctx) => {
    if (!(await lockedDraft(tx, ctx, { draftId, version }))) return;
    const { occurredAt: updatedAt, mutationId } = ctx;
    await tx.update(drafts, { id: draftId }, { status: 'discarded', updatedAt, mutationId, version: version + 1 });
  },
});

export const placeDraft = defineMutator({
  name: 'orders.placeDraft',
  version: 1,
  kind: 'intent',
  permission: 'orders.edit',
  doc: 'Makes an order of a draft, unpaid: at the prices that were quoted while they hold, else at those of now; its stock is looked for and committed in the same transaction. Refused where it comes to something else than was shown, or where there is not enough. A desk writes down that it is to be ordered; the cloud writes the order.',
  args: placeDraftArgs,
  run: async (tx, { draftId, orderId, version, expectedTotal, onAccount = false }, ctx) => {
    if (await tx.get(orders, { id: orderId })) return;
    const draft = await lockedDraft(tx, ctx, { draftId, version });
    if (!draft) return;
    const frozen = await toOrder(tx, ctx, draft, ctx.authority);
    if (frozen.total !== expectedTotal) throw totalChanged({ expected: expectedTotal, total: frozen.total });
    const { customerId, currency, total: wanted } = frozen;
    const account = onAccount ? await termsForMore(tx, { customerId, currency, amount: wanted }) : undefined;
    const next = { orderId, updatedAt: ctx.occurredAt, mutationId: ctx.mutationId, version: version + 1 };
    // Numbers of orders and stock that nobody else takes are the cloud's to give.
    if (!ctx.authority) {
      await tx.update(drafts, { id: draftId }, { ...next, status: 'placing' });
      return;
    }
    const locationId = await locationFor(tx, perVariant(frozen.lines.filter(({ tracked }) => tracked)), undefined);
    const order = await writeOnlineOrder(tx, ctx, { orderId, frozen: { ...frozen, locationId }, paid: false });
    if (account) await noteAccountSale(tx, order, { days: account.days, dueOn: dueDayOf(account, order.businessDate) });
    await tx.update(drafts, { id: draftId }, { ...next, status: 'ordered' });
  },
});

export const mailDraft = defineMutator({
  name: 'orders.mailDraft',
  version: 1,
  kind: 'intent',
  permission: 'orders.edit',
  doc: 'Sends a draft or quote to somebody as a letter with its paper, in the language of the buyer. The cloud sends it, behind the command; refused for a quote whose day is over.',
  args: mailDraftArgs,
  run: async (tx, { draftId, version, to }, ctx) => {
    const draft = await lockedDraft(tx, ctx, { draftId, version });
    if (!draft) return;
    const { number, validUntil } = draft;
    if (validUntil !== null && !holds(draft, ctx.occurredAt)) throw quoteOver({ draftId, number, validUntil });
    const { occurredAt: updatedAt, mutationId } = ctx;
    const letter = { mailTo: to, mailAt: updatedAt, mailTries: 0 };
    await tx.update(drafts, { id: draftId }, { ...letter, updatedAt, mutationId, version: version + 1 });
  },
});

export const sellDraft = defineMutator({
  name: 'orders.sellDraft',
  version: 1,
  kind: 'intent',
  permission: 'till.sell',
  doc: 'A draft or quote was sold at a till: the sale is its order. A till sends it with the sale; refused where it became another order meanwhile, which somebody then looks at.',
  args: sellDraftArgs,
  run: async (tx, { draftId, orderId }, ctx) => {
    const [draft] = await tx.getForUpdate(drafts, [{ id: draftId }]);
    if (!draft) throw draftUnknown({ draftId });
    const { number, status, version } = draft;
    if (draft.orderId === orderId && status === 'ordered') return;
    if (status !== 'open') throw draftClosed({ draftId, number, status: 'ordered' });
    const { occurredAt: updatedAt, mutationId } = ctx;
    const sold = { status: 'ordered' as const, orderId, mailAt: null };
    await tx.update(drafts, { id: draftId }, { ...sold, updatedAt, mutationId, version: version + 1 });
  },
});
