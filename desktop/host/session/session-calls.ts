import type { SessionState } from '../../bridge/views.ts';
import * as z from 'zod';
import { type Calls, call } from '../define-call.ts';
import { parkWhereTaken } from '../basket/park.ts';
import { leaveBasket, placeOf } from '../basket/rows.ts';
import { claimRegister } from './claim-register.ts';
import { enrolAgain } from './enrol-again.ts';
import type { Host } from '../host.ts';
import { HostProblem } from '../problem.ts';
import { readEnrolment, writeEnrolment } from './desk-state.ts';
import { notEnrolled } from './not-enrolled.ts';
import type { CloudPerson, Enrolled } from './identity-client.ts';
import { forgetSignIn, keepSignIn } from './cloud-sign-ins.ts';
import { personAt, personById } from './people.ts';
import { checkPin } from './pin.ts';
import { forgetProof, noteProof } from './proofs.ts';
import { sessionState, shownPerson } from './session-state.ts';
import { changeWindow, type WindowChange, type WindowSession, windowOf } from './windows.ts';

const words = z.string().trim().min(1);
const cloudUrl = z.url({ protocol: /^https?$/ }).optional();

const enrolledAlready = () =>
  new HostProblem(
    'desk.enrolled-already',
    'refused',
    'This desk belongs to a store already. Nothing was changed. To give it to another store, start it with an empty data folder.',
  );
const notHere = (what: string) =>
  new HostProblem('desk.not-here', 'not-found', `This ${what} is not known at this desk. Nothing was changed.`);

const now = (host: Host, window: WindowSession): WindowSession =>
  windowOf(host.desk, window.tokenHash, host.now()) ?? window;

export function stateOf(host: Host, window: WindowSession): SessionState {
  const { reader } = host.desk;
  const fresh = now(host, window);
  const person = personAt(reader, fresh, host.lease) ?? null;
  const lease = host.lease.now();
  return sessionState(reader, { window: fresh, device: host.device(), person, lease, now: host.now() });
}

async function change(host: Host, window: WindowSession, what: WindowChange): Promise<void> {
  await changeWindow(host.desk, now(host, window), what, host.now());
  host.changed('session');
}

/** The cloud's description of a person, as rows will say it once they have come. */
function describe(person: CloudPerson): string {
  const { staffId: id, ...rest } = person;
  const more = {
    roleName: '',
    locationName: null,
    status: 'active',
    statusNote: null,
    hasPin: false,
    lastHereAt: null,
  };
  return JSON.stringify({ id, ...rest, ...more });
}

export async function keepEnrolment(
  host: Host,
  window: WindowSession,
  done: Enrolled,
  { cloudUrl, deviceName }: { cloudUrl: string; deviceName: string },
): Promise<SessionState> {
  const { deviceId, tenant, profile, person } = done;
  const elsewhere = cloudUrl === host.device().cloudUrl ? null : cloudUrl;
  const enrolledAt = host.now();
  await writeEnrolment(host.desk, { deviceId, tenant, profile, deviceName, cloudUrl: elsewhere, enrolledAt });
  const who = person ? { staffId: person.staffId, person: describe(person) } : {};
  await change(host, window, { registerId: profile.registerId, ...who });
  // Who enrolled it typed their password for it just now.
  if (person) noteProof(host, window, { staffId: person.staffId, how: 'enrolled' });
  host.sync.begin();
  return stateOf(host, window);
}

/** Somebody whom the cloud let in is signed in at this window, and here from now on. */
export async function keepPerson(host: Host, window: WindowSession, person: CloudPerson): Promise<void> {
  await host.desk.transaction('foreground', async (connection) => {
    connection.runNow(
      `INSERT INTO desk_people (staff_id, last_here_at) VALUES (?, ?)
       ON CONFLICT (staff_id) DO UPDATE SET last_here_at = excluded.last_here_at, failed_pins = 0, wait_until = 0`,
      [person.staffId, host.now()],
    );
  });
  await change(host, window, { staffId: person.staffId, person: describe(person) });
}

function refuseTwice(host: Host): void {
  if (readEnrolment(host.desk.reader)) throw enrolledAlready();
}

