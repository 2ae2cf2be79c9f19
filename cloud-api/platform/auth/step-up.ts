import { secondFactorMissing, stepUpNeeded } from '@tillhouse/shared/domains/access/errors.ts';
import {
  asksFor,
  commandOf,
  factorsThatDo,
  isStrong,
  type StepUp,
  stepUpOf,
} from '@tillhouse/shared/domains/access/step-up.ts';
import * as z from 'zod';
import { notSignedIn } from '../http/problem.ts';
import type { Access, Caller, Person } from './caller.ts';
import type { SessionState, Sessions } from './sessions.ts';

/** The row of the one table that an operation falls under. */
export function stepUpFor(operation: string, access: Access): StepUp | undefined {
  if (access.as !== 'staff' && access.as !== 'person') return undefined;
  return stepUpOf(operation, access.permission);
}

/** @throws HttpProblem 401 when the sign-in has ended; DomainError when its role asks for a factor it has not shown */
export function checkSession(
  person: Pick<Person, 'tenantId' | 'accountId' | 'staffId' | 'sessionId' | 'roleId' | 'secondFactor'>,
  state: SessionState | undefined,
  access: Access,
): void {
  const { sessionId, accountId, tenantId, staffId } = person;
  const same = state && state.accountId === accountId && state.tenantId === tenantId && state.staffId === staffId;
  if (sessionId !== null && (!same || state.ended)) {
    throw notSignedIn('This sign-in was ended. Nothing was changed. Sign in again.', 'auth.session-ended');
  }
  if (!person.secondFactor || ('unproven' in access && access.unproven)) return;
  if (!isStrong(state?.amr ?? [])) throw secondFactorMissing({ roleId: person.roleId });
}

interface Asked {
  readonly operation: string;
  readonly stepUp: StepUp;
  readonly caller: Caller;
  readonly body: unknown;
}

/** Where a trade happened, as its arguments say; null where they do not, and then the main store's limit counts. */
function placeIn(body: unknown): string | null {
  const decided = (body as { decided?: { locationId?: unknown } } | null)?.decided;
  return z.uuid().safeParse(decided?.locationId).data ?? null;
}

/**
 * Whoever is asked for a fresh factor has shown one lately, and a strong one where they have one.
 * A secret key passes: making it asked for one, and a program can show none.
 * @param returnLimit minor units that may be paid back without
 */
export async function checkStepUp(
  { operation, stepUp, caller, body }: Asked,
  sessions: Sessions,
  returnLimit: (tenantId: string, locationId: string | null) => Promise<number>,
  now: number,
): Promise<void> {
  if (caller.kind !== 'person') return;
  const limit = stepUp.over ? await returnLimit(caller.tenantId, placeIn(body)) : 0;
  if (!asksFor(stepUp, commandOf(operation), body, limit)) return;
  const state = caller.sessionId === null ? undefined : await sessions.fresh(caller.sessionId);
  const will = factorsThatDo(state?.has ?? { passkeys: 0, totp: false, recoveryCodes: 0 });
  const strongEnough = will[0] === 'password' || isStrong(state?.provenBy ?? []);
  const lately = state !== undefined && !state.ended && now - state.provenAt <= stepUp.minutes * 60_000;
  if (lately && strongEnough) return;
  const { name, what, minutes } = stepUp;
  throw stepUpNeeded({ stepUp: name, what, minutes, will });
}
