import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../paths.mjs';
import { whyNoDisplay } from './display.ts';
import { electronBinary } from './electron-binary.ts';

export type Window =
  | { kind: 'electron'; program: string; said: string }
  /** Said in the block: why the screens are in a browser, and the command to try again. */
  | { kind: 'browser'; said: string }
  | { kind: 'none'; said: string };

const main = join(root, 'desktop', 'dist', 'main.mjs');

/** What the screens will be shown in: Electron where it can be had, else the browser, else nothing. */
export async function chooseWindow(options: { open: boolean; window: boolean }): Promise<Window> {
  if (!options.open) return { kind: 'none', said: 'none opened (--no-open)' };
  const noDisplay = whyNoDisplay();
  if (noDisplay) return { kind: 'none', said: `none opened: ${noDisplay}. With a display: npm start -- --window` };
  const electron = await electronBinary(options.window);
  if ('program' in electron && existsSync(main))
    return { kind: 'electron', program: electron.program, said: 'Electron' };
  const reason = 'reason' in electron ? electron.reason : 'the Electron program of the desk is not built';
  return { kind: 'browser', said: `your browser: ${reason}` };
}

/** Opens the desk in Electron; it runs a host of its own over the desk's folder. */
export function openElectron(program: string, desk: { dataDir: string; cloudUrl: string }): ChildProcess {
  const env = { ...process.env, TILLHOUSE_DATA: desk.dataDir, TILLHOUSE_CLOUD: desk.cloudUrl };
  return spawn(program, [main], { stdio: 'ignore', env, detached: process.platform !== 'win32' });
}
