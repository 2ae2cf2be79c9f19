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
