import { relationSignature } from '../postgres/catalogue.ts';
import { type Lsn, readLsn } from '../protocol/lsn.ts';

/** A value that an update did not touch and that is stored out of line: the stream leaves it out. */
export const unchanged = Symbol('unchanged');
export type StreamedRow = (string | null | typeof unchanged)[];

export interface Relation {
  readonly oid: number;
  readonly schema: string;
  readonly name: string;
  /** Names, types and their order, comparable with the catalogue's. */
  readonly signature: string;
}

export type PgOutputMessage =
  | { kind: 'begin'; commitLsn: Lsn; xid: number }
  | { kind: 'commit'; endLsn: Lsn }
  | { kind: 'relation'; relation: Relation }
  | { kind: 'insert'; oid: number; row: StreamedRow }
  | { kind: 'update'; oid: number; before: StreamedRow | null; whole: boolean; row: StreamedRow }
  | { kind: 'delete'; oid: number; before: StreamedRow; whole: boolean }
  | { kind: 'truncate'; oids: number[] }
  | { kind: 'ignored' };

/** Decodes one message of pgoutput protocol 1 (PostgreSQL documentation, "Logical Replication Message Formats"). */
export function decodePgOutput(buffer: Buffer, start: number): PgOutputMessage {
  switch (buffer[start]) {
    case 0x42: // B
      return { kind: 'begin', commitLsn: readLsn(buffer, start + 1), xid: buffer.readUInt32BE(start + 17) };
    case 0x43: // C
      return { kind: 'commit', endLsn: readLsn(buffer, start + 10) };
    case 0x49: // I
      return { kind: 'insert', oid: buffer.readUInt32BE(start + 1), row: new TupleReader(buffer, start + 6).row() };
    case 0x55: // U
      return decodeUpdate(buffer, start);
    case 0x44: // D
      return {
        kind: 'delete',
        oid: buffer.readUInt32BE(start + 1),
        whole: buffer[start + 5] === 0x4f,
        before: new TupleReader(buffer, start + 6).row(),
      };
    case 0x52: // R
      return { kind: 'relation', relation: decodeRelation(buffer, start + 1) };
    case 0x54: // T
      return { kind: 'truncate', oids: decodeOids(buffer, start + 1) };
    default: // origin, type and logical messages say nothing about rows
      return { kind: 'ignored' };
  }
}

function decodeUpdate(buffer: Buffer, start: number): PgOutputMessage {
  const oid = buffer.readUInt32BE(start + 1);
  const tag = buffer[start + 5]; // O: whole old row, K: its key only, N: no old row
  if (tag === 0x4e) {
    return { kind: 'update', oid, before: null, whole: false, row: new TupleReader(buffer, start + 6).row() };
  }
  const reader = new TupleReader(buffer, start + 6);
  const before = reader.row();
  reader.skip(1);
  return { kind: 'update', oid, before, whole: tag === 0x4f, row: reader.row() };
}

function decodeOids(buffer: Buffer, start: number): number[] {
  const count = buffer.readUInt32BE(start);
  return Array.from({ length: count }, (_, index) => buffer.readUInt32BE(start + 5 + index * 4));
}

function decodeRelation(buffer: Buffer, start: number): Relation {
  let at = start + 4;
  const text = () => {
    const end = buffer.indexOf(0, at);
    const value = buffer.toString('utf8', at, end);
    at = end + 1;
    return value;
  };
  const schema = text();
  const name = text();
  // One byte of replica identity: each update says itself what old row it brings.
  const count = buffer.readUInt16BE(at + 1);
  at += 3;
  const columns = Array.from({ length: count }, () => {
    at += 1;
    const column = { name: text(), typeOid: buffer.readUInt32BE(at), typeMod: buffer.readInt32BE(at + 4) };
    at += 8;
    return column;
  });
  const signature = relationSignature(columns);
  return { oid: buffer.readUInt32BE(start), schema: schema || 'pg_catalog', name, signature };
}

class TupleReader {
  private readonly buffer: Buffer;
  private at: number;

  constructor(buffer: Buffer, at: number) {
    this.buffer = buffer;
    this.at = at;
  }

  skip(bytes: number): void {
    this.at += bytes;
  }

  row(): StreamedRow {
    const { buffer } = this;
    const count = buffer.readUInt16BE(this.at);
    let at = this.at + 2;
    const row: StreamedRow = new Array(count);
    for (let index = 0; index < count; index++) {
      const tag = buffer[at++];
      if (tag === 0x74) {
        const length = buffer.readUInt32BE(at);
        at += 4;
        row[index] = buffer.toString('utf8', at, at + length);
        at += length;
      } else if (tag === 0x75) row[index] = unchanged;
      else row[index] = null;
    }
    this.at = at;
    return row;
  }
}
