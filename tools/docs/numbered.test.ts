import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

const root = new URL('../../', import.meta.url);
const namesIn = (folder: string) => readdirSync(new URL(folder, root)).sort();
const numberOf = (name: string) => Number(/^(\d{4})[-_]/.exec(name)?.[1]);

// Two people who land side by side take the same next number; whoever comes second takes another.
test.each([
  'docs/adr',
  'cloud-api/migrations/core',
  'cloud-api/migrations/sync',
  'cloud-api/migrations/identity',
  'cloud-api/migrations/events',
  'cloud-api/migrations/audit',
  'desktop/host/migrations',
  'sync/client/migrations',
])('%s is numbered from 1 without a hole or a double', (folder) => {
  const numbers = namesIn(folder).map(numberOf);
  expect(numbers).toEqual(numbers.map((_number, at) => at + 1));
});

test('a decision begins with its number', () => {
  for (const name of namesIn('docs/adr')) {
    const [title] = readFileSync(new URL(`docs/adr/${name}`, root), 'utf8').split('\n');
    expect(title, name).toMatch(new RegExp(`^# ${numberOf(name)}\\. `));
  }
});

test('a link to a decision leads to one that is there, and says its number', () => {
  const folders = ['', 'docs/', 'docs/adr/'];
  const pages = folders.flatMap((folder) =>
    namesIn(folder || '.').flatMap((name) => (name.endsWith('.md') ? [`${folder}${name}`] : [])),
  );
  const links = pages.flatMap((page) =>
    [...readFileSync(new URL(page, root), 'utf8').matchAll(/\[([^\]]*)\]\([\w./]*?(\d{4}-[\w-]+\.md)\)/g)].map(
      ([, said = '', to = '']) => ({ page, said, to }),
    ),
  );
  expect(links.length).toBeGreaterThan(5);
  const there = new Set(namesIn('docs/adr'));
  const wrong = links.filter(
    ({ said, to }) => !there.has(to) || Number(/\d+/.exec(said)?.[0] ?? numberOf(to)) !== numberOf(to),
  );
  expect(wrong).toEqual([]);
});
