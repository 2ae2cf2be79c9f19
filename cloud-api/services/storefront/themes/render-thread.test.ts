import { afterAll, expect, test } from 'vitest';
import { RenderThread } from './render-thread.ts';
import { type RenderJob, TemplateFault } from './theme-engine.ts';

const parts = {
  head: '<!--head-->',
  notes: '<!--notes-->',
  cartButton: ['', ''],
  buy: '',
  cart: '',
  account: '',
  order: '',
};
const rendering = (home: string, version = home) => ({
  version,
  source: () => ({
    templates: {
      'layout/theme.liquid': '{% tillhouse_head %}{% tillhouse_notes %}{% tillhouse_main %}',
      'templates/home.liquid': home,
    },
    ...{ locales: {}, assets: {}, scripts: false },
  }),
  job: { page: 'home', data: { shop: { language: 'en', name: 'Larkhall' } }, parts } as unknown as RenderJob,
});

const thread = new RenderThread();
afterAll(() => thread.close());

test('templates are read once a version, and one that fails leaves the others whole', async () => {
  expect(await thread.render(rendering('{{ shop.name }}'))).toContain('Larkhall');
  const again = {
    ...rendering('{{ shop.name }}'),
    source: () => {
      throw new Error('it was read again');
    },
  };
  expect(await thread.render(again)).toContain('Larkhall');
  await expect(thread.render(rendering('{{ "a" | nothing }}'))).rejects.toBeInstanceOf(TemplateFault);
  expect(await thread.render(again)).toContain('Larkhall');
});

test('pages that come at once each get their own', async () => {
  const all = await Promise.all(['a', 'b', 'c'].map((text) => thread.render(rendering(text))));
  expect(all.map((text) => text.at(-1))).toEqual(['a', 'b', 'c']);
});

test('a thread that does not answer is ended, and begun anew for who comes next', async () => {
  const impatient = new RenderThread(1);
  await expect(impatient.render(rendering('x'))).rejects.toMatchObject({ limit: true });
  await impatient.close();
});
