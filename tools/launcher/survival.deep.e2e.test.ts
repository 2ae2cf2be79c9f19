import { createServer } from 'node:net';
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest';
import { type Clone, freshClone, installedCloneOf, noNetwork } from './testing/clone.ts';
import { killTree, processesIn, type StartedHouse, startHouse } from './testing/started-house.ts';
import { allGone, killAll } from './testing/ending.ts';

/**
 * `npm start` as people meet it: a fresh clone under a path with spaces and other letters that only its owner may enter,
 * by root where the tests run as root, without a display, with this system's own Node. The tests build on each other.
 */
let clone: Clone;
beforeAll(() => {
  clone = freshClone();
});
// A test that fails must not leave its house standing for the next.
afterEach(() => killAll(clone.path));
afterAll(() => clone.remove());

/** Figures for people to read: on a machine that does other things too, only a silence of twice the promised 2 s is a fault. */
function tellTimes(which: string, { took, longestSilence, silentAfter }: StartedHouse): void {
  const silent = `never silent for longer than ${longestSilence.toFixed(1)} s (after ${silentAfter || 'npm start'})`;
  console.info(`${which}: ${took.toFixed(1)} s, ${silent}`);
  expect(longestSilence).toBeLessThan(4);
}

async function answers(url: string): Promise<number> {
  return (await fetch(url)).status;
}

/** Asks for a stop as Ctrl-C in a terminal does: every process of the command gets the signal. */
async function ctrlC(house: StartedHouse): Promise<string> {
  process.kill(-(house.child.pid as number), 'SIGINT');
  await house.ended;
  return house.output();
}

test('an install that was killed in the middle is taken up again', async () => {
  await expect(
    startHouse(clone.path, ['--no-open'], {}, { killAt: /Installing packages, \d+ s so far/ }),
  ).rejects.toThrow(/killed/);
  await killAll(clone.path);
});

test('a fresh clone comes up with one command, without a display, and Ctrl-C stops all it started', async () => {
  const house = await startHouse(clone.path, []);
  expect(house.output()).toMatch(/no display/);
  expect(await answers(house.address('API'))).toBe(200);
  expect(await answers(house.address('Back office'))).toBe(200);
  expect(await answers(house.address('Demo shop page'))).toBe(200);
  expect(house.output()).toMatch(/Installing packages, \d+ s so far/);
  tellTimes('first start', house);
  expect(await ctrlC(house)).toContain('Your data is kept');
  expect(await allGone(clone.path)).toEqual([]);
});

test('the second start needs no network and finds the data of the first', async () => {
  const house = await startHouse(clone.path, ['--no-open'], noNetwork);
  expect(house.output()).not.toMatch(/Installing|Fetching|Making the demo shop/);
  tellTimes('second start', house);
  expect(await answers(house.address('API'))).toBe(200);
  await ctrlC(house);
});

test('after kill -9 of everything at once the next start comes up', async () => {
  const house = await startHouse(clone.path, ['--no-open']);
  killTree(clone.path);
  await house.ended;
  const next = await startHouse(clone.path, ['--no-open']);
  expect(await answers(next.address('API'))).toBe(200);
  await ctrlC(next);
});

test.each([
  ['the launcher', /node\S* tools\/launcher\/start\.mjs/],
  ['npm', /^npm start/],
])('after kill -9 of %s alone nothing keeps running', async (_name, command) => {
  const house = await startHouse(clone.path, ['--no-open']);
  const victims = processesIn(clone.path).filter(
    (each) => command.test(each.command) && !each.command.startsWith('sh'),
  );
  expect(victims.length).toBeGreaterThan(0);
  for (const { pid } of victims) process.kill(pid, 'SIGKILL');
  await house.ended;
  expect(await allGone(clone.path)).toEqual([]);
});

test('taken ports are passed over, and two clones stand side by side; a second start over the same data is told so', async () => {
  const taken = createServer();
  await new Promise<void>((done) => taken.listen(0, '127.0.0.1', done));
  const port = String((taken.address() as { port: number }).port);
  const one = await startHouse(clone.path, ['--no-open', '--port', port]);
  expect(one.output()).toContain(`Port ${port} is taken`);

  const otherClone = installedCloneOf(clone, 'other shop');
  try {
    const other = await startHouse(otherClone.path, ['--no-open', '--port', port]);
    expect(other.address('API')).not.toBe(one.address('API'));
    expect(await answers(one.address('API'))).toBe(200);
    expect(await answers(other.address('API'))).toBe(200);
    await ctrlC(other);
  } finally {
    await killAll(otherClone.path);
    otherClone.remove();
  }

  await expect(startHouse(clone.path, ['--no-open'])).rejects.toThrow(/already runs/);
  expect(await answers(one.address('API'))).toBe(200);
  taken.close();
  await ctrlC(one);
});

test('a second Ctrl-C ends at once, and still leaves nothing running', async () => {
  const house = await startHouse(clone.path, ['--no-open']);
  process.kill(-(house.child.pid as number), 'SIGINT');
  await vi.waitFor(() => expect(house.output()).toContain('Stopping'), { timeout: 10_000, interval: 5 });
  try {
    process.kill(-(house.child.pid as number), 'SIGINT');
  } catch (error) {
    // The first was quick enough to leave nobody to tell.
    expect(error).toMatchObject({ code: 'ESRCH' });
  }
  await house.ended;
  expect(await allGone(clone.path)).toEqual([]);
});

test('--reset begins again, --data keeps a second shop elsewhere', async () => {
  const house = await startHouse(clone.path, ['--no-open', '--reset']);
  expect(house.output()).toMatch(/Throwing away the data/);
  expect(house.output()).toMatch(/Making the demo shop/);
  const second = await startHouse(clone.path, ['--no-open', '--data', 'zweiter Laden']);
  expect(await answers(second.address('API'))).toBe(200);
  expect(await answers(house.address('API'))).toBe(200);
  await ctrlC(second);
  await ctrlC(house);
});
