import { createHash, createPublicKey, verify } from 'node:crypto';
import * as z from 'zod';
import type { HeadSigner } from './signed-heads.ts';

const digest = (text: string): string => createHash('sha256').update(text).digest('base64url');

/** The signature of an export, a file beside it. It knows each line apart, so that it says which was touched. */
export const signatureFile = z.strictObject({
  format: z.literal('tillhouse-audit-export'),
  version: z.literal(1),
  tenantId: z.uuid(),
  /** SHA-256 of each line in its order, base64url; the first is the head of the table */
  lines: z.array(z.string().max(43)),
  /** Where the tenant's chain stood: its last sealed entry; null where it has none */
  head: z.nullable(z.strictObject({ position: z.number().int(), hash: z.string().max(64) })),
  /** Epoch milliseconds */
  signedAt: z.number().int(),
  /** Ed25519 public key, base64url: the one that signs the heads which desks keep */
  signedBy: z.string().max(100),
  signature: z.string().max(200),
});
export type ExportSignature = z.infer<typeof signatureFile>;

const signedText = ({ tenantId, lines, head, signedAt }: Omit<ExportSignature, 'signature'>): string =>
  [
    'tillhouse audit export 1',
    tenantId,
    lines.length,
    digest(lines.join('\n')),
    head ? `${head.position} ${head.hash}` : '',
    signedAt,
  ].join('\n');

const END = '\r\n';
/** Of a table whose lines all end; a rest without an end is a line too. */
function linesOf(text: string): string[] {
  const lines = text.split(END);
  if (lines.at(-1) === '') lines.pop();
  return lines;
}

/** @param now epoch milliseconds */
export function signExport(
  signer: HeadSigner,
  text: string,
  of: Pick<ExportSignature, 'tenantId' | 'head'>,
  now: number,
): ExportSignature {
  const unsigned = {
    ...({ format: 'tillhouse-audit-export', version: 1, ...of } as const),
    ...{ lines: linesOf(text).map(digest), signedAt: now, signedBy: signer.publicKey },
  };
  return { ...unsigned, signature: signer.sign(signedText(unsigned)) };
}

export interface CheckedAuditExport {
  /** undefined where it cannot be read */
  readonly signature: ExportSignature | undefined;
  /** What does not hold, in words; empty: the file is as the cloud wrote it */
  readonly problems: readonly string[];
}

/** Lays an exported log beside its signature. Never throws for what the two hold. */
export function checkSignedExport(text: string, signatureText: string): CheckedAuditExport {
  const signature = read(signatureText);
  if (!signature) return { signature, problems: ['the signature is damaged: it cannot be read'] };
  if (!isGenuine(signature))
    return { signature, problems: ['the signature is false: it was changed, or is of nobody'] };
  return { signature, problems: differences(linesOf(text).map(digest), signature.lines) };
}

function read(text: string): ExportSignature | undefined {
  try {
    return signatureFile.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}

function isGenuine(signature: ExportSignature): boolean {
  try {
    const key = createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x: signature.signedBy }, format: 'jwk' });
    return verify(null, Buffer.from(signedText(signature)), key, Buffer.from(signature.signature, 'base64url'));
  } catch {
    return false;
  }
}

/** Lines by their number in the file as it was written, from 1. */
function differences(there: readonly string[], signed: readonly string[]): string[] {
  const placeOf = new Map(signed.map((line, at) => [line, at]));
  const seen = new Set<number>();
  const problems: string[] = [];
  let last = -1;
  for (const [at, line] of there.entries()) {
    const place = placeOf.get(line);
    if (place === undefined) problems.push(`line ${at + 1} is not as it was written: it was changed or put in`);
    else if (seen.has(place)) problems.push(`line ${at + 1} is line ${place + 1} once more`);
    else if (place < last) problems.push(`line ${at + 1} stood at ${place + 1}: it was moved`);
    if (place !== undefined) {
      seen.add(place);
      last = Math.max(last, place);
    }
  }
  const missing = signed.flatMap((_line, at) => (seen.has(at) ? [] : [at]));
  // What is missing up to the very end was cut off.
  let end = signed.length;
  while (missing.at(-1) === end - 1) {
    missing.pop();
    end -= 1;
  }
  problems.push(...missing.map((at) => `line ${at + 1} is missing: it was taken out or changed`));
  if (end < signed.length) problems.push(`the file ends after line ${end} of ${signed.length}: the rest was cut off`);
  return problems;
}
