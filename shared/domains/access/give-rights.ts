import type { Actor, MutationContext } from '../../kernel/define-mutator.ts';
import type { Tx } from '../../kernel/tx.ts';
import { ownGrants } from './rights.ts';
import { delegations, type Role, roles, type StaffMember } from './schema.ts';
import { exceeds, type Term } from './terms.ts';

/** Of a role, the permissions that go further than somebody's own, lent ones not counted. */
export function beyondOwn(
  actor: Pick<Actor, 'permissions' | 'grants'>,
  role: Pick<Role, 'permissions' | 'terms'>,
  homeLocationId: string | null,
): string[] {
  return role.permissions.filter((name) => cannotGive(actor, name, role.terms[name] ?? {}, homeLocationId));
}

export function cannotGive(
  actor: Pick<Actor, 'permissions' | 'grants'>,
  permission: string,
  term: Term,
  homeLocationId: string | null,
): boolean {
  const own = ownGrants(actor).filter((grant) => grant.permission === permission);
  return exceeds(term, homeLocationId, own);
}

/** What a person may do that the actor may not, by role or by what is lent to them now: their name, e-mail and PIN are a way to it. */
export async function beyondActor(tx: Tx, ctx: MutationContext, person: StaffMember): Promise<string[]> {
  const role = await tx.get(roles, { id: person.roleId });
  const lent = (await tx.list(delegations, { toId: person.id })).filter(({ endsAt }) => endsAt > ctx.occurredAt);
  const names = [
    ...(role ? beyondOwn(ctx.actor, role, person.homeLocationId) : []),
    ...lent.flatMap(({ permissions }) => permissions.filter((name) => cannotGive(ctx.actor, name, {}, null))),
  ];
  return [...new Set(names)];
}
