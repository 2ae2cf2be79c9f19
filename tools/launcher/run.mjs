// Runs one of our TypeScript programs under Node 24 with everything it needs installed: node run.mjs SCRIPT.ts args…
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { childEnv } from './child.mjs';
import { ensureInstalled } from './install.mjs';
import { root } from './paths.mjs';
import { fail, Plain } from './progress.mjs';

const [script, ...args] = process.argv.slice(2);

try {
  if (!script) throw new Plain('Usage: node tools/launcher/run.mjs SCRIPT.ts [arguments]');
  const node = await ensureInstalled();
  // npm runs scripts in the repository's root; paths in a person's arguments are meant from where they stand.
  const cwd = process.env.INIT_CWD ?? process.cwd();
  const child = spawn(node, [join(root, script), ...args], { stdio: 'inherit', cwd, env: childEnv(node) });
  // The terminal sends Ctrl-C to both; the child decides when it ends.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'])
    process.on(signal, () => signal !== 'SIGINT' && child.kill(signal));
  child.on('error', fail);
  child.on('exit', (code, signal) => {
    process.exitCode = code ?? (signal === 'SIGINT' ? 130 : 143);
  });
} catch (error) {
  fail(error);
}
