import * as z from 'zod/mini';
import { count, currency, id, signedAmount, text } from '../../kernel/args.ts';
import { defineMutator, type MutationContext } from '../../kernel/define-mutator.ts';
import type { Tx } from '../../kernel/tx.ts';
import { raiseFlag } from '../orders/flags.ts';
import { parkedGone, parkedUnknown } from './errors.ts';
import { endingOf, outlived, takenElsewhere } from './parked.ts';
import { parkedBaskets, parkedContent } from './parked-schema.ts';
import { registers } from './schema.ts';

/** Nobody took it up yet. */
const lies = { ended: null, endedAt: null, endedRegisterId: null, endedByName: null, orderId: null } as const;

export const parkBasket = defineMutator({
  name: 'register.parkBasket',
  version: 1,
  kind: 'fact',
  permission: 'till.sell',
  doc: 'A basket was laid aside at a till: every till of its location may take it up. It moves no stock and no money. `total` in minor units of `currency`, as it was priced then.',
  args: z.strictObject({
    parkedId: id,
    locationId: id,
    /** The till it lay at; one that lost its register to another device parks all the same */
    fromRegisterId: id,
    name: text(60),
    customerId: z.nullable(id),
    units: count,
    total: signedAmount,
    currency,
    content: parkedContent,
  }),
  needs: async (_tx, { locationId }) => [{ permission: 'till.sell', locationId }],
  bound: (args) => args,
  run: async (tx, { parkedId, fromRegisterId, ...rest }, ctx) => {
    await tx.insertOnce(parkedBaskets, {
      ...rest,
      id: parkedId,
      registerId: fromRegisterId,
      parkedByName: ctx.actor.name,
      parkedAt: ctx.occurredAt,
      ...lies,
    });
  },
});

export const endParked = defineMutator({
  name: 'register.endParked',
  version: 1,
  kind: 'intent',
  permission: 'till.sell',
  doc: 'A parked basket was taken up for a sale, or thrown away where `orderId` is null. The first to reach the cloud has it; another one is refused with who that was, and its sale, if there is one, is flagged.',
  args: z.strictObject({
    parkedId: id,
    atRegisterId: id,
    orderId: z.nullable(id),
    /** As the till that parked it told this one without the cloud, which may hear of that till later */
    parking: z.optional(
      z.strictObject({
        locationId: id,
        registerId: id,
        name: text(60),
        customerId: z.nullable(id),
        units: count,
        total: signedAmount,
        currency,
        content: parkedContent,
        parkedByName: text(200),
        parkedAt: z.number().check(z.int(), z.minimum(0)),
      }),
    ),
  }),
  needs: async (tx, { parkedId, parking }) => {
    const locationId = (await tx.get(parkedBaskets, { id: parkedId }))?.locationId ?? parking?.locationId;
    return [{ permission: 'till.sell', ...(locationId !== undefined && { locationId }) }];
  },
  run: async (tx, { parkedId, atRegisterId, orderId, parking }, ctx) => {
    if (parking) await tx.insertOnce(parkedBaskets, { ...parking, id: parkedId, ...lies });
    const [parked] = await tx.getForUpdate(parkedBaskets, [{ id: parkedId }]);
    if (!parked) throw parkedUnknown({ parkedId });
    const ending = endingOf(parked, orderId);
    if (ending === 'lost') {
      const register = await tx.get(registers, { id: parked.endedRegisterId ?? '' });
      const [by, at] = [parked.endedByName ?? '', register?.name ?? ''];
      throw parkedGone({ parkedId, ended: parked.ended ?? 'taken', by, at });
    }
    if (ending === 'done') return;
    await tx.update(
      parkedBaskets,
      { id: parkedId },
      {
        ...{ ended: orderId === null ? 'discarded' : 'taken', endedAt: ctx.occurredAt, orderId },
        ...{ endedRegisterId: atRegisterId, endedByName: ctx.actor.name },
        // Nobody needs it any more, and it may say who wanted what.
        ...{ content: null, name: '' },
      },
    );
    if (!ctx.authority) return;
    const { locationId } = parked;
    for (const old of outlived(await tx.list(parkedBaskets, { locationId }), ctx.occurredAt))
      await tx.delete(parkedBaskets, { id: old });
  },
});

/** In the cloud, of a sale of a basket that was parked: where another till took it up first, somebody looks whether it was sold twice. */
export async function flagTakenTwice(tx: Tx, ctx: MutationContext, parkedId: string, orderId: string): Promise<void> {
  const parked = await tx.get(parkedBaskets, { id: parkedId });
  if (!parked || !takenElsewhere(parked, orderId)) return;
  const register = await tx.get(registers, { id: parked.endedRegisterId ?? '' });
  const details = { parkedId, otherOrderId: parked.orderId, by: parked.endedByName ?? '', at: register?.name ?? '' };
  await raiseFlag(tx, ctx, { orderId, code: 'taken-twice', about: parkedId, details });
}
