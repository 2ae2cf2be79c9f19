import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { basename } from 'node:path';
import { type Readable, Transform } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { binaryKind, detectEncoding, type FileEncoding } from '@tillhouse/shared/kernel/detect-encoding.ts';
import { ImportProblem } from './import-problem.ts';

const HEAD = 64 * 1024;

export interface TextSource {
  readonly encoding: FileEncoding;
  readonly delimiterSample: string;
  readonly stream: Readable;
}

async function firstBytes(path: string): Promise<Uint8Array> {
  let file: Awaited<ReturnType<typeof open>>;
  try {
    file = await open(path, 'r');
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    const what =
      code === 'ENOENT'
        ? 'There is no such file'
        : code === 'EACCES'
          ? 'This file may not be read'
          : `This file cannot be opened (${code})`;
    throw new ImportProblem(`${what}: ${path}. Nothing was changed. Check the path and try again.`);
  }
  try {
    const buffer = new Uint8Array(4);
    await file.read(buffer, 0, 4, 0);
    return buffer;
  } finally {
    await file.close();
  }
}

/** Bytes of a file; `.gz` is unpacked by what the file holds, not by its name. */
async function bytesOf(path: string): Promise<Readable> {
  const [first, second] = await firstBytes(path);
  const raw = createReadStream(path, { highWaterMark: 256 * 1024 });
  if (first !== 0x1f || second !== 0x8b) return raw;
  const unpacked = createGunzip({ chunkSize: 256 * 1024 });
  raw.on('error', (error) => unpacked.destroy(error));
  return raw.pipe(unpacked);
}

async function headOf(path: string): Promise<Uint8Array> {
  const stream = await bytesOf(path);
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of stream) {
    chunks.push(chunk as Buffer);
    size += (chunk as Buffer).length;
    if (size >= HEAD) break;
  }
  stream.destroy();
  return Buffer.concat(chunks).subarray(0, HEAD);
}

function decoding(encoding: FileEncoding, skip: number): Transform {
  const decoder = new TextDecoder(encoding);
  let left = skip;
  return new Transform({
    decodeStrings: false,
    encoding: 'utf8',
    transform(chunk: Buffer, _encoding, done) {
      const rest = left > 0 ? chunk.subarray(left) : chunk;
      left = Math.max(0, left - chunk.length);
      done(null, decoder.decode(rest, { stream: true }));
    },
    flush(done) {
      done(null, decoder.decode());
    },
  });
}

/**
 * Opens a text file of any of the usual encodings as UTF-8, unpacked.
 * @throws ImportProblem when it is not there, empty, or no text at all
 */
export async function openText(path: string): Promise<TextSource> {
  const name = basename(path);
  let head: Uint8Array;
  try {
    head = await headOf(path);
  } catch (error) {
    if (error instanceof ImportProblem) throw error;
    throw new ImportProblem(
      `${name} is damaged: it cannot be unpacked (${(error as Error).message}). Nothing was changed. Get the file again.`,
    );
  }
  if (head.length === 0) throw new ImportProblem(`${name} is empty. Nothing was changed.`);
  const kind = binaryKind(head);
  const detected = kind ? null : detectEncoding(head);
  if (!detected) {
    throw new ImportProblem(
      `${name} is not a text file but ${kind ?? 'something binary'}, whatever its name says. Nothing was changed. Open it where it was made and save it as "CSV UTF-8".`,
    );
  }
  const { encoding, skip } = detected;
  const delimiterSample = new TextDecoder(encoding).decode(head.subarray(skip), { stream: true });
  const bytes = await bytesOf(path);
  const decoder = decoding(encoding, skip);
  bytes.on('error', (error) =>
    decoder.destroy(
      new ImportProblem(
        `${name} is damaged: ${error.message}. What was read before that stays; get the file again and run the same command.`,
      ),
    ),
  );
  return { encoding, delimiterSample, stream: bytes.pipe(decoder) };
}
