import * as z from 'zod/mini';
import { defineEvent } from '../../kernel/define-event.ts';

export const staffChanged = defineEvent({
  name: 'access.staff-changed',
  version: 1,
  aggregate: 'staffId',
  payload: z.object({ staffId: z.string(), roleId: z.string(), status: z.string() }),
  doc: 'A person was added or changed, or their PIN was set.',
});

export const roleChanged = defineEvent({
  name: 'access.role-changed',
  version: 1,
  aggregate: 'roleId',
  payload: z.object({ roleId: z.string(), permissions: z.array(z.string()) }),
  doc: 'What a role allows was changed.',
});

export const deviceChanged = defineEvent({
  name: 'access.device-changed',
  version: 1,
  aggregate: 'deviceId',
  payload: z.object({ deviceId: z.string(), status: z.string() }),
  doc: 'A device was enrolled, changed or revoked.',
});

export const signInPolicyChanged = defineEvent({
  name: 'access.sign-in-policy-changed',
  version: 1,
  aggregate: 'roleId',
  payload: z.object({ roleId: z.string(), secondFactor: z.string() }),
  doc: 'Whether a role must sign in with a second factor was changed.',
});

export const signedInAnew = defineEvent({
  name: 'access.signed-in-anew',
  version: 1,
  aggregate: 'staffId',
  payload: z.object({ staffId: z.string(), sessionId: z.string(), label: z.string() }),
  doc: 'A person signed in from a device or browser that had not signed them in before.',
});

export const approvalAsked = defineEvent({
  name: 'access.approval-asked',
  version: 1,
  aggregate: 'approvalId',
  payload: z.object({ approvalId: z.string(), permission: z.string() }),
  doc: 'Somebody asked for an approval.',
});

export const approvalDecision = defineEvent({
  name: 'access.approval-decided',
  version: 1,
  aggregate: 'approvalId',
  payload: z.object({ approvalId: z.string(), status: z.string() }),
  doc: 'Somebody said yes or no to what was asked.',
});

export const storeChange = defineEvent({
  name: 'access.store-changed',
  version: 1,
  aggregate: 'storeId',
  payload: z.object({ storeId: z.string(), open: z.boolean() }),
  doc: 'A store was opened, changed, closed or opened again.',
});
