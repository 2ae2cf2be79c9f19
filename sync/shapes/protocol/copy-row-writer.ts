import { jsonString } from './json-text.ts';
import type { RowFormat } from './log-item.ts';
import { keyPrefix } from './record-key.ts';

const tab = 0x09;
const quote = 0x22;
const slash = 0x2f;
const backslash = 0x5c;

/** Below this a loop beats the call of a native copy. */
const shortCopy = 48;

/**
 * Turns one line of COPY's text format into the snapshot message of that row, from bytes to bytes: a snapshot of a
 * hundred thousand rows would otherwise be millions of short-lived strings. Writes exactly what ItemWriter.snapshotRow
 * writes for the same row.
 */
export class CopyRowWriter {
  private readonly keyStart: Buffer;
  private readonly keyFields: readonly number[];
  private readonly columns: readonly { field: number; label: Buffer }[];
  private readonly valueStart = Buffer.from('","value":{');
  private readonly end: Buffer;
  private readonly fixedBytes: number;
  private readonly starts: Int32Array;
  private readonly ends: Int32Array;
  /** 0: plain bytes, 1: needs work, 2: null. */
  private readonly kinds: Uint8Array;

  /** @param fields the table's column indexes in the order of the COPY's select list */
  constructor(format: RowFormat, fields: readonly number[]) {
    const fieldOf = new Map(fields.map((index, field) => [index, field]));
    this.keyStart = Buffer.from(`{"key":${jsonString(keyPrefix(format.schema, format.table)).slice(0, -1)}`);
    this.keyFields = format.keyParts.map((index) => fieldOf.get(index)!);
    this.columns = format.columns.map(({ index, name }, at) => ({
      field: fieldOf.get(index)!,
      label: Buffer.from(`${at === 0 ? '' : ','}${jsonString(name)}:`),
    }));
    const relation = `[${jsonString(format.schema)},${jsonString(format.table)}]`;
    this.end = Buffer.from(`},"headers":{"operation":"insert","relation":${relation}}}`);
    const labels = this.columns.reduce((sum, column) => sum + column.label.length + 4, 0);
    this.fixedBytes =
      this.keyStart.length + this.valueStart.length + this.end.length + labels + this.keyFields.length * 8;
    this.starts = new Int32Array(fields.length);
    this.ends = new Int32Array(fields.length);
    this.kinds = new Uint8Array(fields.length);
  }

  /** How many bytes the message of this line may take. */
  most(line: Buffer): number {
    // A key part and a value each; an escaped byte becomes six (\u001f), in a key more than that twice is impossible.
    return this.fixedBytes + line.length * 12;
  }

  /** @returns where the message ends */
  write(line: Buffer, out: Buffer, start: number): number {
    this.split(line);
    let at = copy(this.keyStart, 0, this.keyStart.length, out, start);
    for (const field of this.keyFields) at = this.keyPart(line, field, out, at);
    at = copy(this.valueStart, 0, this.valueStart.length, out, at);
    for (const { field, label } of this.columns) {
      at = copy(label, 0, label.length, out, at);
      at = this.value(line, field, out, at);
    }
    return copy(this.end, 0, this.end.length, out, at);
  }

  private split(line: Buffer): void {
    const { starts, ends, kinds } = this;
    // The line ends in a newline of its own.
    const length = line.length - 1;
    let field = 0;
    let begin = 0;
    let dirty = 0;
    for (let at = 0; at <= length; at++) {
      const byte = at === length ? tab : line[at]!;
      if (byte === tab) {
        starts[field] = begin;
        ends[field] = at;
        // An unescaped \N is null; a text of these two letters comes as \\N.
        const isNull = dirty === 1 && at - begin === 2 && line[begin] === backslash && line[begin + 1] === 0x4e;
        kinds[field] = isNull ? 2 : dirty;
        field += 1;
        begin = at + 1;
        dirty = 0;
      } else if (byte === quote || byte === backslash || byte < 0x20) dirty = 1;
    }
  }

  private value(line: Buffer, field: number, out: Buffer, start: number): number {
    const kind = this.kinds[field];
    if (kind === 2) return start + out.write('null', start, 'latin1');
    const from = this.starts[field]!;
    const to = this.ends[field]!;
    if (kind === 1) return start + out.write(jsonString(unescaped(line, from, to)), start);
    let at = start;
    out[at++] = quote;
    at = copy(line, from, to, out, at);
    out[at++] = quote;
    return at;
  }

  /** `/\"part\"`, already inside a JSON string; slashes doubled; a bare `_` for null. */
  private keyPart(line: Buffer, field: number, out: Buffer, start: number): number {
    const kind = this.kinds[field];
    if (kind === 2) return start + out.write('/_', start, 'latin1');
    const from = this.starts[field]!;
    const to = this.ends[field]!;
    let at = start;
    out[at++] = slash;
    out[at++] = backslash;
    out[at++] = quote;
    if (kind === 1) {
      const text = unescaped(line, from, to).replaceAll('/', '//');
      at += out.write(jsonString(text).slice(1, -1), at);
    } else {
      for (let index = from; index < to; index++) {
        const byte = line[index]!;
        out[at++] = byte;
        if (byte === slash) out[at++] = slash;
      }
    }
    out[at++] = backslash;
    out[at++] = quote;
    return at;
  }
}

function copy(source: Buffer, from: number, to: number, out: Buffer, start: number): number {
  const length = to - from;
  if (length >= shortCopy) source.copy(out, start, from, to);
  else for (let at = 0; at < length; at++) out[start + at] = source[from + at]!;
  return start + length;
}

const escapes: Record<string, string> = { b: '\b', f: '\f', n: '\n', r: '\r', t: '\t', v: '\v', '\\': '\\' };

function unescaped(line: Buffer, from: number, to: number): string {
  const text = line.toString('utf8', from, to);
  return text.includes('\\') ? text.replace(/\\(.)/g, (_, letter: string) => escapes[letter] ?? letter) : text;
}
