import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { root } from '../paths.mjs';

export type Clone = { path: string; remove(): void };

/** A fresh clone of what is committed, under a path as people really have them: spaces, other letters, closed to others. */
export function freshClone(name = 'Läden & Söhne'): Clone {
  const parent = mkdtempSync(join(tmpdir(), 'tillhouse-clone-'));
  const path = join(parent, name);
  execFileSync('git', ['clone', '--quiet', '--depth', '1', `file://${root}`, path]);
  return { path, remove: () => rmSync(parent, { recursive: true, force: true }) };
}

/** A second clone that was installed before: what npm put into the first is copied, the data is not. */
export function installedCloneOf(clone: Clone, name: string): Clone {
  const other = freshClone(name);
  const copy = { recursive: true, verbatimSymlinks: true } as const;
  cpSync(join(clone.path, 'node_modules'), join(other.path, 'node_modules'), copy);
  mkdirSync(join(other.path, '.tillhouse'));
  cpSync(join(clone.path, '.tillhouse', 'node'), join(other.path, '.tillhouse', 'node'), copy);
  return other;
}

/** The environment of a person's shell: this system's own Node and npm, and none of the settings of the npm that runs the tests. */
export function personsEnv(extra: NodeJS.ProcessEnv = {}): NodeJS.ProcessEnv {
  const kept = Object.entries(process.env).filter(
    ([name]) => !/^(npm_|INIT_CWD$|NODE_|VITEST|DISPLAY$|WAYLAND|CI$)/.test(name) || name === 'NODE_EXTRA_CA_CERTS',
  );
  const path = (process.env['PATH'] ?? '')
    .split(delimiter)
    .filter((folder) => !/node_modules|\.tillhouse/.test(folder));
  return { ...Object.fromEntries(kept), PATH: path.join(delimiter), ...extra };
}

/** No registry can be reached: neither directly nor through a proxy. */
export const noNetwork: NodeJS.ProcessEnv = {
  npm_config_registry: 'http://127.0.0.1:9',
  HTTP_PROXY: 'http://127.0.0.1:9',
  HTTPS_PROXY: 'http://127.0.0.1:9',
  http_proxy: 'http://127.0.0.1:9',
  https_proxy: 'http://127.0.0.1:9',
  NO_PROXY: '',
};
