import { declaredMutators, type Mutator } from '@tillhouse/shared/kernel/define-mutator.ts';
import { contentIdOf } from '@tillhouse/sync/protocol/content-id.ts';
import * as z from 'zod';
import type { StaffCaller } from '../../platform/auth/caller.ts';
import { actorOf, refusal } from '../../platform/commands/asked-by-staff.ts';
import { refuseUnderWay, runCommand } from '../../platform/commands/run-command.ts';
import { refuseWithoutRoom } from '../../platform/tenancy/room.ts';
import { withTenant } from '../../platform/db/transaction.ts';
import { HttpProblem } from '../../platform/http/problem.ts';
import { type Route, route } from '../../platform/http/route.ts';
import type { CommerceContext } from './context.ts';
import { readTags, refuseChanged } from './row-tags.ts';
import '../../platform/commands/domains.ts';

export { actorOf, refusal };

const outcome = z.object({
  id: z.uuid().describe('The mutation: what was sent as Idempotency-Key'),
  status: z.literal('applied'),
  repeated: z.boolean().describe('True when it had been done before and nothing was done now'),
});

/** The same commands that desks push, one address each. */
export function commandRoutes(context: CommerceContext): Route[] {
  return declaredMutators().map((mutator) => commandRoute(context, mutator));
}

function commandRoute(context: CommerceContext, mutator: Mutator): Route {
  return route(
    {
      method: 'POST',
      path: `/v1/commands/${mutator.name}`,
      summary: mutator.doc,
      description: `${mutator.kind === 'fact' ? 'A fact' : 'An intent'}, version ${mutator.version}.`,
      tag: 'Commands',
      access: { as: 'staff', permission: mutator.permission, command: true },
      // A batch of history is some thousand lines.
      bodyLimit: 32 * 1024 * 1024,
      headers: {
        'idempotency-key': {
          schema: z.uuid(),
          description: 'Makes the command happen once: the same key again answers with the first outcome.',
        },
        'if-match': {
          schema: z.string().max(2_000).optional(),
          description:
            'Tags (`ETag`) of rows as you read them, with commas between. 412 `command.changed-since` when one of these rows is not as it was; nothing is done then.',
        },
        'approval-id': {
          schema: z.uuid().optional(),
          description: 'What somebody else approved by access.decideApproval; good once, for exactly this command.',
        },
      },
      // Its own schema documents it; the command reads its arguments itself and says what is wrong with them.
      body: z.unknown().meta(documentOf(mutator)),
      answers: { 200: { description: 'It is done', schema: outcome } },
    },
    async ({ body, caller, request }) => {
      const staff = caller as StaffCaller;
      const said = { name: mutator.name, version: mutator.version, args: body };
      const command = {
        ...said,
        id: commandId(request.headers['idempotency-key']),
        contentId: contentIdOf(said),
        occurredAt: context.now(),
        ...approvalOf(request.headers['approval-id']),
      };
      const { tenantId } = staff;
      const standing = await context.standings.of(tenantId);
      const tags = readTags(request.headers['if-match']);
      const done = await withTenant(context.pool, tenantId, async (db) => {
        await refuseUnderWay(db, tenantId, command.id);
        return runCommand(db, tenantId, actorOf(staff), command, async () => {
          await refuseChanged(db, staff, tags);
          if (mutator.kind === 'intent') await refuseWithoutRoom(db, tenantId, standing, command);
        });
      });
      context.onCommitted();
      if (done.status === 'refused') throw refusal(done);
      return { id: done.id, status: 'applied', repeated: done.repeated };
    },
  );
}

function documentOf(mutator: Mutator): Record<string, unknown> {
  const schema = mutator.args as unknown as z.ZodType;
  const written = z.toJSONSchema(schema, { target: 'openapi-3.0', unrepresentable: 'any', io: 'input' });
  return { ...(written as Record<string, unknown>) };
}

const uuid = z.uuid();

function approvalOf(header: unknown): { approvalId?: string } {
  const parsed = uuid.safeParse(header);
  return parsed.success ? { approvalId: parsed.data.toLowerCase() } : {};
}

/** @throws HttpProblem 400 where there is none */
export function commandId(header: unknown): string {
  const parsed = uuid.safeParse(header);
  if (parsed.success) return parsed.data.toLowerCase();
  throw new HttpProblem(
    400,
    'request.idempotency-key',
    'A command needs the header Idempotency-Key with a new uuid, so that sending it twice does it once. Nothing was done.',
  );
}
