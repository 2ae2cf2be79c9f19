import { type FileLine, linesOfCamt, linesOfCsv } from '@tillhouse/shared/domains/ledger/bank-file.ts';
import { parse } from 'csv-parse/browser/esm/sync';

export interface BankDraft {
  /** Sent so many at once */
  readonly batches: readonly { readonly lines: readonly (FileLine & { readonly id: string })[] }[];
  readonly count: number;
  /** What was no amount of a day */
  readonly left: number;
}

const AT_ONCE = 500;

/** What a line says is what it is named by: the same in the same file, whoever adds it. */
async function idOf(words: string): Promise<string> {
  const bytes = new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(words))).slice(0, 16);
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x80;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}

/** A bank’s CSV or CAMT.053 file; null where it is neither. @param usual the currency of lines that name none */
export async function bankDraft(text: string, usual: string): Promise<BankDraft | null> {
  const read = text.trimStart().startsWith('<') ? linesOfCamt(text) : fromCsv(text, usual);
  if (!read) return null;
  const seen = new Map<string, number>();
  const named = read.lines.map((line) => {
    const words = [line.day, line.amount, line.currency, line.text].join('\n');
    // Two that say the same are two payments.
    const many = (seen.get(words) ?? 0) + 1;
    seen.set(words, many);
    return { words: `${words}\n${many}`, line };
  });
  const lines = await Promise.all(named.map(async ({ words, line }) => ({ id: await idOf(words), ...line })));
  const batches = [];
  for (let from = 0; from < lines.length; from += AT_ONCE) batches.push({ lines: lines.slice(from, from + AT_ONCE) });
  return { batches, count: lines.length, left: read.left };
}

function fromCsv(text: string, usual: string): ReturnType<typeof linesOfCsv> {
  const [head = ''] = text.split('\n', 1);
  const count = (mark: string) => head.split(mark).length;
  const delimiter = [';', '\t', ','].reduce((best, mark) => (count(mark) > count(best) ? mark : best));
  try {
    const options = { delimiter, bom: true, relax_column_count: true, relax_quotes: true, skip_empty_lines: true };
    return linesOfCsv(parse(text, options) as string[][], usual);
  } catch {
    return null;
  }
}
