// One of our TypeScript programs, under Node 24, with everything it needs installed.
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { programEnv } from './child.mjs';
import { ensureInstalled } from './install.mjs';
import { root } from './paths.mjs';
import { fail } from './progress.mjs';

/** Runs it with our input and output, and ends with its exit code. */
export async function runScript(script, args) {
  try {
    const node = await ensureInstalled();
    // npm runs scripts in the repository's root; paths in a person's arguments are meant from where they stand.
    const cwd = process.env.INIT_CWD ?? process.cwd();
    const child = spawn(node, [join(root, script), ...args], { stdio: 'inherit', cwd, env: programEnv(node) });
    // The terminal sends Ctrl-C to both; the child decides when it ends.
    process.on('SIGINT', () => {});
    for (const signal of ['SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
    child.on('error', fail);
    child.on('exit', (code, signal) => {
      process.exitCode = code ?? (signal === 'SIGINT' ? 130 : 143);
    });
  } catch (error) {
    fail(error);
  }
}
