// Child processes of the launcher: npm of this machine under a Node of our choice.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { own } from './paths.mjs';

/** npm sets these for its scripts; an npm inside it would take them for its own settings. The registry's settings stay. */
const leftOut =
  /^(npm_lifecycle_|npm_package_|npm_command|npm_config_(local_prefix|global_prefix|prefix|workspaces?|dry_run|nodedir)$|INIT_CWD$)/i;

/** The environment for a child, with `node`'s directory first on the path. */
export function childEnv(node) {
  const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !leftOut.test(name)));
  const pathName = Object.keys(env).find((name) => name.toUpperCase() === 'PATH') ?? 'PATH';
  env[pathName] = `${dirname(node)}${delimiter}${env[pathName] ?? ''}`;
  return env;
}

/**
 * The same for a program of ours. What Node compiled of it is kept for the next start, its types taken off already: that is
 * half of the work of starting a desk.
 */
export function programEnv(node) {
  return { NODE_COMPILE_CACHE: join(own, 'compiled'), ...childEnv(node) };
}

/** npm's own program: that which started us, or the one beside this Node. */
function npmProgram() {
  const places = [
    process.env.npm_execpath,
    join(dirname(process.execPath), 'node_modules', 'npm', 'bin', 'npm-cli.js'),
    join(dirname(process.execPath), '..', 'lib', 'node_modules', 'npm', 'bin', 'npm-cli.js'),
    '/usr/share/nodejs/npm/bin/npm-cli.js',
  ];
  return places.find((place) => place && /npm-cli\.js$/.test(place) && existsSync(place));
}

/**
 * Runs npm under the given Node.
 * @returns {Promise<{ code: number, output: string }>} with what it printed, for the message when it fails
 */
export function npm(node, args, cwd) {
  const program = npmProgram();
  const all = [...args, '--no-audit', '--no-fund', '--no-update-notifier', '--loglevel=error'];
  const env = childEnv(node);
  if (program) return run(node, [program, ...all], { cwd, env });
  return run('npm', all, { cwd, env, shell: process.platform === 'win32' });
}

/** Runs a program to its end and keeps what it said. Never rejects: a program that is not there has code 127. */
export function run(program, args, options = {}) {
  return new Promise((resolve) => {
    const child = spawn(program, args, { stdio: ['ignore', 'pipe', 'pipe'], windowsHide: true, ...options });
    let output = '';
    const keep = (chunk) => {
      output = (output + chunk).slice(-20_000);
    };
    child.stdout.on('data', keep);
    child.stderr.on('data', keep);
    child.on('error', (error) => resolve({ code: 127, output: error.message }));
    child.on('close', (code, signal) => resolve({ code: code ?? (signal ? 130 : 1), output: output.trim() }));
  });
}
