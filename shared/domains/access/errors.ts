import type { Factor } from './step-up.ts';
import { defineError } from '../../kernel/errors.ts';

export const pinOfAnother = defineError<{ staffId: string }>(
  'access.pin-of-another',
  'forbidden',
  () => 'Only a person who manages staff may set somebody else’s PIN. The PIN stays as it was.',
);

export const pinOfHigher = defineError<{ staffId: string; names: readonly string[] }>(
  'access.pin-of-higher',
  'forbidden',
  ({ names }) =>
    `This person may do what you may not (${names.join(', ')}), so their PIN is not yours to set. The PIN stays as it was; ask an owner, or let them set it themselves.`,
);

export const staffUnknown = defineError<{ staffId: string }>(
  'access.staff-unknown',
  'not-found',
  () => 'This person is not on the list of staff. Nothing was changed.',
);

export const roleUnknown = defineError<{ roleId: string }>(
  'access.role-unknown',
  'not-found',
  () => 'There is no such role. Nothing was changed; choose one of the roles listed.',
);

export const roleBuiltIn = defineError<{ roleId: string; name: string }>(
  'access.role-built-in',
  'refused',
  ({ name }) => `“${name}” comes with Tillhouse and stays as it is. Make a role of your own and change that one.`,
);

export const roleNameTaken = defineError<{ name: string }>(
  'access.role-name-taken',
  'conflict',
  ({ name }) => `There is a role called “${name}” already. Nothing was changed; choose another name.`,
);

export const permissionUnknown = defineError<{ names: readonly string[] }>(
  'access.permission-unknown',
  'invalid',
  ({ names }) => `There is no permission ${names.join(', ')}. Nothing was changed.`,
);

export const beyondOwnRights = defineError<{ names: readonly string[] }>(
  'access.beyond-own-rights',
  'forbidden',
  ({ names }) => `You cannot give what you do not have: ${names.join(', ')}. Nothing was changed.`,
);

export const lastOwner = defineError<{ staffId: string }>(
  'access.last-owner',
  'refused',
  () => 'This is the last owner of the store. Make somebody else an owner first.',
);

export const deviceRevoked = defineError<{ deviceId: string }>(
  'access.device-revoked',
  'refused',
  () => 'This device was revoked. Enrol it again with a new code.',
);

export const cloudOnly = defineError<{ command: string }>(
  'access.cloud-only',
  'refused',
  ({ command }) => `${command} is done by the cloud, not at a desk. Nothing was changed.`,
);

export const notAnOwner = defineError<{ staffId: string }>(
  'access.not-an-owner',
  'refused',
  () => 'Whoever offered the ownership is no owner any more. Nothing was changed; ask an owner to offer it again.',
);

const factorWords: Record<Factor, string> = {
  passkey: 'a passkey',
  totp: 'a code of your authenticator app',
  'recovery-code': 'a recovery code',
  password: 'your password',
};

/** @param factors in the order in which they are to be offered */
export const inWords = (factors: readonly Factor[]): string =>
  factors.map((factor) => factorWords[factor]).join(' or ');

export const stepUpNeeded = defineError<{ stepUp: string; what: string; minutes: number; will: readonly Factor[] }>(
  'access.step-up-needed',
  'forbidden',
  ({ what, minutes, will }) =>
    `${what} asks that you show again that it is you, if the last time is more than ${minutes} minutes ago. Nothing was changed. Show it with ${inWords(will)}, then do it again.`,
);

export const secondFactorMissing = defineError<{ roleId: string }>(
  'access.second-factor-missing',
  'forbidden',
  () =>
    'Your role asks for a second factor, and you have set up none. Nothing was changed. Set up a passkey or an authenticator app under Security first.',
);
