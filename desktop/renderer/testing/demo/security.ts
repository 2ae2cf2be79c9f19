import type { BridgeProblem } from '../../../bridge/contract.ts';
import type { SecurityState } from '../../../bridge/security-views.ts';
import { NOW } from './catalog.ts';

const HOUR = 3_600_000;

const state: NonNullable<SecurityState> = {
  email: 'priya.nair@larkhall.example',
  passkeys: [
    {
      id: '5b0f6a1e-0000-4000-8000-000000000001',
      name: 'Office Mac',
      createdAt: NOW - 90 * 24 * HOUR,
      lastUsedAt: NOW - 2 * HOUR,
      backedUp: true,
      cloned: false,
    },
    {
      id: '5b0f6a1e-0000-4000-8000-000000000002',
      name: 'Blue key',
      createdAt: NOW - 400 * 24 * HOUR,
      lastUsedAt: NOW - 30 * 24 * HOUR,
      backedUp: false,
      cloned: true,
    },
  ],
  totp: true,
  recoveryCodes: 2,
  required: true,
  will: ['passkey', 'totp', 'recovery-code'],
  sessions: [
    {
      id: '5b0f6a1e-0000-4000-8000-000000000011',
      label: 'Office Mac',
      current: true,
      signedInAt: NOW - 3 * HOUR,
      lastSeenAt: NOW,
      amr: ['hwk', 'user', 'mfa'],
    },
    {
      id: '5b0f6a1e-0000-4000-8000-000000000012',
      label: 'Safari on iOS',
      current: false,
      signedInAt: NOW - 50 * HOUR,
      lastSeenAt: NOW - 20 * HOUR,
      amr: ['pwd', 'otp'],
    },
  ],
};

/** A cloud that shows how somebody signs in, and asks for a fresh factor before anything changes. */
/** @param alone nobody signed in to it at this desk */
export function securityAnswer(name: string, alone: boolean): unknown {
  if (name === 'security.state') return alone ? null : state;
  throw {
    code: 'access.step-up-needed',
    kind: 'forbidden',
    message: 'Changing how you sign in asks that you show again that it is you.',
    details: { stepUp: 'own-sign-in', what: 'Changing how you sign in', minutes: 10, will: state.will },
  } satisfies BridgeProblem;
}
