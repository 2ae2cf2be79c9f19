import { mailPattern } from '@tillhouse/shared/kernel/mail-address.ts';
import * as z from 'zod';
import type { Person } from '../../../platform/auth/caller.ts';
import { withTransaction } from '../../../platform/db/transaction.ts';
import { notFound } from '../../../platform/http/problem.ts';
import { type Route, route } from '../../../platform/http/route.ts';
import type { IdentityContext } from '../context.ts';
import { recordIdentity } from '../record-identity.ts';
import { acceptInvitation, invite, lookAtInvitation } from './invitations.ts';

const token = z.string().min(10).max(200);
const shown = z.object({
  id: z.uuid(),
  email: z.string(),
  name: z.string(),
  roleId: z.uuid(),
  invitedByName: z.string(),
  createdAt: z.string(),
  expiresAt: z.string(),
});

export function invitationRoutes(context: IdentityContext): Route[] {
  return [
    route(
      {
        method: 'POST',
        path: '/auth/invitations',
        summary: 'Invite somebody by e-mail to work here',
        description:
          'The letter holds a code that is good once, for seven days. The role may hold nothing that the inviter does not. A new invitation of the same address takes the place of the old.',
        tag: 'People',
        access: { as: 'person', permission: 'staff.manage' },
        perMinute: 60,
        body: z.strictObject({
          email: z.string().trim().max(254).regex(mailPattern, 'is not an e-mail address'),
          name: z.string().trim().min(1).max(120),
          initials: z.string().trim().min(1).max(4),
          roleId: z.uuid(),
          homeLocationId: z.uuid().nullable().default(null),
        }),
        answers: { 201: { description: 'Invited', schema: z.object({ id: z.uuid() }) } },
      },
      async ({ body, caller, reply }) => {
        const person = caller as Person;
        const id = await invite(context, person.tenantId, { ...person, id: person.staffId }, body);
        return reply.status(201).send({ id });
      },
    ),
    route(
      {
        method: 'GET',
        path: '/auth/invitations',
        summary: 'Invitations that nobody has answered yet',
        tag: 'People',
        access: { as: 'person', permission: 'staff.manage' },
        answers: { 200: { description: 'Newest first', schema: z.object({ invitations: z.array(shown) }) } },
      },
      async ({ caller }) => {
        const { tenantId } = caller as Person;
        const invitations = await withTransaction(context.pool, (db) =>
          db.rows(
            `SELECT id, email, name, role_id AS "roleId", invited_by_name AS "invitedByName",
                    created_at AS "createdAt", expires_at AS "expiresAt"
               FROM identity.invitations
              WHERE tenant_id = $1 AND accepted_at IS NULL AND revoked_at IS NULL AND expires_at > $2
              ORDER BY created_at DESC, id`,
            [tenantId, new Date(context.now()).toISOString()],
          ),
        );
        return { invitations };
      },
    ),
    route(
      {
        method: 'DELETE',
        path: '/auth/invitations/:id',
        summary: 'Take an invitation back',
        tag: 'People',
        access: { as: 'person', permission: 'staff.manage' },
        params: z.object({ id: z.uuid() }),
        answers: { 204: { description: 'Its code is worth nothing from now on' } },
      },
      async ({ params, caller, reply }) => {
        const { tenantId, staffId, name } = caller as Person;
        const at = context.now();
        await withTransaction(context.pool, async (db) => {
          const [row] = await db.rows<{ name: string }>(
            `UPDATE identity.invitations SET revoked_at = $3
              WHERE id = $1 AND tenant_id = $2 AND accepted_at IS NULL AND revoked_at IS NULL RETURNING name`,
            [params.id, tenantId, new Date(at).toISOString()],
          );
          if (!row) throw notFound('open invitation');
          const change = { table: 'invitations', key: { id: params.id }, label: row.name, did: 'removed' } as const;
          const actor = { id: staffId, name };
          await recordIdentity(db, { tenantId, actor, action: 'identity.revokeInvitation', change, at });
        });
        return reply.status(204).send();
      },
    ),
    route(
      {
        method: 'POST',
        path: '/auth/invitations/look',
        summary: 'What an invitation is to, for whoever holds its code',
        tag: 'People',
        access: { as: 'open' },
        perMinute: 60,
        body: z.strictObject({ token }),
        answers: {
          200: {
            description: 'An open invitation',
            schema: z.object({
              organisation: z.string(),
              email: z.string(),
              name: z.string(),
              invitedByName: z.string(),
              hasAccount: z.boolean().describe('Then its password is asked for; else one is chosen'),
            }),
          },
        },
      },
      async ({ body, request, reply }) => {
        reply.header('cache-control', 'no-store');
        const found = await lookAtInvitation(context, body.token, request.ip);
        const { tenantName: organisation, email, name, invitedByName, hasAccount } = found;
        return { organisation, email, name, invitedByName, hasAccount };
      },
    ),
    route(
      {
        method: 'POST',
        path: '/auth/invitations/accept',
        summary: 'Accept an invitation, with the password of the account or a new one',
        tag: 'People',
        access: { as: 'open' },
        perMinute: 60,
        body: z.strictObject({ token, password: z.string().min(12, 'must have at least 12 characters').max(1_000) }),
        answers: {
          201: {
            description: 'Sign in to this organisation now',
            schema: z.object({ tenantId: z.uuid(), email: z.string() }),
          },
        },
      },
      async ({ body, request, reply }) => {
        const { tenantId, email } = await acceptInvitation(context, body.token, body.password, request.ip);
        return reply.status(201).send({ tenantId, email });
      },
    ),
  ];
}
