import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { root, runNode } from '../testing/spawn-node.ts';
import { type Group, groups } from './groups.ts';
import { domainOf, fromPage, page, reasonFor } from './page.ts';
import { type Report, type Tally, tallyOf } from './tally.ts';

/** Of the mutants of each domain, how many must be noticed at least. */
const REQUIRED = 0.85;

const usage = `npm run test:mutation -- [--only group,group] [--page]
Groups: ${groups.map(({ name }) => name).join(', ')}
--page writes docs/mutation.md again from the last reports, without a run. It fails below 85 % of a domain, and where something
survives that tools/mutation/accepted.ts does not know.`;

const folder = join(root, '.tillhouse', 'mutation');
const reportOf = (name: string) => join(folder, `${name}.json`);

const settingsOf = ({ name, files }: Group) => ({
  testRunner: 'vitest',
  plugins: ['@stryker-mutator/vitest-runner'],
  vitest: { configFile: 'tools/mutation/vitest.config.ts', related: false },
  mutate: files.map((file) => `shared/domains/${file}`),
  ignorePatterns: [
    ...['desktop', 'cloud-api', 'sync', 'bench', 'storefront-widget', 'docs', '.tillhouse'].map((each) => `/${each}`),
    // They would be rewritten by a compiler that TypeScript 7 no longer brings; nothing in the sandbox reads them.
    'tsconfig*.json',
  ],
  tempDirName: join('.tillhouse', 'mutation', `sandbox-${name}`),
  concurrency: 2,
  reporters: ['json', 'progress-append-only'],
  jsonReporter: { fileName: reportOf(name) },
  allowConsoleColors: false,
});

async function run(group: Group): Promise<void> {
  const config = join(folder, `${group.name}.config.json`);
  writeFileSync(config, JSON.stringify(settingsOf(group)));
  rmSync(reportOf(group.name), { force: true });
  const env = { RUNS: '12', MUTATION_TESTS: group.tests.map((test) => `shared/domains/${test}`).join(' ') };
  const { code } = await runNode('node_modules/@stryker-mutator/core/bin/stryker.js', ['run', config], { env });
  if (code !== 0) throw new Error(`Stryker ended with ${code} in the group ${group.name}`);
}

const { values } = parseArgs({
  options: { only: { type: 'string' }, page: { type: 'boolean' }, help: { type: 'boolean' } },
});

if (values.help) process.stdout.write(`${usage}\n`);
else {
  mkdirSync(folder, { recursive: true });
  const only = values.only?.split(',');
  if (!values.page) for (const group of groups) if (!only || only.includes(group.name)) await run(group);
  const tallies = groups
    .map(({ name }) => reportOf(name))
    .filter(existsSync)
    .flatMap((file): Tally[] => tallyOf(JSON.parse(readFileSync(file, 'utf8')) as Report));
  for (const { file, killed, total } of tallies) process.stdout.write(`${file}: ${killed} of ${total}\n`);
  for (const domain of ['pricing', 'orders']) {
    const { killed, total } = domainOf(domain, tallies);
    process.stdout.write(`${domain}: ${killed} of ${total}\n`);
    if (killed < REQUIRED * total) process.exitCode = 1;
  }
  for (const { file, survivors } of tallies)
    for (const { line, change } of survivors.filter((each) => !reasonFor(file, each.change))) {
      process.stdout.write(`Nobody has judged what survives at ${file}:${line}: ${change}\n`);
      process.exitCode = 1;
    }
  // What the page said of files whose group was not run here it goes on saying.
  const file = join(root, 'docs', 'mutation.md');
  const place = new Map(groups.flatMap(({ files }) => files).map((name, at) => [name, at]));
  const all = [...fromPage(readFileSync(file, 'utf8'), tallies), ...tallies];
  writeFileSync(file, page(all.toSorted((a, b) => (place.get(a.file) ?? 0) - (place.get(b.file) ?? 0))));
}
