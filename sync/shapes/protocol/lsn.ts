/**
 * A position in the write-ahead log as a plain number. 2^53 bytes is 9 petabytes of log in the life of one cluster,
 * so a double holds it exactly and the per-item indexes of the logs stay typed arrays.
 */
export type Lsn = number;

/** `16/B374D848` as Postgres prints it. Throws on anything else: a silently wrong position would lose changes. */
export function parseLsn(text: string): Lsn {
  const match = /^([0-9A-F]{1,8})\/([0-9A-F]{1,8})$/i.exec(text);
  if (!match) throw new Error(`not a log position: ${text}`);
  const lsn = Number.parseInt(match[1]!, 16) * 2 ** 32 + Number.parseInt(match[2]!, 16);
  if (!Number.isSafeInteger(lsn)) throw new Error(`log position beyond 2^53: ${text}`);
  return lsn;
}

/** Reads the 8 bytes of a position in a replication message. */
export function readLsn(buffer: Buffer, at: number): Lsn {
  return buffer.readUInt32BE(at) * 2 ** 32 + buffer.readUInt32BE(at + 4);
}

export function writeLsn(buffer: Buffer, lsn: Lsn, at: number): void {
  buffer.writeUInt32BE(Math.floor(lsn / 2 ** 32), at);
  buffer.writeUInt32BE(lsn % 2 ** 32, at + 4);
}
