import { existsSync, readFileSync } from 'node:fs';
import { checkSignedExport } from '@tillhouse/cloud-api/platform/audit/signed-export.ts';
import { houseFiles } from './house-files.ts';
import { Plain } from './plain.ts';
import { openDeskFile } from './read-sources.ts';

export interface AuditFileFlags {
  readonly data: string;
  readonly desk?: string;
  readonly signature?: string;
  readonly key?: string;
}

export interface CheckedAuditFile {
  /** In words; empty: it holds */
  readonly problems: readonly string[];
  /** Who signed it, and when */
  readonly about: string;
}

/**
 * Checks an exported log by itself. Whether the key that signed it is the cloud's, the file cannot say: `--key` says it, or
 * a desk does, which keeps heads that the same key has signed.
 * @throws Plain where a file is not there
 */
export async function verifyAuditFile(file: string, flags: AuditFileFlags): Promise<CheckedAuditFile> {
  const beside = flags.signature ?? `${file}.sig`;
  const text = read(file, 'Nothing was checked.');
  const { signature, problems } = checkSignedExport(
    text,
    read(beside, 'Give it with --signature. Nothing was checked.'),
  );
  if (!signature) return { problems, about: 'not signed' };
  const { signedBy, signedAt, lines, head } = signature;
  const known = flags.key === undefined ? await keysOfDesk(flags) : [flags.key];
  const strange = known.length > 0 && !known.includes(signedBy);
  const records = `${Math.max(0, lines.length - 1)} records`;
  const at = head ? `, when the chain stood at ${head.position}` : '';
  const whose =
    known.length > 0
      ? ''
      : ` Nothing here knows that key: give it with --key, or a desk that has kept heads with --desk.`;
  return {
    problems: strange
      ? [...problems, `it was signed by ${signedBy}, and not by ${known.join(' or ')}: somebody else has written it`]
      : problems,
    about: `${records} signed by ${signedBy} at ${new Date(signedAt).toISOString()}${at}.${whose}`,
  };
}

function read(file: string, then: string): string {
  if (!existsSync(file)) throw new Plain(`There is no file ${file}. ${then}`);
  return readFileSync(file, 'utf8');
}

async function keysOfDesk({ desk, data }: AuditFileFlags): Promise<string[]> {
  const file = desk ?? houseFiles(data).deskFile;
  if (!existsSync(file)) return [];
  const source = openDeskFile(file);
  try {
    const rows = await source.rows<{ key: string }>('SELECT DISTINCT signed_by AS key FROM audit_heads ORDER BY 1');
    return rows.map(({ key }) => key);
  } finally {
    await source.close();
  }
}
