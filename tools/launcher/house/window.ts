import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { root } from '../paths.mjs';
import { step } from '../progress.mjs';
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
  if ('program' in electron)
    return { kind: 'electron', program: electron.program, said: 'Electron, as a desk of its own' };
  return { kind: 'browser', said: `your browser: ${electron.reason}` };
}

/**
 * Opens a desk in Electron, over a folder of its own: it runs its own host, and one file has one host.
 * @returns how to close the window again
 */
export function openElectron(program: string, desk: { dataDir: string; cloudUrl: string }): () => Promise<void> {
  const env = { ...process.env, TILLHOUSE_DATA: desk.dataDir, TILLHOUSE_CLOUD: desk.cloudUrl };
  const child = spawn(program, [main], { stdio: 'ignore', env });
  const gone = new Promise<void>((done) => child.once('close', () => done()));
  child.once('error', (error) =>
    step(`The window could not be opened (${error.message}). Use the address above in a browser.`),
  );
  const kill = (): void => void child.kill();
  process.once('exit', kill);
  return async () => {
    process.off('exit', kill);
    if (child.pid === undefined || child.exitCode !== null) return;
    child.kill();
    await gone;
  };
}
