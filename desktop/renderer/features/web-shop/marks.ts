/** A text and what is chosen in it. */
export interface Chosen {
  readonly text: string;
  readonly from: number;
  readonly to: number;
}

export type Mark = 'strong' | 'emphasis' | 'heading' | 'list' | 'link' | 'picture' | 'table';

const around = { strong: '**', emphasis: '*' } as const;
const before = { heading: '## ', list: '- ' } as const;

/** Puts a mark around or before what is chosen, or takes it off again where it stands. */
export function marked({ text, from, to }: Chosen, mark: Mark, words: string): Chosen {
  const chosen = text.slice(from, to);
  if (mark === 'link') {
    const label = chosen || words;
    const at = from + label.length + 3;
    return { text: `${text.slice(0, from)}[${label}](https://)${text.slice(to)}`, from: at, to: at + 8 };
  }
  if (mark === 'picture' || mark === 'table') {
    // Each stands alone, in lines of its own.
    const gap = (side: string) => (side === '' || side.endsWith('\n\n') ? '' : side.endsWith('\n') ? '\n' : '\n\n');
    const said = chosen.replaceAll(/[[\]\n|]/g, ' ').trim() || words;
    const added = mark === 'picture' ? `![${said}](https://)` : `| ${said} | ${words} |\n|---|---:|\n|  |  |`;
    const head = text.slice(0, from) + gap(text.slice(0, from));
    const tail = text.slice(to);
    const after = tail === '' || tail.startsWith('\n\n') ? '' : tail.startsWith('\n') ? '\n' : '\n\n';
    const at = head.length + (mark === 'picture' ? said.length + 4 : 2);
    const length = mark === 'picture' ? 8 : said.length;
    return { text: head + added + after + tail, from: at, to: at + length };
  }
  if (mark === 'strong' || mark === 'emphasis') {
    const sign = around[mark];
    const isOn = text.slice(from - sign.length, from) === sign && text.slice(to, to + sign.length) === sign;
    if (isOn && chosen !== '') {
      const start = from - sign.length;
      return {
        text: text.slice(0, start) + chosen + text.slice(to + sign.length),
        from: start,
        to: start + chosen.length,
      };
    }
    const said = chosen || words;
    const start = from + sign.length;
    return { text: text.slice(0, from) + sign + said + sign + text.slice(to), from: start, to: start + said.length };
  }
  const sign = before[mark];
  const start = text.lastIndexOf('\n', from - 1) + 1;
  const end = text.indexOf('\n', to) === -1 ? text.length : text.indexOf('\n', to);
  const lines = text.slice(start, end).split('\n');
  const isOn = lines.every((each) => each.startsWith(sign));
  const next = lines.map((each) => (isOn ? each.slice(sign.length) : sign + each)).join('\n');
  return { text: text.slice(0, start) + next + text.slice(end), from: start, to: start + next.length };
}
