import { accepted } from './accepted.ts';
import type { Tally } from './tally.ts';

const share = ({ killed, total }: { killed: number; total: number }) => `${((100 * killed) / total).toFixed(1)} %`;

/** Sums over the files of a domain. */
export function domainOf(name: string, tallies: readonly Tally[]): { killed: number; total: number } {
  const own = tallies.filter(({ file }) => file.startsWith(`${name}/`));
  const sum = (of: (tally: Tally) => number) => own.reduce((all, tally) => all + of(tally), 0);
  return { killed: sum(({ killed }) => killed), total: sum(({ total }) => total) };
}

/** Why a survivor is no fault of the tests; undefined where nobody has said so. */
export const reasonFor = (file: string, change: string): string | undefined => accepted[file]?.[change];

const escaped = (text: string) => text.replaceAll('|', '\\|').replaceAll('`', "'");

/**
 * What a page said of files that were not tried again, with the judgement that stood there.
 * @param fresh files that were, and are left out
 */
export function fromPage(text: string, fresh: readonly Pick<Tally, 'file'>[]): Tally[] {
  const [head = '', ...sections] = text.split('\n### ');
  const survivors = new Map(
    sections.map((section) => {
      const [file = '', ...lines] = section.split('\n');
      const rows = lines.flatMap((line) => {
        const [, at, change, why] = /^\| (\d+) \| `(.*)` \| (.*) \|$/.exec(line) ?? [];
        return at === undefined ? [] : [{ line: Number(at), change: change ?? '', why: why ?? '' }];
      });
      return [file, rows] as const;
    }),
  );
  return [...head.matchAll(/^\| (\w+\/[\w.-]+) \| (\d+) \| (\d+) \|/gm)].flatMap(([, file = '', killed, total]) =>
    fresh.some((tally) => tally.file === file)
      ? []
      : [{ file, killed: Number(killed), total: Number(total), survivors: survivors.get(file) ?? [] }],
  );
}

/** `docs/mutation.md`. */
export function page(tallies: readonly Tally[]): string {
  const lines = [
    '# What the tests of the rules notice',
    'Each rule is changed in one place, and its quick tests are run; a change that no test notices *survives*. Written by',
    '`npm run test:mutation`, which is part of no other command. The properties run there 12 times from one seed: what survives',
    'them is still tried 2,000 times by `npm test`, and by the tests of commands, which are left out here. Not held to it:',
    'of orders what reads rows, which is edits and online prices.',
    '',
    '| file | noticed | of | share |',
    '|---|---|---|---|',
  ];
  for (const domain of ['pricing', 'orders']) {
    const all = domainOf(domain, tallies);
    if (all.total === 0) continue;
    for (const tally of tallies.filter(({ file }) => file.startsWith(`${domain}/`)))
      lines.push(`| ${tally.file} | ${tally.killed} | ${tally.total} | ${share(tally)} |`);
    lines.push(`| **${domain}** | **${all.killed}** | **${all.total}** | **${share(all)}** |`);
  }
  lines.push('', '## What survives');
  for (const { file, survivors } of tallies) {
    if (survivors.length === 0) continue;
    lines.push('', `### ${file}`, '| line | change | why it may |', '|---|---|---|');
    for (const { line, change, why } of survivors)
      lines.push(
        why === undefined
          ? `| ${line} | \`${escaped(change.slice(0, 160))}\` | ${reasonFor(file, change) ?? '**not judged yet**'} |`
          : `| ${line} | \`${change}\` | ${why} |`,
      );
  }
  return `${lines.join('\n')}\n`;
}
