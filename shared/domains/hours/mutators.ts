import * as z from 'zod/mini';
import { id, instant, words } from '../../kernel/args.ts';
import { defineMutator } from '../../kernel/define-mutator.ts';
import type { Tx } from '../../kernel/tx.ts';
import { correctionAhead, correctionUnknown, punchOutOfTurn } from './errors.ts';
import { counted, shiftsOf } from './rules.ts';
import { punches, punchKinds } from './schema.ts';

/** Whether somebody is in, on a break or neither, as far as this desk knows. */
async function stateOf(tx: Tx, staffId: string, now: number): Promise<'in' | 'break' | 'gone'> {
  const last = shiftsOf(await tx.list(punches, { staffId }), now).at(-1);
  return last?.state === 'in' || last?.state === 'break' ? last.state : 'gone';
}

const follows = { in: ['gone'], break: ['in'], back: ['break'], out: ['in', 'break'] } as const;

export const punch = defineMutator({
  name: 'hours.punch',
  version: 1,
  kind: 'fact',
  permission: 'desk.use',
  doc: 'Somebody came, went, or began or ended a break: of themselves alone. A desk refuses what does not follow what it knows; the cloud takes what was said.',
  args: z.strictObject({ kind: z.enum(['in', 'break', 'back', 'out']), locationId: z.nullable(id) }),
  bound: (args) => args,
  prepare: async (tx, args, ctx) => {
    const state = await stateOf(tx, ctx.actor.id, ctx.occurredAt);
    if (!(follows[args.kind] as readonly string[]).includes(state)) throw punchOutOfTurn({ state, kind: args.kind });
    return args;
  },
  run: async (tx, { kind, locationId }, ctx) => {
    const { id: staffId, name: actorName } = ctx.actor;
    const at = ctx.occurredAt;
    const row = { id: ctx.idFor('punch'), staffId, kind, at, locationId, replacesId: null, reason: '' };
    await tx.insertOnce(punches, { ...row, actorId: staffId, actorName, recordedAt: at });
  },
});

export const correctHours = defineMutator({
  name: 'hours.correct',
  version: 1,
  kind: 'fact',
  permission: 'staff.manage',
  doc: 'Somebody who leads people said when one of them really came or went, with the reason. What is replaced stays to be read. `at` in epoch milliseconds; `void` only takes away.',
  args: z.strictObject({
    staffId: id,
    changes: z
      .array(z.strictObject({ replacesId: z.nullable(id), kind: z.enum(punchKinds), at: instant }))
      .check(z.minLength(1), z.maxLength(20)),
    reason: words(200),
  }),
  bound: (args) => args,
  prepare: async (tx, args, ctx) => {
    const known = counted(await tx.list(punches, { staffId: args.staffId }));
    for (const { replacesId, at } of args.changes) {
      if (at > ctx.occurredAt) throw correctionAhead({ at });
      if (replacesId !== null && !known.some((one) => one.id === replacesId)) throw correctionUnknown({ replacesId });
    }
    return args;
  },
  run: async (tx, { staffId, changes, reason }, ctx) => {
    const { id: actorId, name: actorName } = ctx.actor;
    for (const [index, { kind, at, replacesId }] of changes.entries()) {
      const row = { id: ctx.idFor(`correction:${index}`), staffId, kind, at, locationId: null, replacesId, reason };
      await tx.insertOnce(punches, { ...row, actorId, actorName, recordedAt: ctx.occurredAt });
    }
  },
});
