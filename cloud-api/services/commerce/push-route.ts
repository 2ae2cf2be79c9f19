import { type RunResult, runMutation } from '@tillhouse/shared/data/run-mutation.ts';
import type { Actor } from '@tillhouse/shared/kernel/define-mutator.ts';
import { applyMutations } from '@tillhouse/sync/server/apply-mutations.ts';
import { MAX_BATCH, MAX_BODY_BYTES, type PushedMutation, type PushResponse } from '@tillhouse/sync/protocol/push.ts';
import * as z from 'zod';
import { checkApproval } from '../../platform/access/check-approval.ts';
import { checkProof } from '../../platform/access/check-proof.ts';
import { deviceProfile, formerMember, knownStaff, storeContext } from '../../platform/access/directory.ts';
import { ChangeRecorder } from '../../platform/audit/changes.ts';
import type { DeviceCaller } from '../../platform/auth/caller.ts';
import type { Connection } from '../../platform/db/connection.ts';
import { refuseIntentWithoutRoom } from '../../platform/tenancy/room.ts';
import { withTenant } from '../../platform/db/transaction.ts';
import { HttpProblem } from '../../platform/http/problem.ts';
import { asideStore } from '../../platform/commands/aside-store.ts';
import { type Route, route } from '../../platform/http/route.ts';
import { systemActor } from '../../platform/commands/system-actor.ts';
import type { CommerceContext } from './context.ts';
import { raiseCase } from './raise-case.ts';
import { recordRefusals } from './record-refusals.ts';
import { recordRuns } from './record-runs.ts';
import '../../platform/commands/domains.ts';

interface Known {
  readonly at: (moment: number) => Actor;
}

const pushBody = z.object({
  protocol: z.literal(1),
  clientId: z.uuid().describe('Born with the desk’s file'),
  mutations: z
    .array(
      z.looseObject({
        seq: z.number().int(),
        id: z.uuid(),
        name: z.string(),
        version: z.number().int(),
        args: z.unknown(),
        occurredAt: z.number().int().describe('Epoch milliseconds'),
        actorId: z.uuid(),
        actorName: z.string(),
        clockOffset: z.number().int().nullable().optional().describe('Cloud clock − device clock, milliseconds'),
        approval: z.unknown().optional().describe('Evidence of somebody else’s yes, checked again here'),
        proof: z
          .unknown()
          .optional()
          .describe('Evidence that who did it showed lately that it is them, checked again here'),
      }),
    )
    .max(MAX_BATCH),
  sentAt: z.number().int(),
});

const pushAnswer = z.object({
  lastSeq: z.number().int(),
  outcomes: z.array(
    z.object({
      seq: z.number().int(),
      id: z.uuid(),
      status: z.enum(['applied', 'refused', 'quarantined']),
      code: z.string().nullable(),
      message: z.string().nullable(),
      details: z.record(z.string(), z.unknown()).nullable(),
    }),
  ),
  held: z
    .object({ seq: z.number().int(), id: z.uuid(), code: z.string(), message: z.string() })
    .optional()
    .describe('The first mutation that was not taken in, because the cloud’s or the desk’s program is too old for it'),
  cloud: z.object({ systemId: z.string(), timeline: z.number().int() }),
  lsn: z.string(),
  now: z.number().int(),
});

/** The body is documented here and read by the sync server, which keeps what it cannot read instead of refusing it. */
const documented = z.unknown().meta({
  ...(z.toJSONSchema(pushBody, { target: 'openapi-3.0', unrepresentable: 'any' }) as Record<string, unknown>),
});

export function pushRoute(context: CommerceContext): Route {
  return route(
    {
      method: 'POST',
      path: '/sync/v1/push',
      summary: 'Take in what was done at a desk',
      description:
        'Up to 50 commands in the order of their counter. Each ends as one stored outcome, however often it is sent. 409 `sync.out-of-order` and `sync.re-identify` are answered by the desk itself.',
      tag: 'Sync',
      access: { as: 'device' },
      bodyLimit: MAX_BODY_BYTES,
      turns: () => context.turns.push,
      body: documented,
      answers: { 200: { description: 'Outcomes', schema: pushAnswer } },
    },
    async ({ body, caller, request }) => {
      const { tenantId, deviceId } = caller as DeviceCaller;
      const standing = await context.standings.of(tenantId);
      // One look-up of a person for a batch; a command that changes people or rights ends what was known.
      const changes = new WeakMap<RunResult, ChangeRecorder>();
      const people = new Map<string, Known | undefined>();
      try {
        const answer = await applyMutations({
          request: body,
          tenantId,
          deviceId,
          now: context.now,
          transaction: (fn) =>
            withTenant(context.pool, tenantId, async (connection) => {
              people.clear();
              const answer = await fn(connection);
              const { outcomes = [] } = answer as Partial<PushResponse>;
              await recordRefusals(connection, tenantId, deviceId, body, outcomes);
              return answer;
            }),
          storeContext: (connection) => storeContext(connection as Connection, tenantId),
          resolveActor: async (connection, mutation) => {
            // Desks never act as the cloud itself, whatever they say.
            if (mutation.actorId === systemActor.id) return undefined;
            if (!people.has(mutation.actorId)) {
              people.set(mutation.actorId, await anybody(connection as Connection, tenantId, mutation.actorId));
            }
            return people.get(mutation.actorId)?.at(momentOf(mutation, context.now()));
          },
          checkApproval: (connection, mutation) =>
            checkApproval(connection as Connection, tenantId, deviceId, mutation),
          checkProof: (connection, mutation) =>
            checkProof(connection as Connection, tenantId, deviceId, mutation, context.now()),
          mayTakeOver: async (connection, from) =>
            (await deviceProfile(connection as Connection, tenantId, from))?.status !== 'enrolled',
          run: async (options) => {
            const recorder = new ChangeRecorder();
            await refuseIntentWithoutRoom(options.connection as Connection, tenantId, standing, options.mutation);
            const aside = asideStore(options.connection as Connection, tenantId);
            const result = await runMutation({ ...options, aside, observer: recorder });
            changes.set(result, recorder);
            if (options.mutation.name.startsWith('access.')) people.clear();
            return result;
          },
          record: (connection, applied) =>
            recordRuns(
              connection as Connection,
              tenantId,
              applied.map((run) => ({ ...run, body: changes.get(run.result)?.body() })),
            ),
          onPutAside: (connection, aside) => raiseCase(connection as Connection, tenantId, aside),
          onBug: (mutation, error) => {
            const { id, name, version } = mutation;
            request.log.error({ err: error, mutation: { id, name, version }, requestId: request.id }, 'quarantined');
          },
        });
        context.onCommitted();
        return answer;
      } catch (error) {
        throw malformed(error) ?? error;
      }
    },
  );
}

/** Whoever works or worked here: what somebody did before leaving stands, without the rights that ended. */
async function anybody(connection: Connection, tenantId: string, staffId: string): Promise<Known | undefined> {
  const known = await knownStaff(connection, tenantId, staffId);
  if (known) return known;
  const former = await formerMember(connection, tenantId, staffId);
  return former && { at: () => former };
}

/** What was lent counts by when it was done, as the cloud's clock had it then, and never later than now. */
function momentOf({ occurredAt, clockOffset }: PushedMutation, now: number): number {
  return Math.min(occurredAt + (clockOffset ?? 0), now);
}

function malformed(error: unknown): HttpProblem | undefined {
  const { code, details } = error as { code?: unknown; details?: Record<string, unknown> };
  if (code !== 'sync.malformed-push') return undefined;
  return new HttpProblem(400, code, (error as Error).message, details);
}
