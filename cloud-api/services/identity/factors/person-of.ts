import type { Caller, Person } from '../../../platform/auth/caller.ts';
import { notSignedIn } from '../../../platform/http/problem.ts';

/** Somebody in a sign-in of their own: what they show is noted with it. */
export interface InSession extends Person {
  readonly sessionId: string;
}

/** @throws HttpProblem for a token that names no sign-in */
export function inSession(caller: Caller): InSession {
  if (caller.kind === 'person' && caller.sessionId !== null) return { ...caller, sessionId: caller.sessionId };
  throw notSignedIn('This needs a sign-in of your own. Nothing was changed. Sign in again.', 'auth.session-needed');
}

/** For the audit. */
export const actorOf = ({ staffId, name }: Pick<Person, 'staffId' | 'name'>): { id: string; name: string } => ({
  id: staffId,
  name,
});
