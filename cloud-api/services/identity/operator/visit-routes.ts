import * as z from 'zod';
import type { OperatorCaller } from '../../../platform/auth/caller.ts';
import { type Route, route } from '../../../platform/http/route.ts';
import type { IdentityContext } from '../context.ts';
import { owner } from '../tenants/in-person.ts';
import { oneTenant } from './tenants-of-platform.ts';
import { askVisit, consentTo, endVisit, enterVisit, visitsOf } from './visits.ts';

const instant = z.number().describe('Epoch milliseconds');
const shown = z.object({
  id: z.uuid(),
  tenantId: z.uuid(),
  operatorId: z.uuid().describe('As the audit log names who acted'),
  operatorName: z.string(),
  reason: z.string(),
  minutes: z.number().int(),
  mayWrite: z.boolean(),
  askedAt: instant,
  answeredAt: instant.nullable(),
  answeredByName: z.string().nullable(),
  endsAt: instant.nullable().describe('When it ends by itself, or was ended'),
  endedBy: z.string().nullable(),
  state: z.enum(['asked', 'open', 'over']),
});
const list = { 200: { description: 'Newest first', schema: z.object({ visits: z.array(shown) }) } };
const params = z.object({ id: z.uuid() });
const asOperator = { as: 'operator' } as const;
const asOwner = { as: 'person', evenSuspended: true } as const;

const OURS = 'Only an owner decides who of Tillhouse may look into this organisation.';

/** How somebody of the platform gets into a tenant: never by themselves. */
export function visitRoutes(context: IdentityContext): Route[] {
  return [
    route(
      {
        method: 'POST',
        path: '/operator/v1/tenants/:id/visits',
        summary: 'Ask an owner to let you look into their organisation',
        tag: 'Operators',
        access: asOperator,
        params,
        body: z.strictObject({
          reason: z.string().trim().min(1).max(300).describe('Shown to the owner'),
          minutes: z.number().int().min(1).max(480).default(60),
          mayWrite: z.boolean().default(false).describe('To change things too, if the owner agrees to that'),
        }),
        answers: { 201: { description: 'Asked', schema: z.object({ id: z.uuid() }) } },
      },
      async ({ params: { id }, body, caller, reply }) => {
        await oneTenant(context, id);
        return reply.status(201).send({ id: await askVisit(context, caller as OperatorCaller, id, body) });
      },
    ),
    route(
      {
        method: 'GET',
        path: '/operator/v1/visits',
        summary: 'Visits that this operator asked for',
        tag: 'Operators',
        access: asOperator,
        answers: list,
      },
      async ({ caller }) => ({
        visits: await visitsOf(context, { operatorId: (caller as OperatorCaller).operatorId }),
      }),
    ),
    route(
      {
        method: 'POST',
        path: '/operator/v1/visits/:id/token',
        summary: 'Enter: a token for the tenant’s addresses, until the visit ends',
        description: 'Each request with it is written into the tenant’s audit, with the operator’s name.',
        tag: 'Operators',
        access: asOperator,
        params,
        answers: { 201: { description: 'Shown this once', schema: z.object({ token: z.string() }) } },
      },
      async ({ params: { id }, caller, reply }) => {
        reply.header('cache-control', 'no-store');
        return reply.status(201).send({ token: await enterVisit(context, caller as OperatorCaller, id) });
      },
    ),
    route(
      {
        method: 'DELETE',
        path: '/operator/v1/visits/:id',
        summary: 'End a visit, or take the request back',
        tag: 'Operators',
        access: asOperator,
        params,
        answers: { 204: { description: 'Over' } },
      },
      async ({ params: { id }, caller, reply }) => {
        const { operatorId, name } = caller as OperatorCaller;
        await endVisit(context, { id, operatorId }, { id: operatorId, name: `${name} (Tillhouse)` });
        return reply.status(204).send();
      },
    ),
    route(
      {
        method: 'GET',
        path: '/auth/visits',
        summary: 'Who of Tillhouse asked to look into this organisation, looks now, or did',
        tag: 'Organisation',
        access: asOwner,
        answers: list,
      },
      async ({ caller }) => ({ visits: await visitsOf(context, { tenantId: owner(caller, OURS).tenantId }) }),
    ),
    route(
      {
        method: 'POST',
        path: '/auth/visits/:id/consent',
        summary: 'Let an operator in, for the time they asked for',
        tag: 'Organisation',
        access: asOwner,
        params,
        body: z.strictObject({ mayWrite: z.boolean().default(false) }),
        answers: { 204: { description: 'They may look from now on; it ends by itself, or when you end it' } },
      },
      async ({ params: { id }, body, caller, reply }) => {
        await consentTo(context, owner(caller, OURS), id, body.mayWrite);
        return reply.status(204).send();
      },
    ),
    route(
      {
        method: 'DELETE',
        path: '/auth/visits/:id',
        summary: 'End a visit at once, or say no to one',
        tag: 'Organisation',
        access: asOwner,
        params,
        answers: { 204: { description: 'Over' } },
      },
      async ({ params: { id }, caller, reply }) => {
        const { tenantId, staffId, name } = owner(caller, OURS);
        await endVisit(context, { id, tenantId }, { id: staffId, name });
        return reply.status(204).send();
      },
    ),
  ];
}
