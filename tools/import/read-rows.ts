import { basename } from 'node:path';
import { CsvError, type Parser, parse } from 'csv-parse';
import type { SheetRow, ShopSheet } from '@tillhouse/shared/domains/catalog/files/shops/shop-sheet.ts';
import { detectDelimiter } from '@tillhouse/shared/kernel/detect-delimiter.ts';
import type { FileEncoding } from '@tillhouse/shared/kernel/detect-encoding.ts';
import { ImportProblem } from './import-problem.ts';
import { openText } from './open-text.ts';

export interface Sheet extends ShopSheet {
  readonly encoding: FileEncoding;
  readonly delimiter: string;
}

/** A guard against text in quotes that never end: one record that would swallow the rest of a file. */
const MAX_RECORD = 2 * 1024 * 1024;

/**
 * Opens a table of text: any separator, encoding, line end and quoted line breaks. Streams; 200 MB stay on the disk.
 * @throws ImportProblem
 */
export async function openSheet(path: string): Promise<Sheet> {
  const source = await openText(path);
  const delimiter = detectDelimiter(source.delimiterSample);
  const parser = parse({
    delimiter,
    info: true,
    relax_column_count: true,
    relax_quotes: true,
    skip_empty_lines: true,
    max_record_size: MAX_RECORD,
  });
  source.stream.on('error', (error) => parser.destroy(error));
  source.stream.pipe(parser);
  const rows = rowsOf(parser, basename(path));
  const first = await rows.next();
  if (first.done) throw new ImportProblem(`${basename(path)} has no line with column names. Nothing was changed.`);
  const columns = first.value.fields.map((name) => name.trim());
  if (columns.length < 2) {
    throw new ImportProblem(
      `${basename(path)} has one column only ("${columns[0]?.slice(0, 60)}"), so it is not a table. Nothing was changed.`,
    );
  }
  return { encoding: source.encoding, delimiter, columns, rows };
}

async function* rowsOf(parser: Parser, name: string): AsyncGenerator<SheetRow> {
  try {
    for await (const one of parser) {
      const { info, record } = one as { info: { lines: number }; record: string[] };
      yield { line: info.lines, fields: record };
    }
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    throw new ImportProblem(
      `${name} cannot be read on from line ${(error as CsvError & { lines?: number }).lines ?? '?'}: ${error.message}. What came before is kept; mend the quotes there and run the same command again.`,
    );
  }
}
