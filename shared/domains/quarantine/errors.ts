import { defineError } from '../../kernel/errors.ts';

export const caseUnknown = defineError<{ caseId: string }>(
  'quarantine.case-unknown',
  'not-found',
  () => 'This case is not there. Nothing was changed; look at the list again.',
);

export const alreadyDecided = defineError<{ caseId: string; status: string; decidedBy: string }>(
  'quarantine.already-decided',
  'conflict',
  ({ status, decidedBy }) =>
    `${decidedBy || 'Somebody'} was first and ${status === 'accepted' ? 'counted it' : 'set it aside'}. That stands and nothing was changed; talk to each other if it should be otherwise.`,
);

/** What is wrong with the fact itself; the case stays open. */
export const cannotCount = defineError<{ caseId: string; cause: string; why: string }>(
  'quarantine.cannot-count',
  'refused',
  ({ why }) =>
    `It cannot be counted as it stands: ${why} It is kept whole and nothing was changed. Enter what really happened as a new sale or movement, then set this aside.`,
);
