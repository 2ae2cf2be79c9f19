import * as z from 'zod';
import { storeNamed } from '../../platform/access/stores.ts';
import type { Person } from '../../platform/auth/caller.ts';
import { forbidden, notFound } from '../../platform/http/problem.ts';
import { type Route, route } from '../../platform/http/route.ts';
import {
  type By,
  changeKey,
  keyName,
  keyOrigins,
  keysOf,
  makeApiKey,
  newKey,
  revokeKey,
  rotateKey,
} from './api-keys.ts';
import type { IdentityContext } from './context.ts';

const instant = z.number().describe('Epoch milliseconds');
const shownKey = z.object({
  id: z.uuid(),
  kind: z.enum(['publishable', 'secret']),
  name: z.string(),
  shown: z.string().describe('Its first characters; of a publishable key the whole'),
  scopes: z.array(z.string()),
  origins: z.array(z.string()),
  storeId: z.uuid().nullable().describe('Of a publishable key: the store it is for'),
  createdAt: instant,
  lastUsedAt: instant.nullable().describe('To the minute'),
  endsAt: instant.nullable().describe('Another took over from it; until then both are good'),
});
const made = z.object({ id: z.uuid(), key: z.string() });
const access = { as: 'person', permission: 'api-keys.manage' } as const;
const params = z.object({ id: z.uuid() });

const byOf = (person: Person): By => ({ tenantId: person.tenantId, id: person.staffId, name: person.name });

/** A key never allows more than whoever sees its text may do. @throws HttpProblem 403 */
function refuseBeyond(person: Person, scopes: readonly string[]): void {
  const beyond = scopes.find((scope) => !person.permissions.includes(scope));
  if (beyond) throw forbidden(beyond);
}

export function apiKeyRoutes(context: IdentityContext): Route[] {
  async function refuseForeign(tenantId: string, storeId: string | null | undefined): Promise<void> {
    if (storeId && !(await context.store.read(tenantId, (db) => storeNamed(db, tenantId, storeId))))
      throw notFound('store');
  }
  return [
    route(
      {
        method: 'POST',
        path: '/auth/api-keys',
        summary: 'Make an API key; its text is shown this once',
        tag: 'API keys',
        access,
        body: newKey,
        answers: { 201: { description: 'Made', schema: made } },
      },
      async ({ body, caller, reply }) => {
        const person = caller as Person;
        if (body.kind === 'secret') refuseBeyond(person, body.scopes);
        else await refuseForeign(person.tenantId, body.storeId);
        reply.header('cache-control', 'no-store');
        return reply.status(201).send(await makeApiKey(context, person.tenantId, byOf(person), body));
      },
    ),
    route(
      {
        method: 'GET',
        path: '/auth/api-keys',
        summary: 'API keys that are in use',
        tag: 'API keys',
        access,
        answers: { 200: { description: 'Keys', schema: z.object({ keys: z.array(shownKey) }) } },
      },
      async ({ caller }) => ({ keys: await keysOf(context, (caller as Person).tenantId) }),
    ),
    route(
      {
        method: 'PATCH',
        path: '/auth/api-keys/:id',
        summary: 'Rename an API key, or say which pages may use it',
        tag: 'API keys',
        access,
        params,
        body: z.strictObject({
          name: keyName.optional(),
          origins: keyOrigins.optional(),
          storeId: z.uuid().nullable().optional(),
        }),
        answers: { 204: { description: 'Changed; it acts within ten seconds everywhere' } },
      },
      async ({ params: { id }, body, caller, reply }) => {
        const person = caller as Person;
        await refuseForeign(person.tenantId, body.storeId);
        await changeKey(context, byOf(person), id, body);
        context.onChanged();
        return reply.status(204).send();
      },
    ),
    route(
      {
        method: 'POST',
        path: '/auth/api-keys/:id/rotate',
        summary: 'Give an API key a new text, shown this once',
        description: 'The one before ends at once, or after as many hours as you say, so that nothing stands still.',
        tag: 'API keys',
        access,
        params,
        body: z.strictObject({ keepHours: z.number().int().min(0).max(168).default(0) }),
        answers: { 201: { description: 'A key of the same name and rights', schema: made } },
      },
      async ({ params: { id }, body, caller, reply }) => {
        const person = caller as Person;
        const next = await rotateKey(context, byOf(person), id, body.keepHours, (held) => refuseBeyond(person, held));
        context.onChanged();
        reply.header('cache-control', 'no-store');
        return reply.status(201).send(next);
      },
    ),
    route(
      {
        method: 'DELETE',
        path: '/auth/api-keys/:id',
        summary: 'Revoke an API key',
        tag: 'API keys',
        access,
        params,
        answers: { 204: { description: 'Revoked; it stops within ten seconds everywhere' } },
      },
      async ({ params: { id }, caller, reply }) => {
        await revokeKey(context, byOf(caller as Person), id);
        context.onChanged();
        return reply.status(204).send();
      },
    ),
  ];
}
