import { randomUUID } from 'node:crypto';
import { managerRole, ownerRole, tillRole } from '@tillhouse/shared/domains/access/built-in-roles.ts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { mailbox } from '../../../platform/mail/mailer.ts';
import { openStore, startTestCloud, type TestCloud, type TestStore } from '../../../testing/test-cloud.ts';

let cloud: TestCloud;
let store: TestStore;
let other: TestStore;
let clock = Date.now();
const mail = mailbox();

beforeAll(async () => {
  cloud = await startTestCloud({ mailer: mail, now: () => clock });
  store = await openStore(cloud, 'larkhall');
  other = await openStore(cloud, 'other');
});
afterAll(() => cloud?.close());

const PASSWORD = 'correct horse battery';
const signIn = (email: string, password: string, tenantId?: string) =>
  cloud.call('POST', '/auth/session', { body: { email, password, ...(tenantId && { tenantId }) } });

async function invite(email: string, roleId: string, token = store.token) {
  const body = { email, name: 'Ellie Roberts', initials: 'ER', roleId };
  const letters = () => mail.letters.filter(({ to }) => to === email.toLowerCase());
  const before = letters().length;
  const answer = await cloud.call('POST', '/auth/invitations', { token, body });
  if (answer.status === 201) await expect.poll(() => letters().length).toBe(before + 1);
  return { answer, code: /in_[\w-]+/.exec(letters().at(-1)?.text ?? '')?.[0] ?? '' };
}
const accept = (token: string, password = PASSWORD) =>
  cloud.call('POST', '/auth/invitations/accept', { body: { token, password } });

/** Invited and in: their session. */
async function member(email: string, roleId: string) {
  const { code } = await invite(email, roleId);
  const accepted = await accept(code);
  expect(accepted.status, JSON.stringify(accepted.body)).toBe(201);
  const { body } = await signIn(email, PASSWORD, store.tenantId);
  return { token: body.access_token as string, staffId: body.person.staffId as string, refresh: body.refresh_token };
}

test('somebody new is invited, sees to what, chooses a password and is in: once', async () => {
  const { answer, code } = await invite('Ellie@larkhall.example', tillRole.id);
  expect(answer.status).toBe(201);
  const look = await cloud.call('POST', '/auth/invitations/look', { body: { token: code } });
  expect(look.body).toMatchObject({ organisation: 'larkhall', email: 'ellie@larkhall.example', hasAccount: false });
  expect((await accept(code, 'short')).status).toBe(422);
  const both = await Promise.all([accept(code), accept(code)]);
  expect(both.map(({ status }) => status).sort()).toEqual([201, 404]);
  const session = await signIn('ellie@larkhall.example', PASSWORD);
  expect(session.body.person).toMatchObject({ name: 'Ellie Roberts', roleId: tillRole.id });
  const { body } = await cloud.call('GET', '/v1/staff?status=active', { token: store.token });
  expect(body.rows.filter(({ initials }: { initials: string }) => initials === 'ER')).toHaveLength(1);
});

test('the code is nowhere but in the letter, and a week later it is worth nothing', async () => {
  const { code } = await invite('late@larkhall.example', tillRole.id);
  const list = await cloud.call('GET', '/auth/invitations', { token: store.token });
  expect(JSON.stringify(list.body)).not.toContain(code);
  expect(list.body.invitations).toHaveLength(1);
  clock += 7 * 86_400_000 + 1_000;
  store = { ...store, token: (await signIn(store.email, store.password)).body.access_token };
  other = { ...other, token: (await signIn(other.email, other.password)).body.access_token };
  const late = await accept(code);
  expect([late.status, late.body.code]).toEqual([404, 'invitation.over']);
});

test('an invitation taken back, or followed by a new one, is over', async () => {
  const first = await invite('again@larkhall.example', tillRole.id);
  const second = await invite('again@larkhall.example', tillRole.id);
  expect((await accept(first.code)).status).toBe(404);
  const path = `/auth/invitations/${second.answer.body.id}`;
  expect((await cloud.call('DELETE', path, { token: other.token })).status).toBe(404);
  expect((await cloud.call('DELETE', path, { token: store.token })).status).toBe(204);
  expect((await accept(second.code)).status).toBe(404);
});

test('nobody gives a role that holds more than theirs, also not by an invitation from better days', async () => {
  const manager = await member('manager@larkhall.example', managerRole.id);
  const beyond = await invite('friend@larkhall.example', ownerRole.id, manager.token);
  expect([beyond.answer.status, beyond.answer.body.code]).toEqual([403, 'auth.forbidden']);
  const { code } = await invite('friend@larkhall.example', managerRole.id, manager.token);
  const person = { id: manager.staffId, name: 'M', initials: 'M', email: null, roleId: tillRole.id };
  const lower = { person: { ...person, homeLocationId: null, status: 'active', statusNote: null } };
  // Days have passed on this clock, so it is done in the new sign-in: who changes roles has shown lately who they are.
  const save = { token: store.token, body: lower, headers: { 'idempotency-key': randomUUID() } };
  expect((await cloud.call('POST', '/v1/commands/access.saveStaff', save)).status).toBe(200);
  expect((await accept(code)).status).toBe(404);
  expect((await signIn('friend@larkhall.example', PASSWORD)).status).toBe(401);
});

