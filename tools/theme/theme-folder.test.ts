import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { checkShown } from './check-shown.ts';
import { DevServer } from './dev-server.ts';
import { samplePaths } from './sample-page.ts';
import { readTheme, writeTheme } from './theme-folder.ts';

const starter = fileURLToPath(new URL('./starter/', import.meta.url));
let folder: string;
beforeAll(async () => {
  folder = join(await mkdtemp(join(tmpdir(), 'theme-')), 'almanac');
  await writeTheme(folder, await readTheme(starter));
});
afterAll(() => rm(join(folder, '..'), { recursive: true, force: true }));

test('the theme to begin with has nothing said against it, at any page of the sample shop', async () => {
  expect(checkShown(await readTheme(folder))).toEqual([]);
});

test('what only shows when a page is written is found as well, by file and line', async () => {
  const files = (await readTheme(folder)).map((file) =>
    file.path === 'templates/cart.liquid'
      ? {
          ...file,
          body: Buffer.from(
            '<h1>a</h1>\n{{ "x" | date: "%Q", "a" | divided_by: 0 }}{% tillhouse_cart %}{% for i in (1..99999999) %}{% endfor %}',
          ),
        }
      : file,
  );
  expect(checkShown(files)).toContainEqual(
    expect.objectContaining({ file: 'templates/cart.liquid', line: 2, code: 'does-not-show' }),
  );
});

test('a folder that has something in it is not written over, nor is anything beside it', async () => {
  await expect(writeTheme(folder, [])).rejects.toThrow('not empty');
  await expect(writeTheme(folder, [{ path: '../out.css', body: Buffer.from('') }], true)).rejects.toThrow('leads out');
  await expect(readTheme(join(folder, 'assets'))).rejects.toThrow('theme.json');
});

test('it is shown here with each saving anew, under the policy of the cloud, to nobody from elsewhere', async () => {
  const said: string[] = [];
  const server = new DevServer({ folder, port: 0, say: (line) => said.push(line) });
  const url = await server.start();
  try {
    for (const path of samplePaths) {
      const answer = await fetch(url + path);
      expect(answer.status, path).toBe(200);
      expect(await answer.text(), path).toContain('class="rail"');
      expect(answer.headers.get('content-security-policy')).not.toContain('unsafe');
    }
    expect((await fetch(`${url}/theme/dev/base.css`)).headers.get('content-type')).toBe('text/css; charset=utf-8');
    expect((await fetch(`${url}/theme/dev/..%2ftheme.json`)).status).toBe(404);
    const events = await fetch(`${url}/__theme/events`);
    const reader = events.body?.getReader();
    await reader?.read();
    const changed = reader?.read();
    await writeFile(join(folder, 'templates/cart.liquid'), '<h1>a</h1>\n{{ shop.nmae }}{% tillhouse_cart %}');
    expect(Buffer.from((await changed)?.value ?? '').toString()).toContain('data: changed');
    await reader?.cancel();
    expect(said.join('\n')).toContain('templates/cart.liquid:2  warning  shop.nmae');
    // Here a name that is not there stops the page, so that it is seen.
    expect(await (await fetch(`${url}/cart`)).text()).toContain('<h1>templates/cart.liquid:2</h1>');
  } finally {
    await server.stop();
  }
});
