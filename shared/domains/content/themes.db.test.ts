import { afterAll, beforeAll, expect, test } from 'vitest';
import { openSmallShop, personAs, shop } from '../../testing/small-shop.ts';
import { NOW, openTwoEngines, testId, type TwoEngines } from '../../testing/two-engines.ts';
import { storeSettings } from '../access/schema.ts';
import { themeFaults, themeVersions } from './theme-schema.ts';

let two: TwoEngines;
const hash = 'a'.repeat(64);
beforeAll(async () => {
  two = await openTwoEngines();
  await two.clear();
  await openSmallShop(two);
});
afterAll(() => two.close());

const settings = [
  { id: 'note', type: 'text', label: 'A line', default: '' },
  { id: 'columns', type: 'choice', label: 'In a row', default: '3', options: [{ value: '3', label: 'Three' }] },
  { id: 'ink', type: 'colour', label: 'Ink', default: '#112233' },
];
const version = (id: number, more: object = {}) => ({
  version: {
    ...{ id: testId(id), storeId: shop.settings, name: 'Almanac', release: '1.0.0', choices: {} },
    ...{ files: [{ path: 'theme.json', hash, size: 2 }], settings, ...more },
  },
});
const live = async () => (await two.rows(storeSettings)).find(({ id }) => id === shop.settings)?.hosted?.themeId;

test('a version is of files that are there; each choice of settings is another one of the same files', async () => {
  await two.refuse('content.keepTheme', version(0x900), 'content.theme-files-missing');
  for (const engine of two.engines) {
    const own = engine.engine === 'postgres' ? 'tenant_id, ' : '';
    const sql = `INSERT INTO theme_files SELECT ${own}'${hash}', 2, 'e30=' FROM store_settings LIMIT 1`;
    await engine.transaction((connection) => connection.run(sql, []));
  }
  await two.run('content.keepTheme', version(0x900));
  await two.run('content.keepTheme', version(0x900));
  const choices = { note: 'Orders before noon leave today.', ink: '#445566' };
  await two.run('content.setThemeChoices', { versionId: testId(0x900), id: testId(0x901), choices });
  const rows = (await two.rows(themeVersions)).sort((a, b) => a.number - b.number);
  expect(rows.map((row) => [row.number, row.choices, row.files.length])).toEqual([
    [1, {}, 1],
    [2, choices, 1],
  ]);
  for (const wrong of [{ ink: 'red;}' }, { columns: '4' }, { note: true }, { nothing: 'x' }])
    await two.refuse(
      'content.setThemeChoices',
      { versionId: testId(0x900), id: testId(0x902), choices: wrong },
      'content.theme-value-not-taken',
    );
  const twice = version(0x903, { settings: [settings[0], settings[0]] });
  await two.refuse('content.keepTheme', twice, 'command.invalid-arguments');
});

test('shoppers see the version that is published, until another one or none is; nobody without the right does that', async () => {
  const publish = (versionId: string | null) => ({ storeId: shop.settings, versionId });
  await two.run('content.publishTheme', publish(testId(0x901)));
  expect(await live()).toBe(testId(0x901));
  await two.run('content.publishTheme', publish(testId(0x900)));
  expect(await live()).toBe(testId(0x900));
  // A look that is published beside it leaves it as it is.
  const look = { theme: null, fonts: 'modern', headline: 'Winter', intro: '' };
  await two.run('content.saveLook', { version: { id: testId(0x910), storeId: shop.settings, name: 'Winter', look } });
  await two.run('content.publishLook', { versionId: testId(0x910), due: null });
  expect(await live()).toBe(testId(0x900));
  await two.run('content.publishTheme', publish(null));
  expect(await live()).toBeUndefined();
  await two.refuse('content.publishTheme', publish(testId(0x999)), 'content.theme-unknown');
  await two.refuse('content.publishTheme', publish(testId(0x900)), 'command.forbidden', { actor: personAs('Manager') });
});

test('what went wrong in a template is one row that counts', async () => {
  const fault = (id: number, more: object) => ({
    ...{ id: testId(id), versionId: testId(0x900), template: 'templates/home.liquid', line: 3, message: 'x', times: 1 },
    ...more,
  });
  await two.run('content.noteThemeFault', fault(0x920, {}));
  await two.run('content.noteThemeFault', fault(0x921, { line: 7, message: 'y', times: 4 }), { at: NOW + 3_600_000 });
  await two.run('content.noteThemeFault', fault(0x922, { template: 'templates/cart.liquid' }));
  const rows = (await two.rows(themeFaults)).sort((a, b) => b.times - a.times);
  expect(rows).toMatchObject([
    { template: 'templates/home.liquid', line: 7, message: 'y', times: 5, storeId: shop.settings },
    { template: 'templates/cart.liquid', times: 1 },
  ]);
  await two.refuse('content.noteThemeFault', fault(0x923, { versionId: testId(0x999) }), 'content.theme-unknown');
});

test('old versions are cleared with their faults, but for what is live, scheduled, new or was shown', async () => {
  const numbers = async () => (await two.rows(themeVersions)).map(({ number }) => number).sort((a, b) => a - b);
  for (const id of [0x930, 0x931, 0x932]) await two.run('content.keepTheme', version(id));
  expect(await numbers()).toEqual([1, 2, 3, 4, 5]);
  await two.run('content.publishTheme', { storeId: shop.settings, versionId: testId(0x901) });
  await two.run('content.scheduleTheme', { versionId: testId(0x930), publishAt: NOW + 86_400_000 });
  const clear = (before: number, keep: number, keepShown: number) =>
    two.run('content.clearThemes', { before, keep, keepShown });
  await clear(NOW, 0, 0);
  await clear(NOW + 86_400_000, 5, 0);
  expect(await numbers()).toEqual([1, 2, 3, 4, 5]);
  // The newest, and of those that were shown the one that was last.
  await clear(NOW + 86_400_000, 1, 1);
  expect(await numbers()).toEqual([2, 3, 5]);
  expect((await two.rows(themeFaults)).filter(({ versionId }) => versionId === testId(0x900))).toEqual([]);
  await clear(NOW + 86_400_000, 0, 0);
  expect(await numbers()).toEqual([2, 3]);
  expect(await live()).toBe(testId(0x901));
  await two.refuse('content.clearThemes', { before: NOW, keep: 0, keepShown: 0 }, 'command.forbidden', {
    actor: personAs('Manager'),
  });
});
