// `npm start`: Node 24 and the packages, then the house itself (house.ts) under Node 24.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { programEnv } from './child.mjs';
import { ensureInstalled } from './install.mjs';
import { watchNpm } from './npm-above.mjs';
import { root } from './paths.mjs';
import { during, fail, step } from './progress.mjs';
import { watchSources } from './watch-sources.mjs';

/** The house said why it could not start; starting it again changes nothing. */
const refused = 1;

function startHouse(node, args) {
  // The channel tells the house when we are gone, even by kill -9, so that nothing keeps running alone.
  const house = spawn(node, [join(root, 'tools/launcher/house.ts'), ...args], {
    stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
    cwd: process.env.INIT_CWD ?? process.cwd(),
    env: programEnv(node),
  });
  // While its program is read it cannot speak for itself; on a busy or slow machine that takes more than 2 s.
  void during('Loading the house', async () => {
    await Promise.race([once(house, 'message'), once(house, 'exit'), once(house, 'error')]).catch(() => {});
  });
  return house;
}

try {
  const args = process.argv.slice(2);
  const node = await ensureInstalled();
  const dev = args.includes('--dev');
  let house = startHouse(node, args);
  let stopping = false;
  let again = false;

  const startAgain = () => {
    again = false;
    house = startHouse(node, [...args.filter((arg) => arg !== '--reset'), '--no-open']);
    listen();
  };
  const onExit = (code, signal) => {
    house = undefined;
    if (again && !stopping) startAgain();
    else if (dev && code === refused && !stopping) step('Not standing; waiting for a change …');
    else process.exit(code ?? (signal === 'SIGINT' ? 130 : 143));
  };
  const listen = () => {
    house.on('error', fail);
    house.on('exit', onExit);
  };
  listen();

  // In a terminal Ctrl-C reaches the house by itself too; it takes both for one.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
    process.on(signal, () => {
      stopping = true;
      if (!house) process.exit(0);
      house.kill(signal);
    });
  }
  watchNpm(() => {
    stopping = true;
    house?.kill('SIGTERM');
  });
  if (dev) {
    watchSources(() => {
      if (again || stopping) return;
      step('A source changed; starting again …');
      again = true;
      if (house) house.kill('SIGTERM');
      else startAgain();
    });
  }
} catch (error) {
  fail(error);
}
