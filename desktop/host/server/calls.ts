import type { Calls } from '../define-call.ts';
import { sessionCalls } from '../session/session-calls.ts';

/** Every call of the bridge. */
export const calls: Partial<Calls> = {
  ...sessionCalls,
};
