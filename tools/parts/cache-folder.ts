import { homedir } from 'node:os';
import { join } from 'node:path';

/** Where a part that tests use is kept once it was fetched: outside of the repository, for every clone of this user. */
export const cacheFolder = (part: string): string =>
  join(process.env['XDG_CACHE_HOME'] ?? join(homedir(), '.cache'), 'tillhouse', part);
