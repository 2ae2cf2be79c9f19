import { randomUUID } from 'node:crypto';
import { Writable } from 'node:stream';
import { tillRole } from '@tillhouse/shared/domains/access/built-in-roles.ts';
import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  enrolDevice,
  openStore,
  startTestCloud,
  type TestCloud,
  type TestDevice,
  type TestStore,
} from '../../testing/test-cloud.ts';
import { createLog } from './log.ts';

/** What a log may not hold: who somebody is, and what opens a door. */
const CANARY = 'Zuleika Quillfeather';
const MAIL = 'zuleika@quillfeather.example';

let text = '';
let cloud: TestCloud;
let store: TestStore;
let device: TestDevice;
let admin: pg.Client;

beforeAll(async () => {
  const sink = new Writable({
    write(chunk, _encoding, done) {
      text += String(chunk);
      done();
    },
  });
  cloud = await startTestCloud({ log: createLog('trace', sink) });
  store = await openStore(cloud, 'larkhall');
  device = await enrolDevice(cloud, store);
  admin = new pg.Client(cloud.database.url);
  await admin.connect();
});
afterAll(async () => {
  await admin?.end();
  await cloud?.close();
});

const customer = () => ({
  ...{ id: randomUUID(), name: CANARY, email: MAIL, phone: '+44 7700 900123', city: null, country: null },
  ...{ note: '', externalRef: null, status: 'active' },
});
/** In the database as it was typed, other than a customer: what Postgres says of a row could be read. */
const person = () => ({
  ...{ id: randomUUID(), name: CANARY, initials: 'ZQ', email: MAIL, roleId: tillRole.id, homeLocationId: null },
  ...{ status: 'active', statusNote: null },
});
const save = () => store.command('access.saveStaff', { person: person() });
const push = () =>
  cloud.call('POST', '/sync/v1/push', {
    token: device.token,
    body: {
      protocol: 1,
      clientId: randomUUID(),
      sentAt: Date.now(),
      mutations: [
        {
          seq: 1,
          id: randomUUID(),
          name: 'access.saveStaff',
          version: 1,
          args: { person: person() },
          occurredAt: Date.now(),
          actorId: store.staffId,
          actorName: CANARY,
        },
      ],
    },
  });

test('neither a person nor a secret is in the log, also where the database itself says what it refused', async () => {
  const wrong = { email: MAIL, password: 'the canary of passwords' };
  expect((await cloud.call('POST', '/auth/session', { body: wrong })).status).toBe(401);
  expect((await store.command('customers.save', { customers: [customer()] })).status).toBe(200);
  expect((await save()).status).toBe(200);
  // Postgres says the whole row when a rule of the table is broken, and what was typed when it is of no sense.
  await admin.query(`ALTER TABLE staff ADD CONSTRAINT nobody CHECK (name <> '${CANARY}') NOT VALID`);
  expect((await save()).status).toBe(500);
  await push();
  await admin.query('ALTER TABLE staff DROP CONSTRAINT nobody');
  await admin.query('CREATE UNIQUE INDEX once ON staff (tenant_id, email)');
  expect((await save()).status).toBe(409);
  await cloud.call('GET', `/v1/customers?email=${encodeURIComponent(MAIL)}`, { token: store.token });

  expect(text).toContain('violates check constraint');
  for (const secret of [
    CANARY,
    MAIL,
    '900123',
    wrong.password,
    store.password,
    store.token,
    store.refreshToken,
    device.token,
  ])
    expect(text).not.toContain(secret);
});
