import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { openSmallShop, personAs, shop } from '../../testing/small-shop.ts';
import { openTwoEngines, testId, type TwoEngines } from '../../testing/two-engines.ts';
import { punches } from './schema.ts';

let two: TwoEngines;
beforeAll(async () => {
  two = await openTwoEngines();
});
afterAll(() => two.close());
beforeEach(async () => {
  await two.clear();
  await openSmallShop(two);
});

const come = { kind: 'in', locationId: shop.bath };
const till = { actor: personAs('Till') };
const id = testId(0x910);

test('what is said is written down once, however often it is sent, and only of oneself', async () => {
  const { args } = await two.runOn(two.sqlite, 'hours.punch', come, till, id, true);
  for (let time = 0; time < 2; time++)
    await two.runOn(two.postgres, 'hours.punch', args, { ...till, authority: true }, id, false);
  const { punches: kept } = await two.snapshot(two.postgres);
  expect(kept).toMatchObject([{ kind: 'in', staffId: till.actor.id, actorId: till.actor.id, locationId: shop.bath }]);
});

test('a desk refuses what does not follow; the cloud takes what two desks said without a line', async () => {
  await two.run('hours.punch', come, till);
  await two.refuse('hours.punch', come, 'hours.out-of-turn', till);
  await two.runOn(two.postgres, 'hours.punch', come, { ...till, authority: true }, id, false);
  expect((await two.snapshot(two.postgres)).punches).toHaveLength(2);
});

test('a correction needs the right to manage staff and a reason, and leaves what was said', async () => {
  await two.run('hours.punch', come, till);
  const [said] = await two.rows(punches);
  const at = Number(said?.at) - 60_000;
  const change = {
    staffId: till.actor.id,
    changes: [{ replacesId: said?.id, kind: 'in', at }],
    reason: 'clock was wrong',
  };
  await two.refuse('hours.correct', change, 'command.forbidden', till);
  await two.refuse('hours.correct', { ...change, reason: '  ' }, 'command.invalid-arguments');
  await two.run('hours.correct', change);
  await two.refuse('hours.correct', change, 'hours.correction-unknown');
  const rows = (await two.rows(punches)).map(({ at: when, replacesId, reason }) => [when, replacesId, reason]);
  expect(rows).toEqual(
    expect.arrayContaining([
      [said?.at, null, ''],
      [at, said?.id, 'clock was wrong'],
    ]),
  );
});
