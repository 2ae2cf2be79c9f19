import { createContext, useContext } from 'react';
import type { PersonSummary, SessionState } from '../../bridge/views.ts';

/** A session with somebody at the desk. */
export interface OpenSession extends SessionState {
  readonly person: PersonSummary;
  readonly store: NonNullable<SessionState['store']>;
}

export function isOpen(session: SessionState): session is OpenSession {
  return session.enrolled && session.person !== null && session.store !== null;
}

export const SessionContext = createContext<OpenSession | null>(null);

/** The person, store and device of this desk; only below the sign-in gate. */
export function useSession(): OpenSession {
  const session = useContext(SessionContext);
  if (!session) throw new Error('nobody is signed in here');
  return session;
}
