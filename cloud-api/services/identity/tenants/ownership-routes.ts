import { randomUUID } from 'node:crypto';
import { managerRole, ownerRole } from '@tillhouse/shared/domains/access/built-in-roles.ts';
import * as z from 'zod';
import type { Person } from '../../../platform/auth/caller.ts';
import type { Connection } from '../../../platform/db/connection.ts';
import { withTransaction } from '../../../platform/db/transaction.ts';
import { HttpProblem, notFound } from '../../../platform/http/problem.ts';
import { type Route, route } from '../../../platform/http/route.ts';
import type { IdentityContext } from '../context.ts';
import { inPerson } from './in-person.ts';
import { recordIdentity } from '../record-identity.ts';

const OFFER_LIFE_MS = 7 * 86_400_000;

const shown = z.object({
  id: z.uuid(),
  fromStaffId: z.uuid(),
  toStaffId: z.uuid(),
  fromRoleId: z.uuid().describe('What the giver is afterwards'),
  createdAt: z.string(),
  expiresAt: z.string(),
});
interface Offer {
  readonly id: string;
  readonly from_staff_id: string;
  readonly to_staff_id: string;
  readonly from_role_id: string;
}

const OPEN = 'decided_at IS NULL AND expires_at >';

/** Ownership is offered and accepted: nobody becomes responsible for an organisation without saying yes. */
export function ownershipRoutes(context: IdentityContext): Route[] {
  const decide = (db: Connection, id: string, decision: string): Promise<object[]> =>
    db.rows('UPDATE identity.ownership_offers SET decided_at = $2, decision = $3 WHERE id = $1', [
      id,
      new Date(context.now()).toISOString(),
      decision,
    ]);
  const openOffer = async (db: Connection, tenantId: string, id: string): Promise<Offer> => {
    const [offer] = await db.rows<Offer>(
      `SELECT id, from_staff_id, to_staff_id, from_role_id FROM identity.ownership_offers
        WHERE id = $1 AND tenant_id = $2 AND ${OPEN} $3 FOR UPDATE`,
      [id, tenantId, new Date(context.now()).toISOString()],
    );
    if (!offer) throw notFound('open offer');
    return offer;
  };
  const note = (db: Connection, { tenantId, staffId, name }: Person, action: string, id: string): Promise<void> => {
    const did = action === 'identity.offerOwnership' ? ('added' as const) : ('changed' as const);
    const change = { table: 'ownership_offers', key: { id }, label: '', did };
    return recordIdentity(db, { tenantId, actor: { id: staffId, name }, action, change, at: context.now() });
  };

  return [
    route(
      {
        method: 'POST',
        path: '/auth/ownership-offers',
        summary: 'Offer the ownership of this organisation to somebody who works here',
        description: 'It passes when they accept. An earlier offer of the same owner is withdrawn.',
        tag: 'People',
        access: { as: 'person', permission: 'roles.manage' },
        body: z.strictObject({ toStaffId: z.uuid(), thenRoleId: z.uuid().default(managerRole.id) }),
        answers: { 201: { description: 'Offered for seven days', schema: z.object({ id: z.uuid() }) } },
      },
      async ({ body, caller, reply }) => {
        const person = inPerson(caller);
        if (person.roleId !== ownerRole.id) throw notOwner();
        const receiver = await context.store.staffMember(person.tenantId, body.toStaffId);
        if (!receiver || receiver.id === person.staffId) throw notFound('other person');
        if (!(await context.store.role(person.tenantId, body.thenRoleId))) throw notFound('role');
        const id = randomUUID();
        const at = context.now();
        await withTransaction(context.pool, async (db) => {
          const [account] = await db.rows('SELECT 1 FROM identity.memberships WHERE tenant_id = $1 AND staff_id = $2', [
            person.tenantId,
            receiver.id,
          ]);
          if (!account) {
            throw new HttpProblem(
              409,
              'ownership.no-account',
              'This person cannot sign in to the cloud, so they could not accept. Nothing was changed. Invite them by e-mail first.',
            );
          }
          await db.rows(
            `UPDATE identity.ownership_offers SET decided_at = $3, decision = 'withdrawn'
              WHERE tenant_id = $1 AND from_staff_id = $2 AND decided_at IS NULL`,
            [person.tenantId, person.staffId, new Date(at).toISOString()],
          );
          await db.rows(
            `INSERT INTO identity.ownership_offers
               (id, tenant_id, from_staff_id, to_staff_id, from_role_id, created_at, expires_at)
             VALUES ($1, $2, $3, $4, $5, $6, $7)`,
            [
              id,
              person.tenantId,
              person.staffId,
              receiver.id,
              body.thenRoleId,
              new Date(at).toISOString(),
              new Date(at + OFFER_LIFE_MS).toISOString(),
            ],
          );
          await note(db, person, 'identity.offerOwnership', id);
        });
        return reply.status(201).send({ id });
      },
    ),
    route(
      {
        method: 'GET',
        path: '/auth/ownership-offers',
        summary: 'Offers of ownership that this person made or got and that are open',
        tag: 'People',
        access: { as: 'person' },
        answers: { 200: { description: 'Offers', schema: z.object({ offers: z.array(shown) }) } },
      },
      async ({ caller }) => {
        const { tenantId, staffId } = caller as Person;
        const offers = await withTransaction(context.pool, (db) =>
          db.rows(
            `SELECT id, from_staff_id AS "fromStaffId", to_staff_id AS "toStaffId", from_role_id AS "fromRoleId",
                    created_at AS "createdAt", expires_at AS "expiresAt" FROM identity.ownership_offers
              WHERE tenant_id = $1 AND (from_staff_id = $2 OR to_staff_id = $2) AND ${OPEN} $3 ORDER BY created_at`,
            [tenantId, staffId, new Date(context.now()).toISOString()],
          ),
        );
        return { offers };
      },
    ),
    route(
      {
        method: 'POST',
        path: '/auth/ownership-offers/:id/accept',
        summary: 'Accept the ownership',
        tag: 'People',
        access: { as: 'person' },
        params: z.object({ id: z.uuid() }),
        answers: { 204: { description: 'You are an owner now, and the giver has the role they chose' } },
      },
      async ({ params, caller, reply }) => {
        const person = inPerson(caller);
        await withTransaction(context.pool, async (db) => {
          const offer = await openOffer(db, person.tenantId, params.id);
          if (offer.to_staff_id !== person.staffId) throw notFound('open offer');
          const giver = await context.store.staffMember(person.tenantId, offer.from_staff_id);
          if (giver?.roleId !== ownerRole.id) throw notFound('open offer');
          await decide(db, offer.id, 'accepted');
          await note(db, person, 'identity.acceptOwnership', offer.id);
          await context.store.command(person.tenantId, giver, 'access.transferOwnership', {
            fromStaffId: offer.from_staff_id,
            toStaffId: offer.to_staff_id,
            fromRoleId: offer.from_role_id,
          });
        });
        context.onChanged();
        return reply.status(204).send();
      },
    ),
    route(
      {
        method: 'DELETE',
        path: '/auth/ownership-offers/:id',
        summary: 'Withdraw an offer, or decline it',
        tag: 'People',
        access: { as: 'person' },
        params: z.object({ id: z.uuid() }),
        answers: { 204: { description: 'Nothing passes' } },
      },
      async ({ params, caller, reply }) => {
        const person = inPerson(caller);
        await withTransaction(context.pool, async (db) => {
          const offer = await openOffer(db, person.tenantId, params.id);
          const mine = offer.from_staff_id === person.staffId;
          if (!mine && offer.to_staff_id !== person.staffId) throw notFound('open offer');
          await decide(db, offer.id, mine ? 'withdrawn' : 'declined');
          await note(db, person, mine ? 'identity.withdrawOwnership' : 'identity.declineOwnership', offer.id);
        });
        return reply.status(204).send();
      },
    ),
  ];
}

const notOwner = () =>
  new HttpProblem(403, 'ownership.not-an-owner', 'Only an owner can hand the ownership on. Nothing was changed.');
