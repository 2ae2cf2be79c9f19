import * as z from 'zod/mini';
import { amount, id, words } from '../../kernel/args.ts';
import { defineMutator, type MutationContext } from '../../kernel/define-mutator.ts';
import { sum } from '../../kernel/money.ts';
import type { Tx } from '../../kernel/tx.ts';
import { cloudItselfOnly, cloudOnly } from '../access/errors.ts';
import { availableOf } from '../inventory/rules.ts';
import { stockLevels } from '../inventory/schema.ts';
import { pricedLines } from './complete-sale.ts';
import { layawayAside, layawayFreed } from './events.ts';
import { allotCame, isComplete, layawayNumber, missingOf, withCame } from './layaway.ts';
import { day, type PutAsideArgs, putAsideArgs } from './layaway-args.ts';
import {
  layawayDoesNotAddUp,
  layawayIncomplete,
  layawayLineUnknown,
  layawayOver,
  layawayUnknown,
  layawayWaits,
  notForLayaway,
} from './layaway-errors.ts';
import { type Layaway, type LayawayContent, type LayawayLine, layaways } from './layaway-schema.ts';
import type { SaleLine } from './sale-args.ts';
import { saleFacts } from './sale-facts.ts';
import { saleNeeds } from './trade-needs.ts';

/** The layaway under its lock. @throws DomainError `register.layaway-unknown` */
async function lockedLayaway(tx: Tx, layawayId: string): Promise<Layaway> {
  const [layaway] = await tx.getForUpdate(layaways, [{ id: layawayId }]);
  if (!layaway) throw layawayUnknown({ layawayId });
  return layaway;
}

const overOf = ({ id: layawayId, number, status }: Layaway) => layawayOver({ layawayId, number, status });

/** Goods with stock, of which so many are set aside. */
const goodsAside = (lines: readonly LayawayLine[]) =>
  lines.flatMap(({ key, variantId, tracked, aside }) =>
    variantId !== null && tracked && aside > 0 ? [{ key, variantId, quantity: aside }] : [],
  );

/** By line, what of it is here: all of a layaway; of a special order what is to spare, and nothing of a custom item, which is made. */
async function asideOf(tx: Tx, { kind, lines }: Pick<PutAsideArgs, 'kind' | 'lines'>, locationId: string) {
  if (kind === 'layaway') return lines.map(({ quantity }) => quantity);
  const ids = [...new Set(lines.flatMap(({ variantId }) => variantId ?? []))];
  const levels = await tx.getMany(
    stockLevels,
    ids.map((variantId) => ({ variantId, locationId })),
  );
  const left = new Map(levels.map((level) => [level.variantId, Math.max(0, availableOf(level))]));
  return lines.map(({ variantId, quantity, depositOf, snapshot }) => {
    if (depositOf !== undefined || (variantId !== null && !snapshot?.tracked)) return quantity;
    const here = variantId === null ? 0 : Math.min(quantity, left.get(variantId) ?? 0);
    if (variantId !== null) left.set(variantId, (left.get(variantId) ?? 0) - here);
    return here;
  });
}

function contentOf({ layawayId, lines, decided }: PutAsideArgs): LayawayContent {
  const rows = lines.map((line: SaleLine, at): LayawayLine => {
    const { key, variantId, quantity, snapshot, depositOf } = line;
    if (!snapshot) throw layawayIncomplete({ layawayId });
    const { title, variantTitle, sku, scale, tracked, taxClass, unitPrice, discount, total, discounts = [] } = snapshot;
    return {
      ...{ key, variantId, quantity, title, variantTitle, sku, scale, tracked, taxClass, unitPrice },
      ...{ discount, total, discounts, aside: decided?.aside[at] ?? 0 },
      ...(depositOf !== undefined && { deposit: true }),
    };
  });
  return { lines: rows, uses: decided?.uses ?? [] };
}

