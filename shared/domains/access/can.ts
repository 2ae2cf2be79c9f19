import type { Permission } from './permissions.ts';

/** Whether it is held at all; how far it goes is asked of `rights.ts`. */
export function can(granted: readonly string[], permission: Permission): boolean {
  return granted.includes(permission);
}
