import { mailPattern } from '@tillhouse/shared/kernel/mail-address.ts';
import { randomUUID } from 'node:crypto';
import * as z from 'zod';
import type { OperatorCaller } from '../../../platform/auth/caller.ts';
import { withTransaction } from '../../../platform/db/transaction.ts';
import { type Route, route } from '../../../platform/http/route.ts';
import { quotasSchema } from '../../../platform/tenancy/quotas.ts';
import type { IdentityContext } from '../context.ts';
import { createTenant } from '../create-tenant.ts';
import { writeLetter } from '../letters/letters.ts';
import { newSecret } from '../secrets.ts';
import { recordAct } from './operators.ts';
import {
  listTenants,
  needPlan,
  oneTenant,
  restoreTenant,
  setPlan,
  suspendTenant,
  tenantHealth,
} from './tenants-of-platform.ts';

const shown = z.object({
  id: z.uuid(),
  name: z.string(),
  status: z.enum(['active', 'suspended', 'erasing']),
  reason: z.string().nullable(),
  since: z.string().nullable(),
  planId: z.string(),
  quotas: quotasSchema.describe('Of this tenant alone, over those of its plan'),
  eraseAfter: z.string().nullable(),
  createdAt: z.string(),
});
const plan = z.strictObject({
  id: z.string().regex(/^[a-z0-9-]{1,40}$/),
  name: z.string().trim().min(1).max(60),
  quotas: quotasSchema,
});
const count = z.number().int();
const health = z.object({
  devices: count,
  lastSeen: z.string().nullable(),
  desksSilent: count.describe('Enrolled and not heard from for a day'),
  waitingEvents: count.describe('Events that the relay has not published yet'),
  oldestEvent: z.string().nullable(),
  unsealed: count.describe('Audit entries that are not in the chain yet'),
  quarantined: count.describe('Commands of desks that somebody of the tenant has to look at'),
  refusedDay: count,
  outcomesDay: count,
  products: count,
  customers: count.describe('Who are not archived'),
  orders: count,
  storageBytes: count.describe('Of all its rows as they are kept, without indexes; measured within the hour'),
  exportBytes: count.describe('Of exports that wait to be fetched'),
});
const params = z.object({ id: z.uuid() });
const access = { as: 'operator' } as const;
const tag = 'Operators';
const answers = { 200: { description: 'As it stands now', schema: shown } };

