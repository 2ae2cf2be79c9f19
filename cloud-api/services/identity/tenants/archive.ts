import { createHash, type Hash } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';

/** A file that goes into an archive, or is one. */
export interface ArchivedFile {
  /** Its name inside, as `tables/public.products.ndjson` */
  readonly name: string;
  readonly path: string;
}

const BLOCK = 512;

/** POSIX ustar: what every tar reads. Names are short and ours; times are left out, so equal rows make equal bytes. */
function header(name: string, size: number): Buffer {
  const block = Buffer.alloc(BLOCK);
  const octal = (value: number, length: number): string => `${value.toString(8).padStart(length - 1, '0')}\0`;
  if (Buffer.byteLength(name) > 100) throw new Error(`${name} is too long a name`);
  block.write(name, 0);
  block.write(octal(0o644, 8), 100);
  block.write(octal(0, 8), 108);
  block.write(octal(0, 8), 116);
  // More than 8 GiB in one file does not fit eleven octal digits; GNU tar's binary form does.
  if (size < 8 ** 11) block.write(octal(size, 12), 124);
  else {
    block.writeUInt8(0x80, 124);
    block.writeBigUInt64BE(BigInt(size), 128);
  }
  block.write(octal(0, 12), 136);
  block.write('        ', 148);
  block.write('0', 156);
  block.write('ustar\x0000', 257);
  const sum = block.reduce((total, byte) => total + byte, 0);
  block.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148);
  return block;
}

async function* entries(files: readonly ArchivedFile[]): AsyncGenerator<Buffer> {
  for (const { name, path } of files) {
    const { size } = await stat(path);
    yield header(name, size);
    for await (const chunk of createReadStream(path)) yield chunk as Buffer;
    yield Buffer.alloc((BLOCK - (size % BLOCK)) % BLOCK);
  }
  yield Buffer.alloc(2 * BLOCK);
}

/** Writes a .tar.gz of files that stand on disk. @returns what it weighs, and its SHA-256 */
export async function writeArchive(
  files: readonly ArchivedFile[],
  path: string,
): Promise<{ bytes: number; sha256: string }> {
  const hash = createHash('sha256');
  await pipeline(Readable.from(entries(files)), createGzip(), passing(hash), createWriteStream(path, { mode: 0o600 }));
  return { bytes: (await stat(path)).size, sha256: hash.digest('hex') };
}

function passing(hash: Hash): Transform {
  return new Transform({
    transform: (chunk: Buffer, _encoding, done) => {
      hash.update(chunk);
      done(null, chunk);
    },
  });
}
