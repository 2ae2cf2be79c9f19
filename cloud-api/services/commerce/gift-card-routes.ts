import { cardCode, endOfCode, groupedCode, hashOfCode, readCardCode } from '@tillhouse/shared/domains/credit/code.ts';
import type { Actor } from '@tillhouse/shared/kernel/define-mutator.ts';
import { idFor } from '@tillhouse/sync/protocol/derive-id.ts';
import { randomBytes } from 'node:crypto';
import * as z from 'zod';
import { newestVersion } from '../../platform/access/store-records.ts';
import { staffMember } from '../../platform/access/directory.ts';
import type { DeviceCaller, StaffCaller } from '../../platform/auth/caller.ts';
import { runCommand } from '../../platform/commands/run-command.ts';
import type { Connection } from '../../platform/db/connection.ts';
import { withTenant } from '../../platform/db/transaction.ts';
import { forbidden, notFound } from '../../platform/http/problem.ts';
import { type Route, route } from '../../platform/http/route.ts';
import { actorOf, commandId, refusal } from './command-routes.ts';
import type { CommerceContext } from './context.ts';
import { readPage } from './read-rows.ts';
import { resources } from './resources.ts';
import { rowSchema } from './resource-routes.ts';

const amount = z
  .number()
  .int()
  .min(1)
  .max(10 ** 13)
  .describe('Minor units');
const cards = resources.find(({ name }) => name === 'gift-cards')!;

const issued = z.object({
  id: z.uuid(),
  code: z.string().nullable().describe('Shown this once, and kept nowhere; null where it was issued before'),
  codeEnd: z.string().describe('The last four characters, by which people name it'),
  repeated: z.boolean(),
});

/** Runs one command about credit as `actor`. @throws what it was refused for, in its words */
async function run(
  context: CommerceContext,
  tenantId: string,
  actor: Actor,
  command: { id: string; name: string; args: unknown },
) {
  const whole = { ...command, version: newestVersion(command.name), occurredAt: context.now() };
  const done = await withTenant(context.pool, tenantId, (db) => runCommand(db, tenantId, actor, whole));
  context.onCommitted();
  if (done.status === 'refused') throw refusal(done);
  return done;
}

/** Gift cards beside the records and commands of them: a code is made here, and a card is found by it. */
export function giftCardRoutes(context: CommerceContext): Route[] {
  return [
    route(
      {
        method: 'POST',
        path: '/v1/gift-cards',
        summary: 'Issue a gift card and show its code, once',
        description:
          'What `credit.issue` does, with a code of 80 random bits made here. Only its hash is kept: whoever asks again under the same key hears that it was issued, and not the code.',
        tag: 'Gift cards',
        access: { as: 'staff', permission: 'credit.issue', command: true },
        headers: { 'idempotency-key': { schema: z.uuid(), description: 'Issues one card, however often it is sent.' } },
        body: z.strictObject({
          amount,
          currency: z.string().regex(/^[A-Z]{3}$/),
          expiresOn: z.iso.date().nullable().default(null).describe('The last day on which it pays'),
          reason: z.string().trim().min(1).max(200),
        }),
        answers: { 200: { description: 'It is issued', schema: issued } },
      },
      async ({ body, caller, request }) => {
        const staff = caller as StaffCaller;
        const id = commandId(request.headers['idempotency-key']);
        const code = cardCode(randomBytes(10));
        const creditId = idFor(id, 'gift-card');
        const args = { ...body, creditId, codeHash: hashOfCode(code), codeEnd: endOfCode(code) };
        const { repeated } = await run(context, staff.tenantId, actorOf(staff), { id, name: 'credit.issue', args });
        const codeEnd = repeated ? await endOf(context, staff.tenantId, creditId) : endOfCode(code);
        return { id: creditId, code: repeated ? null : groupedCode(code), codeEnd, repeated };
      },
    ),
    route(
      {
        method: 'POST',
        path: '/v1/gift-cards/find',
        summary: 'The gift card of a code, with its balance',
        description: 'A code is money, so that it travels in the body and stands in no address and no log.',
        tag: 'Gift cards',
        access: { as: 'staff', permission: 'credit.view' },
        body: z.strictObject({ code: z.string().max(100) }),
        answers: { 200: { description: 'The card', schema: rowSchema(cards) } },
      },
      async ({ body, caller }) => {
        const { tenantId } = caller as StaffCaller;
        const code = readCardCode(body.code);
        if (!code) throw notFound('gift card');
        const asked = {
          tenantId,
          limit: 1,
          cursor: undefined,
          filters: { codeHash: hashOfCode(code) },
          sees: () => true,
        };
        const { rows } = await withTenant(context.pool, tenantId, (db) => readPage(db, cards, asked));
        if (!rows[0]) throw notFound('gift card');
        return rows[0];
      },
    ),
  ];
}

async function endOf({ pool }: CommerceContext, tenantId: string, id: string): Promise<string> {
  const sql = 'SELECT code_end FROM credit_accounts WHERE tenant_id = $1 AND id = $2';
  const [row] = await withTenant(pool, tenantId, (db) => db.rows<{ code_end: string }>(sql, [tenantId, id]));
  return row?.code_end ?? '';
}

const person = async (db: Connection, tenantId: string, actorId: string): Promise<Actor> => {
  const found = await staffMember(db, tenantId, actorId);
  if (!found?.permissions.includes('till.sell')) throw forbidden('till.sell');
  return found;
};

/** For a till that hears from the cloud: what a basket is paid with is set aside before the sale, so that no two take the same money. */
export function creditDeskRoutes(context: CommerceContext): Route[] {
  const basket = { takeId: z.uuid(), creditId: z.uuid(), orderId: z.uuid() };
  const asked = {
    id: z.uuid().describe('The mutation: sent again it happens once'),
    actorId: z.uuid().describe('Who is signed in at the desk; needs `till.sell` in the cloud, now'),
  };
  const done = { 200: { description: 'It is done', schema: z.object({ done: z.literal(true) }) } };
  const runAs = async (caller: unknown, name: string, { id, actorId, ...args }: { id: string; actorId: string }) => {
    const { tenantId } = caller as DeviceCaller;
    const actor = await withTenant(context.pool, tenantId, (db) => person(db, tenantId, actorId));
    await run(context, tenantId, actor, { id, name, args });
    return { done: true as const };
  };
  return [
    route(
      {
        method: 'POST',
        path: '/sync/v1/credit/take',
        summary: 'Sets aside what a basket is about to be paid with',
        tag: 'Sync',
        access: { as: 'device' },
        body: z.strictObject({ ...asked, ...basket, amount, currency: z.string().regex(/^[A-Z]{3}$/) }),
        answers: done,
      },
      ({ body, caller }) => runAs(caller, 'credit.take', body),
    ),
    route(
      {
        method: 'POST',
        path: '/sync/v1/credit/release',
        summary: 'Gives back what was set aside for a basket that was not sold',
        tag: 'Sync',
        access: { as: 'device' },
        body: z.strictObject({ ...asked, ...basket }),
        answers: done,
      },
      ({ body, caller }) => runAs(caller, 'credit.release', body),
    ),
  ];
}
