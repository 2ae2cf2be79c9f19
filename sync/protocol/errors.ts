import { defineError } from '@tillhouse/shared/kernel/errors.ts';

/** HTTP 409: a counter was skipped. The desk sends again from `expectedSeq`. */
export const outOfOrder = defineError<{ expectedSeq: number; receivedSeq: number }>(
  'sync.out-of-order',
  'conflict',
  ({ expectedSeq }) =>
    `Changes arrived out of order. Nothing was lost or changed; the desk sends again from number ${expectedSeq}.`,
);

/** HTTP 409: this counter was used by another mutation, or the client id belongs to another device. */
export const reIdentify = defineError<{ reason: 'counter-reused' | 'other-device' }>(
  'sync.re-identify',
  'conflict',
  () =>
    'This desk’s file was copied or restored. Nothing was lost or changed; the desk takes a new number series and sends again.',
);

export const pushMalformed = defineError<{ problems: string[] }>(
  'sync.malformed-push',
  'invalid',
  ({ problems }) =>
    `The changes of this desk could not be read (${problems.join('; ')}). They stay queued at the desk; update Tillhouse and try again.`,
);
