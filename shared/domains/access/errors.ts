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

export const cloudItselfOnly = defineError<{ command: string }>(
  'access.cloud-itself-only',
  'forbidden',
  ({ command }) => `${command} is done by the cloud itself, not by a person or a key. Nothing was changed.`,
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
  pin: 'your PIN',
  badge: 'your badge',
  key: 'your security key',
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

interface About {
  readonly [name: string]: unknown;
  readonly name: string;
  readonly permission: string;
  /** Minor units or whole percent */
  readonly value?: number;
  readonly locationId?: string;
}

export const beyondLimit = defineError<About & { readonly limit: number }>(
  'access.beyond-limit',
  'forbidden',
  () => 'This goes beyond what you may do alone. Nothing was changed; let somebody approve it who may.',
);

export const notAtThisPlace = defineError<About>(
  'access.not-at-this-place',
  'forbidden',
  () =>
    'You may do this at your own location only. Nothing was changed; let somebody of this location do or approve it.',
);

export const approvalNeeded = defineError<About & { readonly second: boolean }>(
  'access.approval-needed',
  'forbidden',
  ({ second }) =>
    second
      ? 'In this store nobody does this alone. Nothing was changed; let a second person approve it.'
      : 'You may do this with an approval each time. Nothing was changed; ask somebody who may.',
);

export const approvalTooWeak = defineError<About & { readonly how: string; readonly approver: string }>(
  'access.approval-too-weak',
  'forbidden',
  ({ how, approver }) =>
    how === 'pin'
      ? `The PIN of ${approver} is not enough for this. Nothing was changed; it takes their badge or their yes at another device, or somebody who may do more.`
      : `${approver} may not do this alone either. Nothing was changed; ask somebody who may do more.`,
);

export const staffOfHigher = defineError<{ staffId: string; names: readonly string[] }>(
  'access.staff-of-higher',
  'forbidden',
  ({ names }) =>
    `This person may do what you may not (${names.join(', ')}), so only somebody who may do all of it changes them. Nothing was changed; ask an owner.`,
);

export const roleChangedMeanwhile = defineError<{ roleId: string; revision: number; base: number | null }>(
  'access.role-changed-meanwhile',
  'conflict',
  () =>
    'Somebody else changed this role since you looked at it. Nothing was changed; look at it as it is now and do it again.',
);

export const termsSenseless = defineError<{ terms: readonly string[] }>(
  'access.terms-senseless',
  'invalid',
  ({ terms }) => `These permissions have no such limit: ${terms.join(', ')}. Nothing was changed.`,
);

export const lendNotYours = defineError<{ names: readonly string[] }>(
  'access.lend-not-yours',
  'forbidden',
  ({ names }) =>
    `You cannot lend what you do not have yourself, or what is never lent: ${names.join(', ')}. Nothing was changed.`,
);

export const lendEnd = defineError<{ startsAt: number; endsAt: number }>(
  'access.lend-end',
  'invalid',
  () => 'Rights are lent until a later moment, ninety days away at most. Nothing was changed; choose another end.',
);

export const lendUnknown = defineError<{ id: string }>(
  'access.lend-unknown',
  'not-found',
  () => 'Nothing is lent under this number. Nothing was changed.',
);

export const lendOfAnother = defineError<{ id: string }>(
  'access.lend-of-another',
  'forbidden',
  () => 'Only the two people concerned and who manages staff may end this. Nothing was changed.',
);

export const securityKeyOfAnother = defineError<{ staffId: string }>(
  'access.security-key-of-another',
  'forbidden',
  () => 'Everybody adds their own security key; only removing one is for who manages staff. Nothing was changed.',
);

export const securityKeysFull = defineError<{ most: number }>(
  'access.security-keys-full',
  'conflict',
  ({ most }) =>
    `There are ${most} security keys already, which is as many as one person may have. Nothing was changed. Remove one first.`,
);

export const badgeOfAnother = defineError<{ staffId: string }>(
  'access.badge-of-another',
  'forbidden',
  () => 'Everybody enrols their own badge; only taking one away is for who manages staff. Nothing was changed.',
);
