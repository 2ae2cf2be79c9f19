/** A page of the reference: written by the program alone, so it says so. */
export function page(title: string, about: string, body: readonly string[]): string {
  const head = [
    `# ${title}`,
    '',
    about,
    '',
    'Written by `npm run docs` from the code; `npm run check` fails when it is stale.',
    '',
  ];
  return `${[...head, ...body].join('\n').trimEnd()}\n`;
}

const cell = (text: string) => text.replaceAll('|', '\\|').replaceAll(/\s*\n\s*/g, ' ');

export function table(columns: readonly string[], rows: readonly (readonly string[])[]): string[] {
  const line = (cells: readonly string[]) => `| ${cells.map(cell).join(' | ')} |`;
  return [line(columns), `|${columns.map(() => '---').join('|')}|`, ...rows.map(line), ''];
}

export const code = (text: string) => (text === '' ? '' : `\`${text}\``);

/** Groups in the order of their first member. */
export function groupBy<T>(items: readonly T[], key: (item: T) => string): [string, T[]][] {
  const groups = new Map<string, T[]>();
  for (const item of items) groups.set(key(item), [...(groups.get(key(item)) ?? []), item]);
  return [...groups];
}
