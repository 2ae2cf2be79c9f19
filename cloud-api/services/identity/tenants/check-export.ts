import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { createGunzip } from 'node:zlib';
import * as z from 'zod';

const manifestSchema = z.object({
  format: z.literal('tillhouse-export'),
  version: z.literal(1),
  tenant: z.object({ id: z.uuid(), name: z.string() }),
  takenAt: z.string(),
  tables: z.array(
    z.object({
      table: z.string(),
      file: z.string(),
      rows: z.number().int(),
      sha256: z.string(),
      omitted: z.array(z.string()),
    }),
  ),
  rows: z.number().int(),
});
export type CheckedManifest = z.infer<typeof manifestSchema>;

export interface CheckedExport {
  readonly manifest: CheckedManifest | undefined;
  /** What does not hold, in words; empty when the file is whole and as it was written */
  readonly problems: readonly string[];
}

interface Seen {
  readonly rows: number;
  readonly sha256: string;
}

/** Reads an export once through and holds every file of it to the manifest inside. Never throws for what the file holds. */
export async function checkExport(path: string): Promise<CheckedExport> {
  const files = new Map<string, Seen>();
  const problems: string[] = [];
  let manifestText = '';
  try {
    for await (const { name, chunks } of tarEntries(createReadStream(path).pipe(createGunzip()))) {
      const hash = createHash('sha256');
      let rows = 0;
      for await (const chunk of chunks) {
        hash.update(chunk);
        for (const byte of chunk) if (byte === 10) rows += 1;
        if (name === 'manifest.json') manifestText += chunk.toString('utf8');
      }
      if (files.has(name)) problems.push(`${name} is there twice`);
      files.set(name, { rows, sha256: hash.digest('hex') });
    }
  } catch (error) {
    problems.push(`the file is damaged or cut short: ${(error as Error).message}`);
  }
  const manifest = manifestOf(manifestText);
  if (!manifest) return { manifest: undefined, problems: [...problems, 'it has no manifest that can be read'] };
  for (const { file, rows, sha256 } of manifest.tables) {
    const seen = files.get(file);
    if (!seen) problems.push(`${file} is missing`);
    else if (seen.rows !== rows) problems.push(`${file} has ${seen.rows} rows, the manifest says ${rows}`);
    else if (seen.sha256 !== sha256) problems.push(`${file} is not as it was written (SHA-256 differs)`);
    files.delete(file);
  }
  files.delete('manifest.json');
  for (const name of files.keys()) problems.push(`${name} is in no manifest`);
  const sum = manifest.tables.reduce((total, { rows }) => total + rows, 0);
  if (sum !== manifest.rows) problems.push(`the tables have ${sum} rows together, the manifest says ${manifest.rows}`);
  return { manifest, problems };
}

function manifestOf(text: string): CheckedManifest | undefined {
  try {
    return manifestSchema.parse(JSON.parse(text));
  } catch {
    return undefined;
  }
}

const BLOCK = 512;

/** Entries of a tar as they pass. Whoever gets one reads its chunks to the end before the next. */
async function* tarEntries(
  source: AsyncIterable<Buffer>,
): AsyncGenerator<{ readonly name: string; readonly chunks: AsyncGenerator<Buffer> }> {
  const input = source[Symbol.asyncIterator]();
  let rest: Buffer = Buffer.alloc(0);
  const more = async (): Promise<void> => {
    const next = await input.next();
    if (next.done) throw new Error('it ends in the middle');
    rest = rest.length === 0 ? next.value : Buffer.concat([rest, next.value]);
  };
  const take = async (length: number): Promise<Buffer> => {
    while (rest.length < length) await more();
    const taken = rest.subarray(0, length);
    rest = rest.subarray(length);
    return taken;
  };
  async function* part(size: number): AsyncGenerator<Buffer> {
    for (let left = size; left > 0; ) {
      if (rest.length === 0) await more();
      const chunk = await take(Math.min(left, rest.length));
      left -= chunk.length;
      yield chunk;
    }
    await take((BLOCK - (size % BLOCK)) % BLOCK);
  }
  for (;;) {
    const header = await take(BLOCK);
    if (header.every((byte) => byte === 0)) break;
    const name = header.subarray(0, 100).toString('utf8').replace(/\0.*$/s, '');
    const sum = header.reduce((total, byte, at) => total + (at >= 148 && at < 156 ? 32 : byte), 0);
    if (Number.parseInt(header.toString('latin1', 148, 154), 8) !== sum) throw new Error('a header is damaged');
    const large = (header[124] ?? 0) >= 0x80;
    const size = large ? Number(header.readBigUInt64BE(128)) : Number.parseInt(header.toString('latin1', 124, 135), 8);
    yield { name, chunks: part(size) };
  }
  // To the end, so that a damaged tail is noticed too.
  for (let next = await input.next(); !next.done; next = await input.next());
}
