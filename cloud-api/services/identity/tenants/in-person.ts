import { ownerRole } from '@tillhouse/shared/domains/access/built-in-roles.ts';
import type { Caller, Person } from '../../../platform/auth/caller.ts';
import { HttpProblem } from '../../../platform/http/problem.ts';

/**
 * For what somebody does with their own hand: leaving, switching, handing on, erasing. A program that they allowed to act
 * for them holds some of their permissions, and none of this.
 */
export function inPerson(caller: Caller): Person {
  const person = caller as Person;
  if (!person.limited) return person;
  throw new HttpProblem(
    403,
    'auth.in-person',
    'This is for people themselves; no program may do it for them. Nothing was changed. Sign in to Tillhouse and do it there.',
  );
}

export function owner(caller: Caller, what: string): Person {
  const person = inPerson(caller);
  if (person.roleId === ownerRole.id) return person;
  throw new HttpProblem(403, 'organisation.owner-needed', `${what} Nothing was changed. Ask an owner.`);
}