export function operatorTenantRoutes(context: IdentityContext): Route[] {
  return [
    route(
      {
        method: 'GET',
        path: '/operator/v1/tenants',
        summary: 'Tenants by name',
        tag,
        access,
        query: z.object({
          search: z.string().max(120).default('').describe('Part of the name, or the whole id'),
          cursor: z.string().max(400).default(''),
          limit: z.coerce.number().int().min(1).max(200).default(50),
        }),
        answers: {
          200: { description: 'A page', schema: z.object({ tenants: z.array(shown), next: z.string().nullable() }) },
        },
      },
      async ({ query: { search, cursor, limit } }) => {
        const tenants = await listTenants(context, {
          search,
          after: Buffer.from(cursor, 'base64url').toString(),
          limit,
        });
        const last = tenants.length === limit ? tenants.at(-1) : undefined;
        return { tenants, next: last ? Buffer.from(`${last.name}\n${last.id}`).toString('base64url') : null };
      },
    ),
    route(
      {
        method: 'POST',
        path: '/operator/v1/tenants',
        summary: 'Create a tenant with its first owner',
        description:
          'The owner gets a password by letter and changes it; an address that has an account keeps its own.',
        tag,
        access,
        body: z.strictObject({
          name: z.string().trim().min(1).max(120),
          planId: z.string().max(40).default('open'),
          owner: z.strictObject({
            name: z.string().trim().min(1).max(120),
            initials: z.string().trim().min(1).max(4),
            email: z.string().trim().max(254).regex(mailPattern, 'is not an e-mail address'),
          }),
        }),
        answers: { 201: { description: 'Created', schema: shown } },
      },
      async ({ body, caller, reply }) => {
        const by = caller as OperatorCaller;
        // Before anything is made: a word that names no plan leaves no tenant behind.
        await needPlan(context, body.planId);
        const id = randomUUID();
        const password = newSecret('in').slice(3, 23);
        await createTenant(context, { id, name: body.name, owner: { ...body.owner, staffId: randomUUID(), password } });
        await withTransaction(context.operators, (db) =>
          recordAct(db, by, 'tenant.create', id, { name: body.name }, context.now()),
        );
        if (body.planId !== 'open') await setPlan(context, by, id, body.planId, {});
        const letter = {
          to: body.owner.email,
          kind: 'organisation-ready',
          subject: `${body.name} is ready`,
          text: `Hello ${body.owner.name},\n\n${body.name} is set up in Tillhouse, and you are its owner.\nSign in with this address. If you have no password yet, this is your first: ${password}\nChange it after signing in.`,
        } as const;
        await withTransaction(context.pool, (db) => writeLetter(context.keyring, db, letter, context.now()));
        context.onNotice();
        return reply.status(201).send(await oneTenant(context, id));
      },
    ),
    route(
      { method: 'GET', path: '/operator/v1/tenants/:id', summary: 'One tenant', tag, access, params, answers },
      ({ params: { id } }) => oneTenant(context, id),
    ),
    route(
      {
        method: 'GET',
        path: '/operator/v1/tenants/:id/health',
        summary: 'How a tenant does, in numbers',
        tag,
        access,
        params,
        answers: { 200: { description: 'Now', schema: health } },
      },
      async ({ params: { id } }) => {
        await oneTenant(context, id);
        return tenantHealth(context, id);
      },
    ),
    route(
      {
        method: 'POST',
        path: '/operator/v1/tenants/:id/suspend',
        summary: 'Suspend a tenant',
        description:
          'Within seconds writes and the storefront refuse in words. The owner still reads and takes everything out; tills go on selling within their lease, and what they sell is taken in after the tenant is restored.',
        tag,
        access,
        params,
        body: z.strictObject({ reason: z.string().trim().min(1).max(200).describe('Shown to the tenant’s people') }),
        answers,
      },
      ({ params: { id }, body, caller }) => suspendTenant(context, caller as OperatorCaller, id, body.reason),
    ),
    route(
      {
        method: 'POST',
        path: '/operator/v1/tenants/:id/restore',
        summary: 'End a suspension',
        tag,
        access,
        params,
        answers,
      },
      ({ params: { id }, caller }) => restoreTenant(context, caller as OperatorCaller, id),
    ),
    route(
      {
        method: 'PUT',
        path: '/operator/v1/tenants/:id/plan',
        summary: 'Put a tenant on a plan, with quotas of its own over the plan’s',
        tag,
        access,
        params,
        body: z.strictObject({ planId: z.string().max(40), quotas: quotasSchema.default({}) }),
        answers,
      },
      ({ params: { id }, body, caller }) => setPlan(context, caller as OperatorCaller, id, body.planId, body.quotas),
    ),
    route(
      {
        method: 'GET',
        path: '/operator/v1/plans',
        summary: 'Plans and what they have room for',
        tag,
        access,
        answers: { 200: { description: 'Plans', schema: z.object({ plans: z.array(plan) }) } },
      },
      async () => ({
        plans: await withTransaction(context.pool, (db) =>
          db.rows('SELECT id, name, quotas FROM identity.plans ORDER BY id'),
        ),
      }),
    ),
    route(
      {
        method: 'PUT',
        path: '/operator/v1/plans',
        summary: 'Add or change a plan; its tenants follow within seconds',
        tag,
        access,
        body: plan,
        answers: { 204: { description: 'Saved' } },
      },
      async ({ body, caller, reply }) => {
        const at = new Date(context.now()).toISOString();
        await withTransaction(context.pool, (db) =>
          db.rows(
            `INSERT INTO identity.plans (id, name, quotas, updated_at) VALUES ($1, $2, $3, $4)
             ON CONFLICT (id) DO UPDATE SET name = $2, quotas = $3, updated_at = $4`,
            [body.id, body.name, JSON.stringify(body.quotas), at],
          ),
        );
        await withTransaction(context.operators, (db) =>
          recordAct(db, caller as OperatorCaller, 'plan.save', null, body, context.now()),
        );
        context.onChanged();
        return reply.status(204).send();
      },
    ),
  ];
}
