import { permissionFacts } from '@tillhouse/shared/domains/access/permissions.ts';
import type { LeaseState } from '../../bridge/access-queries.ts';
import type { Withheld } from '../../bridge/views.ts';
import { HostProblem } from '../problem.ts';
import type { KnownPerson } from './people.ts';

/** Why a right is not honoured now; null where it is. */
function leaseLock(permission: string, lease: LeaseState): Withheld | null {
  const kind = permissionFacts(permission)?.lease ?? 'sensitive';
  if (kind === 'always') return null;
  if (!lease.selling) return 'selling-lease';
  if (kind === 'selling' || lease.sensitive) return null;
  return lease.setBack ? 'clock-set-back' : 'sensitive-lease';
}

/** A person with what this desk still honours of their rights, and with why it does not honour the rest. */
export function withinLease(person: KnownPerson, lease: LeaseState): KnownPerson {
  const held = [...new Set([...person.permissions, ...(person.grants ?? []).map((grant) => grant.permission)])];
  const withheld = Object.fromEntries(
    held.flatMap((name) => {
      const lock = leaseLock(name, lease);
      return lock ? [[name, lock] as const] : [];
    }),
  );
  if (Object.keys(withheld).length === 0) return person;
  const stays = (name: string) => !Object.hasOwn(withheld, name);
  return {
    ...person,
    withheld,
    permissions: person.permissions.filter(stays),
    ...(person.grants && { grants: person.grants.filter(({ permission }) => stays(permission)) }),
  };
}

export function leaseOver(permission: string, why: Withheld): HostProblem {
  const message =
    why === 'selling-lease'
      ? 'This desk has not heard from the cloud for 35 days, so it sells, takes back and counts no more. Nothing was changed, and what was done here is safe. Connect it to the network.'
      : why === 'clock-set-back'
        ? 'The clock of this desk was set back, so nobody knows how long it was alone. Nothing was changed. Connect it to the network; selling goes on.'
        : 'This desk has not heard from the cloud for a day, and this needs to know who may do it now. Nothing was changed. Connect it to the network; selling goes on.';
  return new HostProblem('access.lease-over', 'forbidden', message, { permission, why });
}