test('who has an account elsewhere joins with its password, and switches between the two', async () => {
  const { code } = await invite(other.email, tillRole.id);
  const look = await cloud.call('POST', '/auth/invitations/look', { body: { token: code } });
  expect(look.body.hasAccount).toBe(true);
  expect((await accept(code, 'not their password at all')).body.code).toBe('auth.wrong-password');
  expect((await accept(code, other.password)).status).toBe(201);
  const list = await cloud.call('GET', '/auth/organisations', { token: other.token });
  expect(list.body.organisations.map(({ name, current }: Record<string, unknown>) => [name, current])).toEqual([
    ['larkhall', false],
    ['other', true],
  ]);
  const to = { token: other.token, body: { tenantId: store.tenantId } };
  const there = await cloud.call('POST', '/auth/organisations/switch', to);
  expect(there.body).toMatchObject({ tenant: { name: 'larkhall' }, person: { roleId: tillRole.id } });
  const own = await cloud.call('GET', '/auth/organisations', { token: there.body.access_token });
  expect(own.body.organisations.find(({ current }: { current: boolean }) => current).name).toBe('larkhall');
  const nowhere = { token: store.token, body: { tenantId: other.tenantId } };
  expect((await cloud.call('POST', '/auth/organisations/switch', nowhere)).status).toBe(404);
});

test('who leaves or is removed is out at once, with what signed them in, and their name stays on what they did', async () => {
  const leaver = await member('leaver@larkhall.example', tillRole.id);
  expect((await cloud.call('POST', '/auth/leave', { token: leaver.token })).status).toBe(204);
  const after = await cloud.call('GET', '/v1/products', { token: leaver.token });
  expect([after.status, after.body.code]).toEqual([401, 'auth.not-on-staff']);
  const refresh = { grant_type: 'refresh_token', refresh_token: leaver.refresh };
  expect((await cloud.call('POST', '/auth/token', { body: refresh })).status).toBe(400);
  const removed = await member('removed@larkhall.example', tillRole.id);
  const path = `/auth/people/${removed.staffId}`;
  expect((await cloud.call('DELETE', path, { token: other.token })).status).toBe(404);
  expect((await cloud.call('DELETE', path, { token: store.token })).status).toBe(204);
  expect((await signIn('removed@larkhall.example', PASSWORD)).status).toBe(401);
  const log = await cloud.call('GET', '/v1/audit?limit=50', { token: store.token });
  expect(JSON.stringify(log.body)).toContain('identity.removePerson');
});

test('the last owner stays, and of two owners who leave at the same moment one does', async () => {
  const last = await cloud.call('POST', '/auth/leave', { token: store.token });
  expect([last.status, last.body.code]).toEqual([409, 'access.last-owner']);
  const second = await member('second@larkhall.example', ownerRole.id);
  const both = await Promise.all([
    cloud.call('POST', '/auth/leave', { token: store.token }),
    cloud.call('POST', '/auth/leave', { token: second.token }),
  ]);
  expect(both.map(({ status }) => status).sort()).toEqual([204, 409]);
  const { body } = await cloud.call('GET', `/v1/staff?roleId=${ownerRole.id}&status=active`, {
    token: both[0].status === 204 ? second.token : store.token,
  });
  expect(body.rows).toHaveLength(1);
  if (both[0].status === 204) store = { ...store, token: second.token, staffId: second.staffId };
});

test('ownership passes when the receiver says yes, and not before', async () => {
  const heir = await member('heir@larkhall.example', managerRole.id);
  const offer = (token: string, toStaffId: string) =>
    cloud.call('POST', '/auth/ownership-offers', { token, body: { toStaffId } });
  expect((await offer(heir.token, store.staffId)).status).toBe(403);
  expect((await offer(store.token, store.staffId)).status).toBe(404);
  const made = await offer(store.token, heir.staffId);
  expect(made.status, JSON.stringify(made.body)).toBe(201);
  const accept = (token: string) => cloud.call('POST', `/auth/ownership-offers/${made.body.id}/accept`, { token });
  expect((await accept(store.token)).status).toBe(404);
  const roleOf = async (id: string) => (await cloud.call('GET', `/v1/staff/${id}`, { token: heir.token })).body.roleId;
  expect(await roleOf(heir.staffId)).toBe(managerRole.id);
  // Twice at once, and the giver leaves in the same moment: whatever comes first, there is an owner.
  const race = await Promise.all([
    accept(heir.token),
    accept(heir.token),
    cloud.call('POST', '/auth/leave', { token: store.token }),
  ]);
  expect(race.map(({ status }) => status).filter((status) => status >= 500)).toEqual([]);
  expect(race.filter(({ status }) => status === 204).length).toBeGreaterThan(0);
  const { rows } = (await cloud.call('GET', `/v1/staff?roleId=${ownerRole.id}`, { token: heir.token })).body;
  expect(rows.filter(({ status }: { status: string }) => status !== 'left')).toHaveLength(1);
});