export const putAside = defineMutator({
  name: 'register.putAside',
  version: 1,
  kind: 'fact',
  permission: 'till.sell',
  doc: 'A till put goods aside for a customer, or took an order for goods that are still to come: at the prices of that moment, until a day. What is here is reserved at its location at once. What is paid are sales that put money on the credit account of its id (`loads`, kind `layaway`).',
  args: putAsideArgs,
  needs: (tx, { decided, ...args }, ctx) =>
    // As a sale asks it: where, and what was given by hand.
    saleNeeds(
      tx,
      {
        ...args,
        orderId: args.layawayId,
        tenders: [],
        ...(decided && { decided: { locationId: decided.locationId } as never }),
      },
      ctx,
    ),
  bound: ({ layawayId, registerId, lines }) => ({
    ...{ orderId: layawayId, registerId },
    lines: lines.map(({ variantId, quantity, unitPrice, discount }) => ({ variantId, quantity, unitPrice, discount })),
  }),
  prepare: async (tx, args, ctx) => {
    const wrong = args.lines.find(({ loads, empties }) => loads !== undefined || empties === true);
    if (wrong) throw notForLayaway({ key: wrong.key });
    const facts = await saleFacts(tx, args, ctx);
    const { lines, totals, uses } = pricedLines(args, facts);
    const { locationId } = facts.register;
    const decided = {
      ...{ locationId, customerName: facts.customerName, currency: facts.settings.currency },
      ...{ total: totals.total, uses, aside: await asideOf(tx, { kind: args.kind, lines }, locationId) },
    };
    return { ...args, lines, decided };
  },
  inspect: async (_tx, args) => {
    const { layawayId, decided, lines } = args;
    if (!decided) throw layawayIncomplete({ layawayId });
    const priced = sum(lines.map(({ snapshot }) => snapshot?.total ?? 0));
    const fits =
      decided.aside.length === lines.length && decided.aside.every((n, at) => n <= (lines[at]?.quantity ?? 0));
    if (priced !== decided.total || !fits) throw layawayDoesNotAddUp({ layawayId });
  },
  run: async (tx, args, ctx) => {
    const { layawayId, kind, customerId, dueOn, note, tellTo, decided } = args;
    if (!decided) throw layawayIncomplete({ layawayId });
    const { locationId, customerName, currency, total } = decided;
    const content = contentOf(args);
    const number = layawayNumber(layawayId);
    const at = ctx.occurredAt;
    const fresh = await tx.insertOnce(layaways, {
      ...{
        id: layawayId,
        number,
        kind,
        status: 'open',
        locationId,
        customerId,
        customerName,
        currency,
        content,
        total,
      },
      ...{ dueOn, note, tellTo, tellAt: null, tellTries: 0, toldAt: null, orderId: null, kept: 0 },
      ...{ readyAt: isComplete(content) ? at : null, actorName: ctx.actor.name, createdAt: at },
      ...{ endedAt: null, endedByName: null, version: 1 },
    });
    if (fresh) await tx.emit(layawayAside, { layawayId, number, locationId, lines: goodsAside(content.lines) });
  },
});

export const endLayaway = defineMutator({
  name: 'register.endLayaway',
  version: 1,
  kind: 'intent',
  permission: 'till.sell',
  doc: 'A layaway or special order is over: handed over, as the sale that is named, or given up, once what was paid went back less what is kept. What was put aside is free. The first to reach the cloud ends it; of another one the sale is flagged.',
  args: z.strictObject({
    layawayId: id,
    end: z.enum(['handed-over', 'ended']),
    /** Of what is handed over: the sale */
    orderId: z.nullable(id),
    kept: amount,
  }),
  run: async (tx, { layawayId, end, orderId, kept }, ctx) => {
    const layaway = await lockedLayaway(tx, layawayId);
    const { number, locationId, content, version } = layaway;
    if (layaway.status === end && layaway.orderId === orderId) return;
    if (layaway.status !== 'open') throw overOf(layaway);
    if (end === 'handed-over' && !isComplete(content)) throw layawayWaits({ layawayId, number });
    await tx.update(
      layaways,
      { id: layawayId },
      {
        ...{ status: end, orderId, kept, tellAt: null, endedAt: ctx.occurredAt, endedByName: ctx.actor.name },
        version: version + 1,
      },
    );
    await tx.emit(layawayFreed, { layawayId, number, locationId, lines: goodsAside(content.lines), end, orderId });
  },
});