export const sessionCalls = {
  'session.enrol': call(
    z.strictObject({ cloudUrl, code: words.max(20), deviceName: words.max(80) }),
    async (host, window, args) => {
      refuseTwice(host);
      const address = args.cloudUrl ?? host.device().cloudUrl;
      const done = await host.identity.enrol(address, args.code, args.deviceName);
      return keepEnrolment(host, window, done, { cloudUrl: address, deviceName: args.deviceName });
    },
  ),
  'session.enrolWithPassword': call(
    z.strictObject({
      cloudUrl,
      email: words.max(254),
      password: z.string().min(1).max(1000),
      deviceName: words.max(80),
      registerId: z.string().optional(),
    }),
    async (host, window, args) => {
      refuseTwice(host);
      const address = args.cloudUrl ?? host.device().cloudUrl;
      const { email, password, deviceName, registerId = null } = args;
      const done = await host.identity.enrolWithPassword(address, { email, password, name: deviceName, registerId });
      return keepEnrolment(host, window, done, { cloudUrl: address, deviceName });
    },
  ),
  'session.enrolAgain': call(z.strictObject({ code: words.max(20) }), async (host, window, { code }) => {
    const { profile } = await enrolAgain(host, code);
    await change(host, window, { registerId: profile.registerId });
    return stateOf(host, window);
  }),
  'session.signInWithPin': call(
    z.strictObject({ staffId: z.string(), pin: z.string().regex(/^\d{4,8}$/, 'a PIN is four to eight digits') }),
    async (host, window, { staffId, pin }) => {
      await checkPin(host.desk, staffId, pin, host.now);
      await change(host, window, { staffId, person: null });
      noteProof(host, window, { staffId, how: 'pin' });
      const person = personById(host.desk.reader, staffId, host.lease.trustedNow());
      if (!person) throw notHere('person');
      return shownPerson(person);
    },
  ),
  'session.signInWithPassword': call(
    z.strictObject({
      email: words.max(254),
      password: z.string().min(1).max(1000),
      code: z.string().min(6).max(20).optional(),
    }),
    async (host, window, who) => {
      const enrolment = readEnrolment(host.desk.reader);
      if (!enrolment) throw notEnrolled();
      const signedIn = await host.identity.signIn(enrolment.cloudUrl ?? host.device().cloudUrl, {
        ...who,
        tenantId: enrolment.tenant.id,
        assertion: host.identity.assertion(enrolment.deviceId),
      });
      const { person } = signedIn;
      keepSignIn(host, window, person.staffId, signedIn);
      await keepPerson(host, window, person);
      const known = personAt(host.desk.reader, now(host, window), host.lease);
      if (!known) throw notHere('person');
      return shownPerson(known);
    },
  ),
  'session.signOut': call(z.strictObject({}), async (host, window) => {
    const fresh = now(host, window);
    const { staffId } = fresh;
    if (staffId !== null)
      await host.desk.transaction('foreground', async (connection) =>
        leaveBasket(connection, placeOf(fresh), staffId, host.now()),
      );
    forgetSignIn(host, window);
    forgetProof(host, window);
    await change(host, window, { staffId: null, person: null });
    host.changed('basket');
    return null;
  }),
  'session.setLocation': call(z.strictObject({ locationId: z.string() }), async (host, window, { locationId }) => {
    if (!host.desk.reader.get('SELECT 1 FROM locations WHERE id = ?', [locationId])) throw notHere('location');
    await change(host, window, { locationId });
    return stateOf(host, window);
  }),
  'session.setRegister': call(
    z.strictObject({ registerId: z.string().nullable() }),
    async (host, window, { registerId }) => {
      const known =
        registerId && host.desk.reader.get<{ id: string }>('SELECT id FROM registers WHERE id = ?', [registerId]);
      if (registerId && !known) throw notHere('register');
      const before = now(host, window);
      if (before.registerId !== registerId) await parkWhereTaken(host, before);
      if (registerId) await claimRegister(host, before, registerId);
      await change(host, window, { registerId });
      host.changed('basket');
      return stateOf(host, window);
    },
  ),
} satisfies Partial<Calls>;
