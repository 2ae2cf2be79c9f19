import { join } from 'node:path';
import { root } from '../launcher/paths.mjs';
import { type Child, runChild } from './child.ts';

/** A desk's host in a process of its own, to be ended and started again over one folder and at one address. */
export interface DeskProcess {
  /** Its file */
  readonly file: string;
  /** Resolves to an address that opens one window. */
  start(): Promise<string>;
  address(page: string): Promise<string>;
  end(signal: 'SIGTERM' | 'SIGKILL'): Promise<void>;
  /** What it said, for a failing test */
  output(): string;
}

export function deskProcess(of: { folder: string; cloudUrl: string; port: number }): DeskProcess {
  let child: Child | undefined;
  const addressOf = (line: string): string | undefined => {
    if (!line.startsWith('{"address"')) return undefined;
    return (JSON.parse(line) as { address: string }).address;
  };
  return {
    file: join(of.folder, 'desk.sqlite'),
    async start() {
      const screens = join(root, 'desktop/dist/renderer');
      child = runChild(join(import.meta.dirname, 'run-host.ts'), [of.folder, of.cloudUrl, String(of.port), screens]);
      return child.next(addressOf);
    },
    async address(page) {
      if (!child) throw new Error('the host is not running');
      child.say(page);
      return child.next(addressOf);
    },
    async end(signal) {
      await child?.end(signal);
      child = undefined;
    },
    output: () => child?.output().slice(-4000) ?? '(stopped)',
  };
}
