import { expect, test } from 'vitest';
import { seededChance } from './seeded-chance.ts';
import { SimCloud } from './sim-cloud.ts';
import { SimDesk } from './sim-desk.ts';

const DAY = 86_400_000;

test('a till that was offline for thirty days, with 2,000 sales queued, syncs without a person', {
  timeout: 120_000,
}, async () => {
  const chance = seededChance(30);
  let now = 1_700_000_000_000;
  const cloud = new SimCloud({ chance, now: () => now });
  const handles = new Map([...cloud.logs.keys()].map((table) => [table, `${table}-1`]));
  const desks = [0, 1].map(() => new SimDesk({ chance, cloud, deviceId: chance.uuid(), now: () => now, handles }));
  const [till, office] = desks as [SimDesk, SimDesk];
  const takeIn = async (desk: SimDesk): Promise<void> => {
    for (const table of [...desk.puller.shapes.keys(), 'sync_outcomes']) await desk.deliver(table, false);
    await desk.puller.advance();
  };
  for (const desk of desks) await desk.open();
  const itemIds = Array.from({ length: 20 }, () => chance.uuid());
  for (const [at, id] of itemIds.entries()) await office.mutate('sim.createItem', { id, sku: `sku-${at}` });
  await office.push('none');
  for (const desk of desks) await takeIn(desk);

  for (let sold = 0; sold < 2_000; sold += 1) {
    now += (30 * DAY) / 2_000;
    await till.mutate('sim.recordSale', { itemId: chance.pick(itemIds), units: 1 });
    if (sold % 100 === 0) await till.mutate('sim.retitle', { id: chance.pick(itemIds), title: `title ${sold}` });
    if (sold % 50 === 0) {
      const itemId = chance.pick(itemIds);
      await office.mutate('sim.recordSale', { itemId, units: 2 });
      await office.mutate('sim.retitle', { id: itemId, title: `office ${sold}` });
      await office.push('none');
    }
  }
  const lines = ['none', 'none', 'drop-response', 'none', 'drop-request'] as const;
  for (let step = 0; step < 200; step += 1) {
    const done = await till.push(lines[step % lines.length] as (typeof lines)[number]);
    if (step % 7 === 0) await takeIn(till);
    if (done.kind === 'idle') break;
  }
  for (const desk of [till, office, till]) await takeIn(desk);
  expect(cloud.rows('sim_sales', cloud.lsn).size).toBe(2_040);
  for (const desk of desks) {
    expect(desk.database.read('SELECT count(*) AS n FROM sim_sales')).toEqual([{ n: 2_040 }]);
    expect(desk.database.read('SELECT sum(on_hand) AS n FROM sim_levels')).toEqual([{ n: -2_080 }]);
    expect(desk.database.read(`SELECT count(*) AS n FROM sync_outbox WHERE state <> 'settled'`)).toEqual([{ n: 0 }]);
  }
});
