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

/** HTTP 409: this desk is newer than the cloud, which does not know a command of it yet. */
export const cloudTooOld = defineError<{ name: string; version: number }>(
  'sync.cloud-too-old',
  'conflict',
  ({ name, version }) =>
    `The cloud does not know ${name} (version ${version}) yet. Nothing was lost: it waits at this desk with all that came after it. Update the cloud.`,
);

/** HTTP 409: no step leads from the command's version to the cloud's. */
export const deskTooOld = defineError<{ name: string; version: number }>(
  'sync.desk-too-old',
  'conflict',
  ({ name, version }) =>
    `The cloud no longer takes ${name} (version ${version}). Nothing was lost: it waits at this desk with all that came after it. Update this desk.`,
);

export const impossibleDate = defineError<{ occurredAt: number; now: number }>(
  'sync.impossible-date',
  'invalid',
  () =>
    'By its date this happened in the future or long before this desk was cut off. It is kept whole and outside of money until somebody has looked at it; check the clock of this desk.',
);

export const unknownActor = defineError<{ actorId: string }>(
  'sync.unknown-actor',
  'invalid',
  () =>
    'Nobody of this store did this, by its own account. It is kept whole and outside of money until somebody has looked at it.',
);

export const idReused = defineError<{ mutationId: string }>(
  'sync.id-reused',
  'invalid',
  () =>
    'Something else was done under this id before. The first stands; this one is kept whole until somebody has looked at it.',
);

/** At the desk, before anything is written. */
export const tooLarge = defineError<{ name: string; bytes: number }>(
  'sync.too-large',
  'refused',
  ({ bytes }) =>
    `This is too much for one step (${Math.ceil(bytes / 1024)} KB). Nothing was changed; do it in several smaller steps.`,
);
