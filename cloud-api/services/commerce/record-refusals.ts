import type { Outcome } from '@tillhouse/sync/protocol/push.ts';
import * as z from 'zod';
import { argumentsHash } from '../../platform/audit/record-audit.ts';
import type { Connection } from '../../platform/db/connection.ts';

/** What of a pushed mutation is known for certain; quarantined ones may be anything. */
const pushed = z.object({
  id: z.uuid().transform((id) => id.toLowerCase()),
  name: z.string().max(200).catch('unknown'),
  version: z.number().int().catch(0),
  args: z.unknown(),
  actorId: z.uuid().catch('00000000-0000-0000-0000-000000000000'),
  actorName: z.string().max(200).catch(''),
  occurredAt: z.number().int().min(0).max(7_258_118_400_000).catch(0),
});

/**
 * Who tried what and was refused, or sent what could not be understood, is audited too: in the transaction of the
 * outcome, which is what is told apart by `ON CONFLICT` when a batch is sent again.
 */
export async function recordRefusals(
  connection: Connection,
  tenantId: string,
  deviceId: string,
  request: unknown,
  outcomes: readonly Outcome[],
): Promise<void> {
  const refused = new Map(
    outcomes.filter(({ status }) => status !== 'applied').map((outcome) => [outcome.id, outcome]),
  );
  if (refused.size === 0) return;
  const { mutations } = z.object({ mutations: z.array(z.unknown()) }).parse(request);
  for (const each of mutations) {
    const read = pushed.safeParse(each);
    const outcome = read.success ? refused.get(read.data.id) : undefined;
    if (!read.success || !outcome) continue;
    const { id, name, version, args, actorId, actorName, occurredAt } = read.data;
    const safe = (text: string) => text.replaceAll('\0', '').toWellFormed();
    await connection.rows(
      `INSERT INTO audit.entries
         (tenant_id, mutation_id, action, actor_id, actor_name, device_id, outcome, arguments_hash, occurred_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) ON CONFLICT (tenant_id, mutation_id) DO NOTHING`,
      [
        tenantId,
        id,
        safe(`${name}@${version}`),
        actorId,
        safe(actorName),
        deviceId,
        `${outcome.status} ${outcome.code ?? ''}`.trim(),
        argumentsHash(args),
        new Date(occurredAt).toISOString(),
      ],
    );
  }
}
