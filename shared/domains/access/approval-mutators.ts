import * as z from 'zod/mini';
import { amount, count, id, text, words } from '../../kernel/args.ts';
import { newestMutator, defineMutator, type Mutator } from '../../kernel/define-mutator.ts';
import { commandUnknown } from '../../kernel/command-errors.ts';
import { approvalDecided, approvalNotYours, approvalOwn, approvalUnknown, nobodyElse } from './approval-errors.ts';
import { permissionUnknown } from './errors.ts';
import { approvalAsked, approvalDecision } from './events.ts';
import { isPermission } from './permissions.ts';
import { lackOf } from './rights.ts';
import { approvalPolicies, approvals, roles, staff } from './schema.ts';
import { boundText } from './use-approval.ts';

const MINUTE = 60_000;

/** Looked up when it runs, since commands are declared one file after the other. */
function commandNamed(name: string): Mutator {
  const found = newestMutator(name);
  if (!found) throw commandUnknown({ name, version: 1 });
  return found;
}

export const askApproval = defineMutator({
  name: 'access.askApproval',
  version: 1,
  kind: 'intent',
  permission: 'desk.use',
  doc: 'Asks somebody else to approve one command with exactly these arguments. Their yes is good once and until it runs out.',
  args: z.strictObject({
    id,
    command: words(100),
    args: z.unknown(),
    permission: words(60),
    /** In the unit of the permission’s limit */
    value: z.nullable(amount),
    locationId: z.nullable(id),
    summary: text(300),
    minutes: count,
  }),
  run: async (tx, { minutes, ...asked }, ctx) => {
    if (!isPermission(asked.permission)) throw permissionUnknown({ names: [asked.permission] });
    const bound = boundText(commandNamed(asked.command), asked.args);
    const made = await tx.insertOnce(approvals, {
      ...asked,
      bound,
      askedById: ctx.actor.id,
      askedByName: ctx.actor.name,
      askedAt: ctx.occurredAt,
      // A week is the longest that a draft waits for somebody who is away.
      expiresAt: ctx.occurredAt + Math.min(Math.max(minutes, 1), 7 * 24 * 60) * MINUTE,
      status: 'asked',
      decidedById: null,
      decidedByName: null,
      decidedAt: null,
      note: '',
    });
    if (made) await tx.emit(approvalAsked, { approvalId: asked.id, permission: asked.permission });
  },
});

export const decideApproval = defineMutator({
  name: 'access.decideApproval',
  version: 1,
  kind: 'intent',
  permission: 'desk.use',
  doc: 'Says yes or no to what somebody else asked. Only who may do it alone may say yes, and never to oneself.',
  args: z.strictObject({ id, yes: z.boolean(), note: text(300) }),
  run: async (tx, { id: approvalId, yes, note }, ctx) => {
    const [asked] = await tx.getForUpdate(approvals, [{ id: approvalId }]);
    if (!asked) throw approvalUnknown({ approvalId });
    const { actor, occurredAt } = ctx;
    if (asked.askedById === actor.id && yes) throw approvalOwn({ approvalId });
    const status = yes ? 'approved' : 'declined';
    if (asked.status === status && asked.decidedById === actor.id) return;
    if (asked.status !== 'asked') throw approvalDecided({ approvalId, status: asked.status });
    if (asked.expiresAt < occurredAt) throw approvalUnknown({ approvalId });
    const { permission, value, locationId } = asked;
    const need = { permission, ...(value !== null && { value }), ...(locationId !== null && { locationId }) };
    if (yes && lackOf(actor, need)) throw approvalNotYours({ permission });
    const decided = { status, decidedById: actor.id, decidedByName: actor.name, decidedAt: occurredAt, note } as const;
    await tx.update(approvals, { id: approvalId }, decided);
    await tx.emit(approvalDecision, { approvalId, status });
  },
});

export const saveApprovalPolicy = defineMutator({
  name: 'access.saveApprovalPolicy',
  version: 1,
  kind: 'intent',
  permission: 'roles.manage',
  doc: 'What this store asks of approvals of one permission: whether nobody uses it alone, and up to what a PIN is enough.',
  args: z.strictObject({
    policy: z.strictObject({ permission: words(60), secondPerson: z.boolean(), pinUpTo: z.nullable(amount) }),
  }),
  run: async (tx, { policy }, ctx) => {
    const { permission } = policy;
    if (!isPermission(permission)) throw permissionUnknown({ names: [permission] });
    if (policy.secondPerson) {
      const able = (await tx.list(roles, {})).filter(
        (role) => role.permissions.includes(permission) && !role.terms[permission]?.asks,
      );
      const people = (await tx.list(staff, {})).filter(
        ({ roleId, status }) => status === 'active' && able.some((role) => role.id === roleId),
      );
      if (people.length < 2) throw nobodyElse({ permission });
    }
    const row = { ...policy, updatedAt: ctx.occurredAt };
    if (!(await tx.insertOnce(approvalPolicies, row))) await tx.update(approvalPolicies, { permission }, row);
  },
});
