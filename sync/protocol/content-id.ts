import { idFor } from './derive-id.ts';

const CONTENT = '5e3c0f6a-2d0c-4b0e-9c55-6f1c1a2b7d10';

/** Of a command's name, version and arguments as they were sent: the same again has the same. */
export function contentIdOf({ name, version, args }: { name?: unknown; version?: unknown; args?: unknown }): string {
  return idFor(CONTENT, JSON.stringify([name, version, args]));
}
