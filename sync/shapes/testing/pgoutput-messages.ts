/** Builds messages of pgoutput protocol 1 byte by byte, from its documentation: an own hand, not the decoder's. */
const u16 = (value: number) => [value >> 8, value & 0xff];
const u32 = (value: number) => [...u16(value >>> 16), ...u16(value & 0xffff)];
const u64 = (value: number) => [...u32(Math.floor(value / 2 ** 32)), ...u32(value % 2 ** 32)];
const letter = (text: string) => [text.charCodeAt(0)];
const cstring = (text: string) => [...Buffer.from(text), 0];

/** `undefined` stands for a value stored out of line that did not change. */
export type Value = string | null | undefined;

function tuple(values: readonly Value[]): number[] {
  const fields = values.map((value) => {
    if (value === null) return letter('n');
    if (value === undefined) return letter('u');
    return [...letter('t'), ...u32(Buffer.byteLength(value)), ...Buffer.from(value)];
  });
  return [...u16(values.length), ...fields.flat()];
}

const message = (...parts: number[][]) => Buffer.from(parts.flat());

export const pgoutput = {
  begin: (commitLsn: number, xid: number) => message(letter('B'), u64(commitLsn), u64(0), u32(xid)),
  commit: (lsn: number) => message(letter('C'), [0], u64(lsn), u64(lsn + 40), u64(0)),
  relation: (oid: number, name: string, columns: readonly string[]) =>
    message(
      letter('R'),
      u32(oid),
      cstring('public'),
      cstring(name),
      letter('f'),
      u16(columns.length),
      columns.flatMap((column) => [1, ...cstring(column), ...u32(25), ...u32(0xffffffff)]),
    ),
  insert: (oid: number, row: readonly Value[]) => message(letter('I'), u32(oid), letter('N'), tuple(row)),
  update: (oid: number, before: readonly Value[], row: readonly Value[], tag: 'O' | 'K' = 'O') =>
    message(letter('U'), u32(oid), letter(tag), tuple(before), letter('N'), tuple(row)),
  delete: (oid: number, before: readonly Value[], tag: 'O' | 'K' = 'O') =>
    message(letter('D'), u32(oid), letter(tag), tuple(before)),
  truncate: (...oids: number[]) => message(letter('T'), u32(oids.length), [0], oids.flatMap(u32)),
  type: () => message(letter('Y'), u32(99), cstring('public'), cstring('mood')),
};
