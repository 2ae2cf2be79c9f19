import * as z from 'zod/mini';
import { id, instant, text, words } from '../../kernel/args.ts';
import { defineMutator } from '../../kernel/define-mutator.ts';
import { lendEnd, lendNotYours, lendOfAnother, lendUnknown, staffUnknown } from './errors.ts';
import { staffChanged } from './events.ts';
import { can } from './can.ts';
import { permissionFacts } from './permissions.ts';
import { ownGrants } from './rights.ts';
import { delegations, staff } from './schema.ts';

const LONGEST = 90 * 86_400_000;

export const lendRights = defineMutator({
  name: 'access.lendRights',
  version: 1,
  kind: 'intent',
  permission: 'rights.lend',
  doc: 'Lends some of one’s own rights to somebody until a date, or changes until when. They never go further than the giver’s own do at that moment, and what was borrowed is not lent on.',
  args: z.strictObject({
    lending: z.strictObject({
      id,
      toId: id,
      permissions: z.array(words(60)).check(z.minLength(1), z.maxLength(200)),
      /** Null: wherever the giver may */
      locationId: z.nullable(id),
      startsAt: instant,
      endsAt: instant,
      reason: text(200),
    }),
  }),
  run: async (tx, { lending }, ctx) => {
    const { startsAt, endsAt } = lending;
    if (endsAt <= Math.max(startsAt, ctx.occurredAt) || endsAt - Math.max(startsAt, ctx.occurredAt) > LONGEST)
      throw lendEnd({ startsAt, endsAt });
    const fromId = ctx.actor.id;
    const [giver, taker] = await tx.getMany(staff, [{ id: fromId }, { id: lending.toId }]);
    // An API key lends nothing: nobody could say whose rights these are.
    if (giver?.id !== fromId || !taker || taker.status === 'left') throw staffUnknown({ staffId: lending.toId });
    const own = new Set(ownGrants(ctx.actor).flatMap(({ permission, asks }) => (asks ? [] : [permission])));
    const never = lending.permissions.filter((name) => !own.has(name) || permissionFacts(name)?.lend === false);
    if (never.length > 0) throw lendNotYours({ names: never });
    const [known] = await tx.getForUpdate(delegations, [{ id: lending.id }]);
    if (known && (known.fromId !== fromId || known.toId !== lending.toId)) throw lendOfAnother({ id: lending.id });
    const row = { ...lending, permissions: [...new Set(lending.permissions)].sort(), fromId };
    if (known) await tx.update(delegations, { id: lending.id }, row);
    else await tx.insert(delegations, { ...row, createdAt: ctx.occurredAt });
    await tx.emit(staffChanged, { staffId: taker.id, roleId: taker.roleId, status: taker.status });
  },
});

export const endLending = defineMutator({
  name: 'access.endLending',
  version: 1,
  kind: 'intent',
  permission: 'desk.use',
  doc: 'Ends what was lent, now: by the giver, by who borrowed, or by who manages staff.',
  args: z.strictObject({ id }),
  run: async (tx, args, ctx) => {
    const [known] = await tx.getForUpdate(delegations, [{ id: args.id }]);
    if (!known) throw lendUnknown({ id: args.id });
    const concerned = [known.fromId, known.toId].includes(ctx.actor.id);
    if (!concerned && !can(ctx.actor.permissions, 'staff.manage')) throw lendOfAnother({ id: args.id });
    if (known.endsAt <= ctx.occurredAt) return;
    await tx.update(delegations, { id: args.id }, { endsAt: ctx.occurredAt });
    const taker = await tx.get(staff, { id: known.toId });
    if (taker) await tx.emit(staffChanged, { staffId: taker.id, roleId: taker.roleId, status: taker.status });
  },
});
