import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { FuseV1Options } from '@electron/fuses';
import { expect, test } from 'vitest';
import { FUSES } from './fuses.ts';

const require = createRequire(import.meta.url);
const root = join(import.meta.dirname, '../..');
const { load } = require('js-yaml') as { load: (text: string) => Record<string, unknown> };
// The same check that electron-builder itself makes before it builds.
const { validateSchema: validate } = require('app-builder-lib/out/util/config/schemaValidator.js') as {
  validateSchema: (schema: unknown, data: unknown, options: { name: string }) => void;
};
const schema = JSON.parse(readFileSync(require.resolve('app-builder-lib/scheme.json'), 'utf8'));
const config = () => load(readFileSync(join(root, 'electron-builder.yml'), 'utf8'));

test('electron-builder accepts electron-builder.yml', () => {
  expect(() => validate(schema, config(), { name: 'electron-builder' })).not.toThrow();
});

test('the schema refuses what it does not know', () => {
  expect(() => validate(schema, { ...config(), asarr: true }, { name: 'electron-builder' })).toThrow(/asarr/);
});

test('all three systems are built, with the same fuses as the flip script', () => {
  const built = config();
  expect(Object.keys(built)).toEqual(expect.arrayContaining(['win', 'mac', 'linux']));
  const camel = (name: string) => name.charAt(0).toLowerCase() + name.slice(1);
  const flipped = Object.entries(FUSES).map(([fuse, on]) => [camel(FuseV1Options[Number(fuse)] as string), on]);
  expect(built.electronFuses).toEqual(Object.fromEntries(flipped));
});
