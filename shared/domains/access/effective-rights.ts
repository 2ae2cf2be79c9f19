import type { Grant } from '../../kernel/define-mutator.ts';
import type { Instant } from '../../kernel/instant.ts';
import { permissionFacts } from './permissions.ts';
import type { Terms } from './terms.ts';

/** A role as somebody holds it. */
export interface Holding {
  readonly permissions: readonly string[];
  readonly terms: Terms;
  readonly homeLocationId: string | null;
}

/** Somebody's rights lent, with what the giver holds at this moment. */
export interface Lent {
  readonly id: string;
  readonly byName: string;
  readonly permissions: readonly string[];
  /** Null: wherever the giver may */
  readonly locationId: string | null;
  readonly startsAt: Instant;
  readonly endsAt: Instant;
  readonly giver: Holding & { readonly status: string };
}

export interface Rights {
  readonly permissions: readonly string[];
  readonly grants: readonly Grant[];
}

function grantsOf({ permissions, terms, homeLocationId }: Holding): Grant[] {
  return permissions.map((permission) => {
    const { upTo, at, asks } = terms[permission] ?? {};
    return {
      permission,
      ...(upTo !== undefined && { upTo }),
      ...(at === 'home' && homeLocationId !== null && { places: [homeLocationId] }),
      ...(asks && { asks }),
    };
  });
}

/**
 * What somebody may do at a moment: by role, and by what was lent. What was lent is worked out anew from what the giver
 * holds now, so that it ends with the giver's own right, and what the giver borrowed is never lent on.
 */
export function effectiveRights(own: Holding, lent: readonly Lent[], at: Instant): Rights {
  const grants = [...grantsOf(own), ...lent.flatMap((one) => lentGrants(one, at))];
  const permissions = [...new Set(grants.filter(({ asks }) => !asks).map(({ permission }) => permission))];
  return { permissions, grants };
}

function lentGrants(one: Lent, at: Instant): Grant[] {
  if (at < one.startsAt || at >= one.endsAt || one.giver.status === 'left') return [];
  return grantsOf(one.giver).flatMap((grant) => {
    if (grant.asks || !one.permissions.includes(grant.permission)) return [];
    if (permissionFacts(grant.permission)?.lend === false) return [];
    const places = narrowed(grant.places, one.locationId);
    if (places?.length === 0) return [];
    const { places: _, ...rest } = grant;
    return [{ ...rest, ...(places && { places }), lent: { id: one.id, by: one.byName, until: one.endsAt } }];
  });
}

function narrowed(places: readonly string[] | undefined, to: string | null): readonly string[] | undefined {
  if (to === null) return places;
  return places ? places.filter((place) => place === to) : [to];
}
