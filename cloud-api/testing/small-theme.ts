import { randomUUID } from 'node:crypto';
import { THEME_PAGES } from '../services/storefront/themes/theme-data.ts';
import type { TestCloud } from './test-cloud.ts';

const layout = `<!doctype html>
<html lang="{{ shop.language }}"><head>{% tillhouse_head %}{% theme_style 'theme.css' %}{% theme_script 'theme.js' %}</head>
<body class="mine">{% tillhouse_notes %}<main id="content" tabindex="-1">{% tillhouse_main %}</main></body></html>`;
const needed: Record<string, string> = {
  ...{ product: '{% tillhouse_buy %}', cart: '{% tillhouse_cart %}', account: '{% tillhouse_account %}' },
  order: '{% tillhouse_order %}',
};

/** A theme that is whole and small. @param more by path, in the place of what it has */
export function smallTheme(more: Record<string, string> = {}): { path: string; text: string }[] {
  const settings = [
    { id: 'line', type: 'text', label: 'A line', default: 'as it comes' },
    { id: 'ink', type: 'colour', label: 'Ink', default: '#112233' },
  ];
  const templates = THEME_PAGES.map((page) => [
    `templates/${page}.liquid`,
    `<h1>${page}: {{ page.title }}</h1>{{ settings.line }}${needed[page] ?? ''}`,
  ]);
  const files: Record<string, string> = {
    'theme.json': JSON.stringify({ name: 'Small', version: '1.0.0', settings }),
    'layout/theme.liquid': layout,
    ...(Object.fromEntries(templates) as Record<string, string>),
    'locales/en.json': '{"hello":"Hello"}',
    'assets/theme.css': 'body { color: red }',
    'assets/theme.js': 'document.title += "!";',
    'assets/mark.svg': '<svg xmlns="http://www.w3.org/2000/svg"/>',
    ...more,
  };
  return Object.entries(files).map(([path, text]) => ({ path, text }));
}

/** A theme of a shop with a fault that was counted, a text in each of its places. */
export async function themed({ call }: TestCloud, token: string, text: string): Promise<void> {
  const { rows } = (await call('GET', '/v1/stores', { token })).body as { rows: { id: string; main: boolean }[] };
  const id = randomUUID();
  const manifest = JSON.stringify({ name: text, version: '1.0.0', settings: [] });
  const files = smallTheme({ 'theme.json': manifest, 'templates/home.liquid': text });
  const storeId = rows.find(({ main }) => main)?.id;
  const sent = await call('POST', '/v1/themes', { token, body: { id, storeId, files } });
  const fault = {
    id: randomUUID(),
    versionId: id,
    template: 'templates/home.liquid',
    line: 1,
    message: text,
    times: 1,
  };
  const headers = { 'idempotency-key': randomUUID() };
  const noted = await call('POST', '/v1/commands/content.noteThemeFault', { token, body: fault, headers });
  const refused = [sent, noted].find(({ status }) => status !== 200);
  if (refused) throw new Error(JSON.stringify(refused.body));
}