export const extendLayaway = defineMutator({
  name: 'register.extendLayaway',
  version: 1,
  kind: 'intent',
  permission: 'till.sell',
  doc: 'Gives a customer until another day to pay what is left of a layaway or special order.',
  args: z.strictObject({ layawayId: id, dueOn: day }),
  run: async (tx, { layawayId, dueOn }) => {
    const layaway = await lockedLayaway(tx, layawayId);
    if (layaway.dueOn === dueOn) return;
    if (layaway.status !== 'open') throw overOf(layaway);
    await tx.update(layaways, { id: layawayId }, { dueOn, version: layaway.version + 1 });
  },
});

/** Sets goods aside that came for it; where that is all of it, a letter is due to whoever wants one. */
async function setCameAside(
  tx: Tx,
  ctx: Pick<MutationContext, 'occurredAt'>,
  layaway: Layaway,
  came: readonly { readonly key: string; readonly quantity: number }[],
): Promise<void> {
  if (came.length === 0) return;
  const { id: layawayId, number, locationId } = layaway;
  const content = withCame(layaway.content, came);
  const ready = isComplete(content);
  await tx.update(
    layaways,
    { id: layawayId },
    {
      ...{ content, version: layaway.version + 1 },
      ...(ready && { readyAt: ctx.occurredAt, tellAt: layaway.tellTo === null ? null : ctx.occurredAt }),
    },
  );
  const of = new Map(layaway.content.lines.map((line) => [line.key, line]));
  const lines = came.flatMap(({ key, quantity }) => {
    const line = of.get(key);
    return line?.variantId && line.tracked ? [{ key, variantId: line.variantId, quantity }] : [];
  });
  await tx.emit(layawayAside, { layawayId, number, locationId, lines });
}

export const layawayCame = defineMutator({
  name: 'register.layawayCame',
  version: 1,
  kind: 'intent',
  permission: 'stock.receive',
  doc: 'The rest of a line of a special order is there, though no delivery of it was scanned: a custom item that was made, or goods that lay somewhere else. It is set aside, and the customer told.',
  args: z.strictObject({ layawayId: id, key: words(64) }),
  run: async (tx, { layawayId, key }, ctx) => {
    const layaway = await lockedLayaway(tx, layawayId);
    if (layaway.status !== 'open') throw overOf(layaway);
    const line = layaway.content.lines.find((one) => one.key === key);
    if (!line) throw layawayLineUnknown({ layawayId, key });
    if (missingOf(line) <= 0) return;
    await setCameAside(tx, ctx, layaway, [{ key, quantity: missingOf(line) }]);
  },
});

export const giveToWaiting = defineMutator({
  name: 'register.giveToWaiting',
  version: 1,
  kind: 'intent',
  permission: 'till.sell',
  doc: 'Sets goods aside that are to spare at the location of a special order and that it still waits for: a delivery came, or a return. By the cloud itself, the longest waiting first.',
  args: z.strictObject({ layawayId: id }),
  run: async (tx, { layawayId }, ctx) => {
    if (!ctx.authority) throw cloudOnly({ command: 'register.giveToWaiting' });
    if (!ctx.actor.system) throw cloudItselfOnly({ command: 'register.giveToWaiting' });
    const layaway = await lockedLayaway(tx, layawayId);
    if (layaway.status !== 'open' || layaway.readyAt !== null) return;
    const { locationId, content } = layaway;
    const wanted = new Set(content.lines.flatMap((line) => (missingOf(line) > 0 ? (line.variantId ?? []) : [])));
    const levels = await tx.getForUpdate(
      stockLevels,
      [...wanted].sort().map((variantId) => ({ variantId, locationId })),
    );
    const came = levels.flatMap((level) => allotCame(content, level.variantId, Math.max(0, availableOf(level))).came);
    await setCameAside(tx, ctx, layaway, came);
  },
});
