import { createHash } from 'node:crypto';
import type { Connection } from '../db/connection.ts';
import type { AuditBody } from './changes.ts';
import { readyToSealBodies, type SaidBody, sealBody } from './seal-bodies.ts';

export interface AuditRecord {
  readonly mutationId: string;
  /** `catalog.editProduct@1` */
  readonly action: string;
  readonly actorId: string;
  readonly actorName: string;
  readonly deviceId: string | null;
  readonly outcome: string;
  readonly args: unknown;
  /** Epoch milliseconds */
  readonly occurredAt: number;
  /** What it changed; left out where nothing was. */
  readonly body?: AuditBody;
  /** Who said yes to it, and how */
  readonly approval?: { readonly by: string; readonly how: string };
}

/**
 * One entry for each mutation with an outcome, in its transaction. Arguments may hold personal data that must be
 * erasable, so the chain keeps their hash.
 */
export async function recordAudit(
  connection: Connection,
  tenantId: string,
  records: readonly AuditRecord[],
): Promise<void> {
  if (records.length === 0) return;
  const said = records.map(bodyOf);
  const fields = connection.fieldsOf?.(tenantId);
  // In memory nearly always: then this goes with whatever else is asked for at once.
  const ready = fields && readyToSealBodies(fields, tenantId, ofSome(said));
  if (ready) await ready;
  // What is hashed is what is kept: the chain is checked without a key, and stays whole where one is destroyed.
  const bodies = records.map(({ mutationId }, at) => {
    const body = said[at] ?? null;
    return body && (fields ? sealBody(fields, tenantId, mutationId, body) : plainText(body));
  });
  await connection.rows(
    `WITH said AS (
       SELECT * FROM unnest($2::uuid[], $3::text[], $4::uuid[], $5::text[], $6::uuid[], $7::text[], $8::text[],
                            $9::timestamptz[], $10::text[], $11::text[])
              WITH ORDINALITY AS a (mutation_id, action, actor_id, actor_name, device_id, outcome, hash, occurred_at,
                                    body, details_hash, place)
     ), kept AS (
       INSERT INTO audit.details (tenant_id, mutation_id, body)
       SELECT $1, mutation_id, body FROM said WHERE body IS NOT NULL
     )
     INSERT INTO audit.entries (tenant_id, mutation_id, action, actor_id, actor_name, device_id, outcome,
                                arguments_hash, occurred_at, details_hash)
     SELECT $1, mutation_id, action, actor_id, actor_name, device_id, outcome, hash, occurred_at, details_hash
       FROM said ORDER BY place`,
    [
      tenantId,
      records.map((record) => record.mutationId),
      records.map((record) => record.action),
      records.map((record) => record.actorId),
      records.map((record) => record.actorName),
      records.map((record) => record.deviceId),
      records.map((record) => record.outcome),
      records.map((record) => argumentsHash(record.args)),
      records.map((record) => new Date(record.occurredAt).toISOString()),
      bodies,
      bodies.map((body) => (body === null ? null : textHash(body))),
    ],
  );
}

const ofSome = (said: readonly (SaidBody | null)[]): SaidBody[] => said.filter((body) => body !== null);

/** Fetches the keys that its bodies are sealed with; undefined where they are in memory, as nearly always. */
export function readyToRecord(
  connection: Connection,
  tenantId: string,
  records: readonly AuditRecord[],
): Promise<void> | undefined {
  const fields = connection.fieldsOf?.(tenantId);
  return fields && readyToSealBodies(fields, tenantId, ofSome(records.map(bodyOf)));
}

function bodyOf({ body, args, approval }: AuditRecord): SaidBody | null {
  if (!body || (!approval && body.changes.length === 0 && Object.keys(body.added).length === 0)) return null;
  return { ...body, reason: reasonOf(args), ...(approval && { approval }) };
}

function plainText(body: SaidBody): string | null {
  const text = JSON.stringify(body);
  // Postgres keeps no NUL in text; nothing that a command takes holds one.
  return text.includes('\\u0000') ? null : text;
}

/** Why, in the words of who did it, where the command asks for it. */
function reasonOf(args: unknown): string {
  const said = (args ?? {}) as Record<string, unknown>;
  return [said['reason'], said['note']].filter((each) => typeof each === 'string' && each !== '').join(': ');
}

export function textHash(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

export function argumentsHash(args: unknown): string {
  return textHash(JSON.stringify(args) ?? 'null');
}
