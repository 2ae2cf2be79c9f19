import { readyToSeal, sealRow } from '@tillhouse/shared/data/fields.ts';
import { type CaseAbout, quarantineCases, SHOWN_ARGUMENTS } from '@tillhouse/shared/domains/quarantine/schema.ts';
import type { PutAside } from '@tillhouse/sync/server/apply-one.ts';
import * as z from 'zod';
import type { Connection } from '../../platform/db/connection.ts';

const LATEST = 7_258_118_400_000;

/** What of a payload that was put aside can be shown; the rest of it may be anything. */
const shown = z.object({
  name: z.string().catch(''),
  version: z.number().int().min(0).max(1_000_000).catch(0),
  args: z.unknown().optional(),
  actorId: z.uuid().nullable().catch(null),
  actorName: z.string().catch(''),
  occurredAt: z.number().int().min(0).max(LATEST).nullable().catch(null),
});

/** Puts what was put aside before people: one row at every desk of the store, once. */
export async function raiseCase(connection: Connection, tenantId: string, aside: PutAside): Promise<void> {
  const { name, version, args, actorId, actorName, occurredAt } = shown.parse(aside.payload ?? {});
  const sealed = { args: shownArguments(args), actor_name: safe(actorName) };
  await readyToSeal(connection.fields, quarantineCases as never, [{ id: aside.id }]);
  sealRow(connection.fields, quarantineCases as never, { id: aside.id }, sealed);
  await connection.rows(
    `INSERT INTO quarantine_cases (tenant_id, id, name, version, args, about, reason, message, device_id, actor_id,
       actor_name, occurred_at, received_at, status)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, 'open') ON CONFLICT (tenant_id, id) DO NOTHING`,
    [
      tenantId,
      aside.id,
      safe(name),
      version,
      sealed.args,
      JSON.stringify(aboutOf(args)),
      aside.reason,
      safe(aside.message, 1_000),
      aside.deviceId,
      actorId,
      sealed.actor_name,
      occurredAt === null ? null : new Date(occurredAt).toISOString(),
      new Date(aside.receivedAt).toISOString(),
    ],
  );
}

const id = z.uuid().optional().catch(undefined);
const found = z
  .object({
    ...{ orderId: id, invoiceId: id, registerId: id, sessionId: id },
    decided: z
      .object({ generation: z.number().int().optional().catch(undefined) })
      .catch({})
      .default({}),
  })
  .catch({ decided: {} });

function aboutOf(args: unknown): CaseAbout {
  const {
    decided: { generation },
    ...ids
  } = found.parse(args);
  return { ...ids, ...(generation !== undefined && { generation }) };
}

/** Postgres takes neither NUL nor half surrogates in text, nor their escapes in jsonb. */
const safe = (text: string, most = 200) => text.replaceAll('\0', '').toWellFormed().slice(0, most).toWellFormed();

function shownArguments(args: unknown): string | null {
  const text = JSON.stringify(args ?? null);
  if (args === undefined || args === null || text.length > SHOWN_ARGUMENTS) return null;
  return /\\u0000|\\ud[89a-f]/i.test(text) ? null : text;
}
