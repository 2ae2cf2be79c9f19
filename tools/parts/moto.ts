import { type ChildProcess, execFile, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { cacheFolder } from './cache-folder.ts';
import { freePort } from './ports.ts';

const run = promisify(execFile);
const VERSION = '5.2.5';
const folder = cacheFolder(`moto-${VERSION}`);
const program = join(folder, 'bin', 'moto_server');

export interface RunningMoto {
  /** Answers as AWS KMS, S3, SES and others do */
  readonly url: string;
  stop(): Promise<void>;
}

/** Why AWS' services cannot be stood in for here; undefined where they can. Installs moto from PyPI on first use. */
export async function whyNoMoto(): Promise<string | undefined> {
  if (existsSync(program)) return undefined;
  const how = `To run it: install python3-venv, with PyPI reachable (moto[server] ${VERSION})`;
  if (spawnSync('python3', ['-c', 'import venv, ensurepip']).status !== 0)
    return `Python with venv was not found, so AWS KMS is not tested. ${how}`;
  const draft = `${folder}.${process.pid}`;
  try {
    mkdirSync(folder.slice(0, folder.lastIndexOf('/')), { recursive: true });
    await run('python3', ['-m', 'venv', draft]);
    const install = ['-m', 'pip', 'install', '--quiet', '--no-input', `moto[server]==${VERSION}`];
    await run(join(draft, 'bin', 'python'), install, { timeout: 180_000 });
    // Its scripts name the folder they were made in; it is started through Python instead.
    if (!existsSync(folder)) renameSync(draft, folder);
    return undefined;
  } catch (error) {
    return `moto could not be installed from PyPI (${String(error).split('\n')[0]}), so AWS KMS is not tested. ${how}`;
  } finally {
    rmSync(draft, { recursive: true, force: true });
  }
}

/** Starts moto's server on a free port of loopback. @throws where it does not answer within 30 s */
export async function startMoto(): Promise<RunningMoto> {
  const port = await freePort();
  const child = spawn(
    join(folder, 'bin', 'python'),
    ['-c', 'from moto.server import main; main()', '-H', '127.0.0.1', '-p', String(port)],
    { stdio: 'ignore' },
  );
  const onExit = (): void => void child.kill('SIGKILL');
  process.once('exit', onExit);
  const url = `http://127.0.0.1:${port}`;
  await answers(child, url);
  return {
    url,
    stop: async () => {
      process.off('exit', onExit);
      if (child.exitCode !== null || child.signalCode !== null) return;
      const gone = once(child, 'exit');
      child.kill('SIGKILL');
      await gone;
    },
  };
}

async function answers(child: ChildProcess, url: string): Promise<void> {
  const until = Date.now() + 30_000;
  while (Date.now() < until) {
    if (child.exitCode !== null) throw new Error(`moto ended with code ${child.exitCode}`);
    const up = await fetch(`${url}/moto-api/`).then(
      (response) => response.ok,
      () => false,
    );
    if (up) return;
    await sleep(100);
  }
  child.kill('SIGKILL');
  throw new Error('moto did not answer within 30 s');
}
