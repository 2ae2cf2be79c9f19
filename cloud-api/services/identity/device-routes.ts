import { randomUUID } from 'node:crypto';
import type { Actor } from '@tillhouse/shared/kernel/define-mutator.ts';
import * as z from 'zod';
import type { Person } from '../../platform/auth/caller.ts';
import { withTransaction } from '../../platform/db/transaction.ts';
import { forbidden, HttpProblem, notFound } from '../../platform/http/problem.ts';
import { type Route, route } from '../../platform/http/route.ts';
import { systemActor } from '../../platform/commands/system-actor.ts';
import { membershipsOf, signIn } from './accounts.ts';
import type { IdentityContext } from './context.ts';
import { enrolDevice, type Profile, takeCode } from './enrolment.ts';
import { recordIdentity } from './record-identity.ts';
import { newDeviceCode, plainDeviceCode, secretHash } from './secrets.ts';
import { credentials, personAnswer, shownPerson } from './session-routes.ts';
import { countFailure, refuseWhileBlocked, subjectOf } from './throttle.ts';

const CODE_LIFE_MS = 15 * 60_000;

const profile = z.object({
  kind: z.enum(['desk', 'till', 'scanner']),
  locationIds: z.array(z.uuid()).describe('Locations whose stock the device holds'),
  registerId: z.uuid().nullable(),
});
const deviceInput = {
  name: z.string().trim().min(1).max(80),
  publicKey: z
    .string()
    .regex(/^[A-Za-z0-9_-]{43}$/, 'is not an Ed25519 public key in base64url')
    .describe('Ed25519, 32 bytes in base64url'),
};
const enrolled = z.object({
  deviceId: z.uuid(),
  tenant: z.object({ id: z.uuid(), name: z.string() }),
  profile,
});

