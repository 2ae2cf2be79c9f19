import { type FileEntry, FileProblem, type ReadFile, type RowProblem } from './read-file.ts';
import { type LosslessLine, readLosslessLine } from './read-lossless.ts';
import type { FileList } from './lossless.ts';
import type { ProductRecord } from './record.ts';

/** Reads a lossless file line by line. */
export function losslessReader() {
  const unknown = new Set<string>();
  const problems: RowProblem[] = [];
  const lists = new Map<string, FileList>();
  const entries: FileEntry[] = [];
  const seen = new Map<string, number>();
  let currency: string | null = null;
  let [line, rows, ended] = [0, 0, false];

  function take(read: LosslessLine): void {
    switch (read.kind) {
      case 'head':
        currency = read.currency;
        return;
      case 'end':
        ended = true;
        return;
      case 'list':
        lists.set(read.list.name, read.list);
        return;
      case 'bad':
        rows += 1;
        problems.push({ line, about: '', reason: read.reason });
        return;
      case 'product':
        rows += 1;
        add(read.product);
    }
  }

  function add(product: ProductRecord): void {
    const marks = [
      product.id,
      `handle ${product.handle}`,
      ...product.variants.flatMap(({ id, sku }) => [id, `SKU ${sku}`]),
    ];
    const twice = marks.find((mark) => seen.has(mark)) ?? marks.find((mark, at) => marks.indexOf(mark) < at);
    if (twice !== undefined) {
      const where = seen.get(twice);
      const reason = where === undefined ? `${twice} stands twice in it` : `${twice} stands on line ${where} too`;
      problems.push({ line, about: product.handle, reason });
      return;
    }
    for (const mark of marks) seen.set(mark, line);
    entries.push(entryOf(product, line));
  }

  return {
    add(text: string): void {
      line += 1;
      if (text.trim() === '') return;
      const read = readLosslessLine(line === 1 ? text.replace(/^\uFEFF/, '') : text, unknown);
      if (currency === null && read.kind !== 'head')
        throw new FileProblem(
          read.kind === 'bad'
            ? `This file cannot be read: ${read.reason}.`
            : 'This file does not begin as one of products does.',
        );
      take(read);
    },
    end(): ReadFile {
      if (currency === null) throw new FileProblem('This file is empty.');
      if (!ended)
        throw new FileProblem('This file is cut off: its last line is missing. Save it again where it was made.');
      const knows = new Set<string | null>([null, ...lists.keys()]);
      return {
        ...{ kind: 'lossless', currency, lists: [...lists.values()], knows, entries, rows, problems },
        unknown: [...unknown],
      };
    },
  };
}

function entryOf(product: ProductRecord, line: number): FileEntry {
  const entry: FileEntry = {
    keys: { productId: product.id, handle: product.handle, variantIds: [], skus: [] },
    lineOf: () => line,
    apply: () => ({ wanted: product, problems: [] }),
    join: () => entry,
  };
  return entry;
}
