import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { encodingFor, WidgetFiles } from './widget-files.ts';

let folder: string;
let built: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tillhouse-widget-'));
  built = join(folder, 'dist');
  mkdirSync(built);
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

let minute = 1_700_000_000;

/** As the build leaves it: the files of before are gone. */
function build(version: string): void {
  rmSync(built, { recursive: true });
  mkdirSync(built);
  const hash = version.repeat(12);
  writeFileSync(join(built, 'tillhouse.js'), `loader ${version}`);
  writeFileSync(join(built, `tillhouse-loader-${hash}.js`), `loader ${version}`);
  writeFileSync(join(built, `tillhouse-core-${hash}.js`), `core ${version}`);
  minute += 60;
  utimesSync(join(built, 'tillhouse.js'), minute, minute);
}

const core = (version: string) => `tillhouse-core-${version.repeat(12)}.js`;

test('the loader is the newest; a page of an earlier version goes on finding its files', async () => {
  const files = new WidgetFiles(join(folder, 'kept'), built);
  build('a');
  expect((await files.loader())?.bodies.identity.toString()).toBe('loader a');
  build('b');
  expect((await files.loader())?.bodies.identity.toString()).toBe('loader b');
  const later = new WidgetFiles(join(folder, 'kept'), built);
  expect((await later.named(core('a')))?.bodies.identity.toString()).toBe('core a');
  const pinned = await later.pinned();
  expect(pinned).toEqual({
    name: `tillhouse-loader-${'b'.repeat(12)}.js`,
    integrity: `sha384-${createHash('sha384').update('loader b').digest('base64')}`,
  });
});

test('gives nothing but its own files, and says so where there are none', async () => {
  const files = new WidgetFiles(undefined, built);
  writeFileSync(join(folder, 'tillhouse-core-000000000000.js'), 'not ours');
  expect(await files.named('tillhouse-core-../../x.js')).toBeUndefined();
  expect(await files.named('tillhouse-core-000000000000.js')).toBeUndefined();
  expect(await files.loader()).toBeUndefined();
  expect(await files.pinned()).toBeUndefined();
});

test('each form is the same script, and the smallest that a caller takes is sent', async () => {
  build('c');
  const file = await new WidgetFiles(undefined, built).named(core('c'));
  expect(brotliDecompressSync(file?.bodies.br ?? Buffer.alloc(0)).toString()).toBe('core c');
  expect(gunzipSync(file?.bodies.gzip ?? Buffer.alloc(0)).toString()).toBe('core c');
  expect(encodingFor('gzip, deflate, br')).toBe('br');
  expect(encodingFor('gzip;q=0.8, br;q=0')).toBe('gzip');
  expect(encodingFor('*')).toBe('identity');
  expect(encodingFor(undefined)).toBe('identity');
});
