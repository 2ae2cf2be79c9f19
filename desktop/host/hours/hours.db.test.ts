import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Shown } from '../../bridge/hours-views.ts';
import { seedIds } from '../testing/seed-ids.ts';
import { bootDesk, PIN, seededFolder, type TestDesk } from '../testing/test-desk.ts';

let folder: Awaited<ReturnType<typeof seededFolder>>;
let desk: TestDesk;

beforeAll(async () => {
  folder = await seededFolder();
  desk = await bootDesk(folder.dataDir);
});
afterAll(async () => {
  await desk.host.close();
  folder.remove();
});

const say = (kind: 'in' | 'break' | 'back' | 'out', shown?: Shown, mutationId = randomUUID()) =>
  desk.bridge.call('hours.punch', { kind, mutationId, ...(shown && { shown }) });
const ellie = { staffId: seedIds.cashier, pin: PIN };
const here = async () => (await desk.bridge.query('hours.here', {})).map(({ name, state }) => [name, state]).sort();
const shifts = () => desk.bridge.query('hours.shifts', { from: '2020-01-01', to: '2199-12-31' });

test('people come and go by their PIN at a window where somebody else is signed in; a manager corrects what was forgotten', async () => {
  await expect(say('out', ellie)).rejects.toMatchObject({ code: 'hours.out-of-turn' });
  await expect(say('in', { ...ellie, pin: '135790' })).rejects.toMatchObject({ code: 'access.wrong-pin' });
  const once = randomUUID();
  expect(await say('in', ellie, once)).toEqual({ name: 'Ellie Roberts' });
  // Asked again after a lost answer, it was said once.
  await say('in', ellie, once);
  await say('in');
  await say('break');
  expect(await here()).toEqual([
    ['Ellie Roberts', 'in'],
    ['Priya Nair', 'break'],
  ]);
  // It waits in the queue like a sale, and is there after a restart.
  await desk.host.close();
  desk = await bootDesk(folder.dataDir);
  await expect(say('in', ellie)).rejects.toMatchObject({ code: 'hours.out-of-turn' });
  const [mine] = await shifts();
  if (!mine) throw new Error('Ellie came');
  const correct = (changes: object[]) =>
    desk.bridge.mutate('hours.correct', { staffId: seedIds.cashier, changes, reason: 'went at noon' });
  await expect(correct([{ replacesId: null, kind: 'out', at: Date.now() + 60_000 }])).rejects.toMatchObject({
    code: 'hours.correction-ahead',
  });
  await expect(correct([{ replacesId: randomUUID(), kind: 'out', at: mine.startedAt }])).rejects.toMatchObject({
    code: 'hours.correction-unknown',
  });
  const came = mine.startedAt - 3 * 3_600_000;
  await correct([
    { replacesId: mine.firstId, kind: 'in', at: came },
    { replacesId: null, kind: 'out', at: came + 2 * 3_600_000 },
  ]);
  const [after] = await shifts();
  expect(after).toMatchObject({ name: 'Ellie Roberts', state: 'done', worked: 2 * 3_600_000 });
  expect(after?.corrections).toMatchObject([
    { by: 'Priya Nair', reason: 'went at noon' },
    { by: 'Priya Nair', reason: 'went at noon' },
  ]);
  await desk.bridge.call('session.signOut', {});
  await desk.bridge.call('session.signInWithPin', ellie);
  await expect(correct([{ replacesId: null, kind: 'out', at: came }])).rejects.toThrow();
  await expect(shifts()).rejects.toThrow();
});
