import { createMongoAbility, type MongoAbility } from '@casl/ability';
import type { Actor, Approval, Grant, Lack, Need, StoreContext } from '../../kernel/define-mutator.ts';
import { permissionFacts, permissionNames } from './permissions.ts';

/**
 * The one answer to "may she?": the API, the commands at desk and in the cloud, and the screens all ask here. Grants
 * become CASL rules; a rule's action is the permission, its conditions are limit and place.
 */

type Holder = Pick<Actor, 'permissions' | 'grants'>;

const ABOUT = 'about';
const SEE = 'see';
const asking = (permission: string) => `ask:${permission}`;

/** Grants are made anew when a person's rights are read, so the array itself is what they are known by. */
const known = new WeakMap<object, MongoAbility>();

function abilityOf(holder: Holder): MongoAbility {
  const by = holder.grants ?? holder.permissions;
  const found = known.get(by);
  if (found) return found;
  const grants: readonly Grant[] = holder.grants ?? holder.permissions.map((permission) => ({ permission }));
  const ability = createMongoAbility([...grants.map(ruleOf), ...fieldRules(holder.permissions)], {
    detectSubjectType: () => ABOUT,
  });
  known.set(by, ability);
  return ability;
}

function ruleOf({ permission, upTo, places, asks }: Grant) {
  const conditions = {
    // Without a limit of its own, the store's usual one holds where there is one.
    ...(upTo === undefined ? { beyondUsual: { $ne: true } } : { value: { $lte: upTo } }),
    ...(places && { locationId: { $in: [...places] } }),
  };
  return { action: asks ? asking(permission) : permission, subject: ABOUT, conditions };
}

/** Everybody sees every column but those that a permission keeps. The last rule that fits decides. */
function fieldRules(permissions: readonly string[]) {
  const kept = permissionNames.flatMap((name) =>
    (permissionFacts(name)?.sees ?? []).map((column) => {
      const [table = '', field = ''] = column.split('.');
      return { name, table, field };
    }),
  );
  return [
    // First what is open: the last rule that fits decides, so that one column's opens no other again.
    ...[...new Set(kept.map(({ table }) => table))].map((table) => ({ action: SEE, subject: table })),
    ...kept.map(({ name, table, field }) => ({
      action: SEE,
      subject: table,
      fields: [field],
      inverted: !permissions.includes(name),
    })),
  ];
}

const keptTables = new Set(
  permissionNames.flatMap((name) => (permissionFacts(name)?.sees ?? []).map((column) => column.split('.')[0] ?? '')),
);

/** Whether a column of a table may be shown; names as in SQL. */
export function maySee(holder: Holder, table: string, column: string): boolean {
  return !keptTables.has(table) || abilityOf(holder).can(SEE, table, column);
}

/** The permission that a column is kept by; undefined where everybody sees it. Names as in SQL. */
export function seenBy(table: string, column: string): string | undefined {
  return permissionNames.find((name) => permissionFacts(name)?.sees?.includes(`${table}.${column}`));
}

/** Whether the permission is held at all, somewhere and for some amount. */
export function holds(holder: Holder, permission: string): boolean {
  return abilityOf(holder).can(permission, ABOUT);
}

/** Why this is not allowed; null where it is. */
export function lackOf(holder: Holder, need: Need): Lack | null {
  const ability = abilityOf(holder);
  const bare = need.value === undefined && need.locationId === undefined;
  const about = {
    value: need.value ?? 0,
    locationId: need.locationId,
    beyondUsual: need.usual !== undefined && (need.value ?? 0) > need.usual,
  };
  if (bare ? ability.can(need.permission, ABOUT) : ability.can(need.permission, about)) return null;
  if (need.or && ability.can(need.or, { ...about, beyondUsual: false })) return null;
  return { ...need, ...reasonOf(holder, ability, need) };
}

function reasonOf(holder: Holder, ability: MongoAbility, need: Need): Pick<Lack, 'why' | 'upTo'> {
  const names = [need.permission, ...(need.or ? [need.or] : [])];
  if (!ability.can(need.permission, ABOUT)) {
    return { why: ability.can(asking(need.permission), ABOUT) ? 'asks' : 'missing' };
  }
  const here = (holder.grants ?? []).filter(
    ({ permission, places, asks }) =>
      names.includes(permission) &&
      !asks &&
      (!places || (need.locationId !== undefined && places.includes(need.locationId))),
  );
  if (holder.grants && here.length === 0) return { why: 'place' };
  const limits = holder.grants
    ? here.map(({ permission, upTo }) => upTo ?? (permission === need.permission ? (need.usual ?? 0) : 0))
    : [need.usual ?? 0];
  return { why: 'limit', upTo: Math.max(...limits) };
}

/** Somebody's own rights, without what was lent: only these can be given on. */
export function ownGrants(actor: Holder): readonly Grant[] {
  return (actor.grants ?? actor.permissions.map((permission) => ({ permission }))).filter(
    (grant: Grant) => grant.lent === undefined,
  );
}

/**
 * What of these needs is not met: not by who does it, nor by who approves it. A permission that nobody uses alone is
 * met by both together.
 */
export function lacksOf(
  actor: Actor,
  needs: readonly Need[],
  store: Pick<StoreContext, 'secondPerson' | 'pinUpTo'>,
  approval?: Approval,
): Lack[] {
  return needs.flatMap((need) => {
    const lack = lackOf(actor, need);
    const second = !actor.system && (store.secondPerson?.includes(need.permission) ?? false);
    if (!lack && !second) return [];
    // Somebody without the right at all gets none by an approval: it stretches a right, it does not give one.
    if (lack?.why === 'missing') return [lack];
    if (approval && approves(approval, actor, need, store)) return [];
    return [lack ?? { ...need, why: 'second' as const }];
  });
}

function approves(approval: Approval, actor: Actor, need: Need, store: Pick<StoreContext, 'pinUpTo'>): boolean {
  if (approval.approver.id === actor.id || lackOf(approval.approver, need)) return false;
  const most = store.pinUpTo?.[need.permission];
  return approval.how !== 'pin' || most === undefined || (need.value ?? 0) <= most;
}