export function deviceRoutes(context: IdentityContext): Route[] {
  return [
    route(
      {
        method: 'POST',
        path: '/auth/devices/codes',
        summary: 'Make a code that enrols one device',
        tag: 'Devices',
        access: { as: 'person', permission: 'devices.manage' },
        body: z.strictObject({
          kind: z.enum(['desk', 'till', 'scanner']),
          locationIds: z.array(z.uuid()).max(200).optional().describe('All open locations when left out'),
          registerId: z.uuid().nullable().optional(),
        }),
        answers: {
          201: {
            description: 'Good once, for 15 minutes',
            schema: z.object({ code: z.string(), expiresAt: z.number().int().describe('Epoch milliseconds') }),
          },
        },
      },
      async ({ body, caller, reply }) => {
        const person = caller as Person;
        const chosen = await profileFor(context, person.tenantId, body);
        const code = newDeviceCode();
        const expiresAt = context.now() + CODE_LIFE_MS;
        await withTransaction(context.pool, async (db) => {
          await db.rows(
            `INSERT INTO identity.device_codes (code_hash, tenant_id, profile, created_by, created_by_name, expires_at)
             VALUES ($1, $2, $3, $4, $5, $6)`,
            [
              secretHash(code),
              person.tenantId,
              JSON.stringify(chosen),
              person.staffId,
              person.name,
              new Date(expiresAt).toISOString(),
            ],
          );
          const change = {
            table: 'device_codes',
            key: {},
            label: body.kind,
            did: 'added',
            after: { ...chosen },
          } as const;
          const actor = { id: person.staffId, name: person.name };
          const at = context.now();
          await recordIdentity(db, { tenantId: person.tenantId, actor, action: 'identity.makeDeviceCode', change, at });
        });
        return reply.status(201).send({ code, expiresAt });
      },
    ),
    route(
      {
        method: 'POST',
        path: '/auth/devices/enrol',
        summary: 'Enrol this device by a code',
        tag: 'Devices',
        access: { as: 'open' },
        perMinute: 60,
        body: z.strictObject({ code: z.string().min(8).max(20), ...deviceInput }),
        answers: { 201: { description: 'Enrolled', schema: enrolled } },
      },
      async ({ body, request, reply }) => {
        const subject = subjectOf('code', request.ip);
        await refuseWhileBlocked(context.pool, subject, context.now());
        const result = await withTransaction(context.pool, async (db) => {
          const code = await takeCode(db, secretHash(plainDeviceCode(body.code)), context.now());
          if (!code) return undefined;
          const actor: Actor = { ...systemActor, id: code.createdBy, name: code.createdByName };
          const device = { id: randomUUID(), name: body.name, publicKey: body.publicKey };
          await enrolDevice(context, db, { tenantId: code.tenantId, actor, device, profile: code.profile });
          const tenant = { id: code.tenantId, name: code.tenantName };
          return { deviceId: device.id, tenant, profile: code.profile };
        });
        if (!result) {
          await countFailure(context.pool, subject, context.now());
          throw new HttpProblem(
            404,
            'auth.code-unknown',
            'This code is wrong, used or older than 15 minutes. Nothing was changed. Ask for a new one.',
          );
        }
        return reply.status(201).send(result);
      },
    ),
    route(
      {
        method: 'POST',
        path: '/auth/devices/enrol-with-password',
        summary: 'Sign in and enrol this device in one step',
        description: 'For the first device of a store. The person needs the permission `devices.manage`.',
        tag: 'Devices',
        access: { as: 'open' },
        perMinute: 60,
        body: z.strictObject({ ...credentials.shape, ...deviceInput, registerId: z.uuid().nullable().optional() }),
        answers: { 201: { description: 'Enrolled', schema: enrolled.extend({ person: personAnswer }) } },
      },
      async ({ body, request, reply }) => {
        const { person, tenantId, tenantName } = await signIn(context, body, { address: request.ip, deviceId: null });
        if (!person.permissions.includes('devices.manage')) throw forbidden('devices.manage');
        const kind = body.registerId ? 'till' : 'desk';
        const chosen = await profileFor(context, tenantId, { kind, registerId: body.registerId });
        const device = { id: randomUUID(), name: body.name, publicKey: body.publicKey };
        await withTransaction(context.pool, (db) =>
          enrolDevice(context, db, { tenantId, actor: person, device, profile: chosen }),
        );
        const tenant = { id: tenantId, name: tenantName };
        return reply.status(201).send({ deviceId: device.id, tenant, profile: chosen, person: shownPerson(person) });
      },
    ),
    route(
      {
        method: 'POST',
        path: '/auth/devices',
        summary: 'Enrol this device in the name of who is signed in',
        description:
          'After signing in through the system browser or by a code shown on the device (RFC 8252, RFC 8628).',
        tag: 'Devices',
        access: { as: 'person', permission: 'devices.manage' },
        perMinute: 60,
        body: z.strictObject({ ...deviceInput, registerId: z.uuid().nullable().optional() }),
        answers: { 201: { description: 'Enrolled', schema: enrolled.extend({ person: personAnswer }) } },
      },
      async ({ body, caller, reply }) => {
        const { tenantId, accountId, staffId } = caller as Person;
        const memberships = await withTransaction(context.pool, (db) => membershipsOf(db, accountId));
        const tenantName = memberships.find((each) => each.tenantId === tenantId)?.tenantName;
        const person = await context.store.staffMember(tenantId, staffId);
        if (tenantName === undefined || !person) throw forbidden('devices.manage');
        const kind = body.registerId ? 'till' : 'desk';
        const chosen = await profileFor(context, tenantId, { kind, registerId: body.registerId });
        const device = { id: randomUUID(), name: body.name, publicKey: body.publicKey };
        await withTransaction(context.pool, (db) =>
          enrolDevice(context, db, { tenantId, actor: person, device, profile: chosen }),
        );
        const tenant = { id: tenantId, name: tenantName };
        return reply.status(201).send({ deviceId: device.id, tenant, profile: chosen, person: shownPerson(person) });
      },
    ),
    route(
      {
        method: 'POST',
        path: '/auth/devices/:id/revoke',
        summary: 'Revoke a device: it can neither send nor receive',
        tag: 'Devices',
        access: { as: 'person', permission: 'devices.manage' },
        params: z.object({ id: z.uuid() }),
        answers: { 204: { description: 'Revoked, or was so already' } },
      },
      async ({ params, caller, reply }) => {
        const person = caller as Person;
        const known = await context.store.device(person.tenantId, params.id);
        if (!known) throw notFound('device');
        await withTransaction(context.pool, async (db) => {
          const [row] = await db.rows<{ public_key: string }>(
            `UPDATE identity.devices SET status = 'revoked', revoked_at = coalesce(revoked_at, $3)
              WHERE id = $1 AND tenant_id = $2 RETURNING public_key`,
            [params.id, person.tenantId, new Date(context.now()).toISOString()],
          );
          if (!row) throw notFound('device');
          const { id, name, kind, registerId } = known;
          const device = { id, name, kind, registerId, locationIds: [...known.locationIds], publicKey: row.public_key };
          const actor: Actor = { ...person, id: person.staffId };
          await context.store.command(person.tenantId, actor, 'access.registerDevice', {
            device: { ...device, status: 'revoked' },
          });
        });
        context.onChanged();
        return reply.status(204).send();
      },
    ),
  ];
}

/** Only locations and registers of the tenant itself can be in a profile. */
async function profileFor(
  context: IdentityContext,
  tenantId: string,
  wish: { kind: Profile['kind']; locationIds?: string[] | undefined; registerId?: string | null | undefined },
): Promise<Profile> {
  const open = await context.store.locations(tenantId);
  const unknown = wish.locationIds?.find((id) => !open.includes(id));
  if (unknown !== undefined) throw notFound('location');
  const register = wish.registerId ? await context.store.register(tenantId, wish.registerId) : undefined;
  if (wish.registerId && !register) throw notFound('register');
  const locationIds = wish.locationIds ?? open;
  const needed = register && !locationIds.includes(register.locationId) ? [register.locationId] : [];
  return { kind: wish.kind, locationIds: [...locationIds, ...needed], registerId: register?.id ?? null };
}
