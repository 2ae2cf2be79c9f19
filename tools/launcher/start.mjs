// `npm start`: Node 24 and the packages, then the house itself (house.ts) under Node 24.
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { childEnv } from './child.mjs';
import { ensureInstalled } from './install.mjs';
import { root } from './paths.mjs';
import { fail, step } from './progress.mjs';
import { watchSources } from './watch-sources.mjs';

/** The house said why it could not start; starting it again changes nothing. */
const refused = 1;

function startHouse(node, args) {
  // The channel tells the house when we are gone, even by kill -9, so that nothing keeps running alone.
  return spawn(node, [join(root, 'tools/launcher/house.ts'), ...args], {
    stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
    cwd: process.env.INIT_CWD ?? process.cwd(),
    env: childEnv(node),
  });
}

try {
  const args = process.argv.slice(2);
  const node = await ensureInstalled();
  let house = startHouse(node, args);
  let stopping = false;
  let again = false;
  let heard = 0;
  let sent = 0;

  const listen = () => {
    house.on('error', fail);
    house.on('exit', onExit);
    house.on('message', (message) => {
      if (message === 'heard-sigint') heard += 1;
    });
  };
  const onExit = (code, signal) => {
    if (again && !stopping && code !== refused) {
      again = false;
      house = startHouse(node, [...args.filter((arg) => arg !== '--reset'), '--no-open']);
      listen();
      return;
    }
    process.exit(code ?? (signal === 'SIGINT' ? 130 : 143));
  };
  listen();

  // Ctrl-C in a terminal reaches the house by itself, and it says so; sent to us alone it is passed on. Passing it on
  // always would look to the house like a second Ctrl-C, which makes it end the hard way.
  process.on('SIGINT', () => {
    stopping = true;
    sent += 1;
    setTimeout(() => {
      if (heard < sent) house.kill('SIGINT');
    }, 200);
  });
  for (const signal of ['SIGTERM', 'SIGHUP']) {
    process.on(signal, () => {
      stopping = true;
      house.kill('SIGTERM');
    });
  }
  if (args.includes('--dev')) {
    watchSources(() => {
      if (again) return;
      again = true;
      step('A source changed; starting again …');
      house.kill('SIGTERM');
    });
  }
} catch (error) {
  fail(error);
}
