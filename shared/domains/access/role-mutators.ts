import * as z from 'zod/mini';
import { count, id, words } from '../../kernel/args.ts';
import { type Actor, defineMutator } from '../../kernel/define-mutator.ts';
import { canonicalJson } from './canonical.ts';
import {
  beyondOwnRights,
  permissionUnknown,
  roleBuiltIn,
  roleChangedMeanwhile,
  roleNameTaken,
  termsSenseless,
} from './errors.ts';
import { roleChanged } from './events.ts';
import { cannotGive } from './give-rights.ts';
import { isPermission } from './permissions.ts';
import { type Role, roles } from './schema.ts';
import { plainTerms, senselessTerms, type Terms, terms } from './terms.ts';

export const saveRole = defineMutator({
  name: 'access.saveRole',
  version: 1,
  kind: 'intent',
  permission: 'roles.manage',
  doc: 'Adds or changes a role of the store’s own: what it allows and how far. Nobody can give what they do not have, and who changes what somebody else has changed meanwhile is told.',
  args: z.strictObject({
    role: z.strictObject({
      id,
      name: words(60),
      permissions: z.array(words(60)).check(z.maxLength(200)),
      /** Left out by desks that are older than terms: those that are there stay */
      terms: z.optional(terms),
    }),
    /** The revision that was looked at; left out by older desks, whose moment then decides */
    base: z.optional(z.nullable(count)),
  }),
  run: async (tx, { role, base }, ctx) => {
    const [known] = await tx.getForUpdate(roles, [{ id: role.id }]);
    const wanted = wantedRole(role, known);
    const unknown = wanted.permissions.filter((name) => !isPermission(name) && !known?.permissions.includes(name));
    if (unknown.length > 0) throw permissionUnknown({ names: unknown });
    const senseless = senselessTerms(wanted.terms);
    if (senseless.length > 0) throw termsSenseless({ terms: senseless });
    if (known?.builtIn) throw roleBuiltIn({ roleId: role.id, name: known.name });
    const beyond = wanted.permissions.filter((name) => goesBeyond(ctx.actor, name, wanted, known));
    if (beyond.length > 0) throw beyondOwnRights({ names: beyond });
    const [sameName] = await tx.list(roles, { name: role.name });
    if (sameName && sameName.id !== role.id) throw roleNameTaken({ name: role.name });
    // What is as wished already is nobody's conflict.
    if (known && same(known, wanted)) return;
    const stale =
      base === undefined ? known && known.updatedAt > ctx.occurredAt : (base ?? null) !== (known?.revision ?? null);
    if (stale) throw roleChangedMeanwhile({ roleId: role.id, revision: known?.revision ?? 0, base: base ?? null });
    const row = { ...wanted, builtIn: false, revision: (known?.revision ?? 0) + 1, updatedAt: ctx.occurredAt };
    if (known) await tx.update(roles, { id: role.id }, row);
    else await tx.insert(roles, row);
    await tx.emit(roleChanged, { roleId: role.id, permissions: row.permissions });
  },
});

type Wanted = Pick<Role, 'id' | 'name' | 'permissions' | 'terms'>;

function wantedRole(
  role: { id: string; name: string; permissions: readonly string[]; terms?: Terms | undefined },
  known: Role | undefined,
): Wanted {
  const permissions = [...new Set(role.permissions)].sort();
  const { id, name } = role;
  return { id, name, permissions, terms: plainTerms(role.terms ?? known?.terms ?? {}, permissions) };
}

/** What the role had already, as far as it had it, stays whoever saves it. */
function goesBeyond(actor: Actor, name: string, wanted: Wanted, known: Role | undefined): boolean {
  const term = wanted.terms[name] ?? {};
  const had = known?.permissions.includes(name) && canonicalJson(known.terms[name] ?? {}) === canonicalJson(term);
  return !had && cannotGive(actor, name, term, null);
}

const same = (one: Wanted, other: Wanted): boolean =>
  one.name === other.name &&
  one.permissions.join() === other.permissions.join() &&
  canonicalJson(one.terms) === canonicalJson(other.terms);
