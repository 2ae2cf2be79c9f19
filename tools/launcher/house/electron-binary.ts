import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { own, root } from '../paths.mjs';
import { during } from '../progress.mjs';

const folder = join(root, 'node_modules', 'electron');
const triedFile = join(own, 'electron-tried');
const limitMs = 60_000;

/** The program of an Electron that is there already. */
export function presentElectron(): string | undefined {
  const pathFile = join(folder, 'path.txt');
  if (!existsSync(pathFile)) return undefined;
  const program = join(folder, 'dist', readFileSync(pathFile, 'utf8').trim());
  return existsSync(program) ? program : undefined;
}

function fetchOnce(): Promise<string | undefined> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [join(folder, 'install.js')], {
      cwd: folder,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let output = '';
    const keep = (chunk: Buffer): void => {
      output = (output + chunk).slice(-4000);
    };
    child.stdout.on('data', keep);
    child.stderr.on('data', keep);
    const timer = setTimeout(() => {
      output = 'it did not come within 60 s';
      child.kill('SIGKILL');
    }, limitMs);
    child.on('error', (error) => resolve(error.message));
    child.on('close', (code) => {
      clearTimeout(timer);
      const line = output.split('\n').find((each) => /error|did not come/i.test(each));
      resolve(code === 0 ? undefined : (line ?? 'its download failed').trim());
    });
  });
}

const again = 'To try again: npm start -- --window';

/**
 * Electron's program for a window of its own. It comes from outside the package registry, so it is tried once, 60 s at
 * most, and never required.
 * @returns the program, or why there is none
 */
export async function electronBinary(tryAgain: boolean): Promise<{ program: string } | { reason: string }> {
  const there = presentElectron();
  if (there) return { program: there };
  if (!existsSync(join(folder, 'install.js'))) return { reason: 'Electron is not among the packages' };
  if (existsSync(triedFile) && !tryAgain) return { reason: `${readFileSync(triedFile, 'utf8')}. ${again}` };
  const failure = await during('Fetching Electron for a window of its own (once, 60 s at most)', fetchOnce);
  const program = presentElectron();
  if (program) return { program };
  const reason = `Electron could not be fetched (${failure ?? 'its program is missing after the download'})`;
  mkdirSync(dirname(triedFile), { recursive: true });
  writeFileSync(triedFile, reason);
  return { reason: `${reason}. ${again}` };
}
