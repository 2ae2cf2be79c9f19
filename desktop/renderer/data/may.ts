import type { PersonSummary } from '../../bridge/views.ts';
import { can, type Permission } from '@tillhouse/shared/domains/access/permissions.ts';

/** Whether a command is offered; the host and the cloud check it again. */
export function may(person: PersonSummary, permission: Permission): boolean {
  return can(person.permissions, permission);
}
