import type { ShopOfFile } from '@tillhouse/shared/domains/catalog/files/planned.ts';
import { FileProblem, type ReadFile } from '@tillhouse/shared/domains/catalog/files/read-file.ts';
import { losslessReader } from '@tillhouse/shared/domains/catalog/files/read-lossless-file.ts';
import { type IdOf, sheetReader } from '@tillhouse/shared/domains/catalog/files/read-sheet.ts';
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
const otherShops = [
  ['Shopify', ['title', 'url handle']],
  ['Shopify', ['handle', 'title', 'variant price']],
  ['WooCommerce', ['id', 'type', 'name', 'regular price']],
  ['Spree', ['slug', 'sku', 'name', 'price']],
] as const;

interface Parsed {
  readonly info: { readonly lines: number };
  readonly record: string[];
}

/** @returns null where a person stopped it @throws FileProblem */
export async function readProducts(
  bytes: Uint8Array,
  shop: ShopOfFile,
  idOf: IdOf,
  talk: FileTalk,
): Promise<ReadFile | null> {
  const text = textOf(bytes);
  if (text.trimStart().startsWith('{')) return readLossless(text, talk);
  const [first = ''] = text.split('\n', 1);
  const delimiter = detectDelimiter(first);
  let reader: ReturnType<typeof sheetReader> | null = null;
  let [line, done] = [0, 0];
  for (const part of rowParts(text)) {
    if (talk.stopped()) return null;
    for (const { info, record } of parsed(part, delimiter)) {
      if (reader) reader.add(line + info.lines, record);
      else reader = sheetReader(headOf(record), shop, idOf);
    }
    line += linesIn(part);
    done += part.length;
    talk.progress(done, text.length);
    await breathe();
  }
  if (!reader) throw new FileProblem(t('This file has no line with the names of its columns.'));
  return reader.end();
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

function headOf(columns: readonly string[]): readonly string[] {
  const names = new Set(columns.map((name) => name.trim().toLowerCase()));
  const other = otherShops.find(([, all]) => all.every((name) => names.has(name)));
  if (other)
    throw new FileProblem(
      t('This is a file of {shop}. Bring it in with the command: npm run tillhouse -- import products FILE', {
        shop: other[0],
      }),
    );
  return columns;
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
