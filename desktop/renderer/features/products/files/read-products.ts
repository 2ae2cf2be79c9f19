import type { ShopOfFile } from '@tillhouse/shared/domains/catalog/files/planned.ts';
import { FileProblem, type ReadFile } from '@tillhouse/shared/domains/catalog/files/read-file.ts';
import { losslessReader } from '@tillhouse/shared/domains/catalog/files/read-lossless-file.ts';
import { type IdOf, sheetReader } from '@tillhouse/shared/domains/catalog/files/read-sheet.ts';
import type { SheetRow, ShopSheet } from '@tillhouse/shared/domains/catalog/files/shops/shop-sheet.ts';
import { detectDelimiter } from '@tillhouse/shared/kernel/detect-delimiter.ts';
import { binaryKind, detectEncoding } from '@tillhouse/shared/kernel/detect-encoding.ts';
import { parse } from 'csv-parse/browser/esm/sync';
import { t } from '../../../ui/text.ts';
import type { FileTalk } from './write-products.ts';

/** Reading a file of products, a part at a time, so that the screen answers meanwhile. */

const HEAD = 64 * 1024;
const PART = 256 * 1024;
export const LARGEST_FILE = 200 * 1024 * 1024;

/** Lets the page draw and hear before the next part. */
const breathe = () => new Promise<void>((resolve) => setTimeout(resolve));

/** The text of a file of any of the usual encodings. @throws FileProblem for what is no text */
export function textOf(bytes: Uint8Array): string {
  const head = bytes.subarray(0, HEAD);
  if (head.length === 0) throw new FileProblem(t('This file is empty.'));
  const kind = binaryKind(head);
  const detected = kind ? null : detectEncoding(head);
  if (!detected)
    throw new FileProblem(
      t('This file is no table but {kind}, whatever its name says. Save it there as “CSV UTF-8”.', {
        kind: kind ?? t('something binary'),
      }),
    );
  return new TextDecoder(detected.encoding).decode(bytes.subarray(detected.skip));
}

/** Cuts a table into parts at ends of rows: a line end inside of quotes is none. */
export function* rowParts(text: string, size = PART): Generator<string> {
  let start = 0;
  let quoted = false;
  for (let at = 0; at < text.length; at += 1) {
    const letter = text.charCodeAt(at);
    if (letter === 34) quoted = !quoted;
    else if (letter === 10 && !quoted && at - start >= size) {
      yield text.slice(start, at + 1);
      start = at + 1;
    }
  }
  if (start < text.length) yield text.slice(start);
}

const linesIn = (text: string): number => text.split('\n').length - 1;

interface Parsed {
  readonly info: { readonly lines: number };
  readonly record: string[];
}

/** A file as its first line tells it. */
export type OpenedFile =
  | { readonly kind: 'lossless'; readonly text: string }
  /** Its rows end where a person stops it */
  | { readonly kind: 'sheet'; readonly sheet: ShopSheet };

/** @throws FileProblem for what is no text, or no table */
export async function openFile(bytes: Uint8Array, talk: FileTalk): Promise<OpenedFile> {
  const text = textOf(bytes);
  if (text.trimStart().startsWith('{')) return { kind: 'lossless', text };
  const rows = rowsOf(text, talk);
  const head = await rows.next();
  if (head.done) throw new FileProblem(t('This file has no line with the names of its columns.'));
  return { kind: 'sheet', sheet: { columns: head.value.fields.map((name) => name.trim()), rows } };
}

async function* rowsOf(text: string, talk: FileTalk): AsyncGenerator<SheetRow> {
  const [first = ''] = text.split('\n', 1);
  const delimiter = detectDelimiter(first);
  let [line, done] = [0, 0];
  for (const part of rowParts(text)) {
    for (const { info, record } of parsed(part, delimiter)) yield { line: line + info.lines, fields: record };
    line += linesIn(part);
    done += part.length;
    talk.progress(done, text.length);
    await breathe();
    if (talk.stopped()) return;
  }
}

/** Reads a file of our own. @returns null where a person stopped it @throws FileProblem */
export async function readOwn(
  file: OpenedFile,
  shop: ShopOfFile,
  idOf: IdOf,
  talk: FileTalk,
): Promise<ReadFile | null> {
  if (file.kind === 'lossless') return readLossless(file.text, talk);
  const reader = sheetReader(file.sheet.columns, shop, idOf);
  for await (const { line, fields } of file.sheet.rows) reader.add(line, fields);
  return talk.stopped() ? null : reader.end();
}

function parsed(part: string, delimiter: string): Parsed[] {
  try {
    return parse(part, {
      ...{ delimiter, info: true, relax_column_count: true, relax_quotes: true, skip_empty_lines: true },
    }) as unknown as Parsed[];
  } catch (error) {
    throw new FileProblem(t('This file is no table: {why}', { why: (error as Error).message }));
  }
}

async function readLossless(text: string, talk: FileTalk): Promise<ReadFile | null> {
  const reader = losslessReader();
  let start = 0;
  let told = 0;
  while (start < text.length) {
    const found = text.indexOf('\n', start);
    const end = found < 0 ? text.length : found;
    reader.add(text.slice(start, end).replace(/\r$/, ''));
    start = end + 1;
    if (start - told < PART) continue;
    told = start;
    talk.progress(start, text.length);
    await breathe();
    if (talk.stopped()) return null;
  }
  return reader.end();
}
