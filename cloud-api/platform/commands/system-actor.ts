import { permissionNames } from '@tillhouse/shared/domains/access/permissions.ts';
import type { Actor } from '@tillhouse/shared/kernel/define-mutator.ts';

/** Where commands come from that no enrolled device sent: the admin API, imports, the cloud itself. */
export const CLOUD_DEVICE = '00000000-0000-4000-8000-00000000c10d';

/** The cloud itself: opens stores, enrols devices, places what shoppers order. */
export const systemActor: Actor = {
  id: '00000000-0000-4000-8000-000000005e1f',
  name: 'Tillhouse',
  roleId: '00000000-0000-4000-8000-000000005e1f',
  permissions: permissionNames,
  system: true,
};
