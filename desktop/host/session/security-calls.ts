import * as z from 'zod';
import type { SecurityState } from '../../bridge/security-views.ts';
import { type Calls, call } from '../define-call.ts';
import type { Host } from '../host.ts';
import { HostProblem } from '../problem.ts';
import { signInFirst } from '../queries/answer-query.ts';
import { asking, none } from './asking.ts';
import { askAsPerson, askWith, type Asked, cloudUrlOf, hasSignIn, keepSignIn } from './cloud-sign-ins.ts';
import { readEnrolment } from './desk-state.ts';
import { personAt } from './people.ts';
import { type WindowSession, windowOf } from './windows.ts';

const nothing = z.strictObject({});
const secret = z.string().min(1).max(1_000);
const code = z.string().min(6).max(20);
const one = z.strictObject({ id: z.uuid() });
const name = z.string().trim().min(1).max(60);

const factor = z.enum(['passkey', 'totp', 'recovery-code', 'password']);
const factors = z.object({
  passkeys: z.array(
    z.object({
      id: z.string(),
      name: z.string(),
      createdAt: z.number(),
      lastUsedAt: z.number().nullable(),
      backedUp: z.boolean(),
      cloned: z.boolean(),
    }),
  ),
  totp: z.boolean(),
  recoveryCodes: z.number(),
  required: z.boolean(),
  will: z.array(factor),
});
const sessions = z.object({
  sessions: z.array(
    z.object({
      id: z.string(),
      label: z.string(),
      current: z.boolean(),
      signedInAt: z.number(),
      lastSeenAt: z.number(),
      amr: z.array(z.string()),
    }),
  ),
});
const signedIn = z.object({
  access_token: z.string(),
  refresh_token: z.string(),
  expires_in: z.number(),
  person: z.object({ staffId: z.string() }),
});
const begun = z.object({ id: z.string(), url: z.url() });

/** The address that the person of this window signs in with. */
function emailOf(host: Host, window: WindowSession): { staffId: string; email: string; tenantId: string } {
  const fresh = windowOf(host.desk, window.tokenHash, host.now()) ?? window;
  const person = personAt(host.desk.reader, fresh, host.lease);
  const enrolment = readEnrolment(host.desk.reader);
  if (!person || !enrolment) throw signInFirst();
  const row = host.desk.reader.get<{ email: string | null }>('SELECT email FROM staff WHERE id = ?', [person.id]);
  if (!row?.email) {
    throw new HostProblem(
      'desk.no-email',
      'refused',
      'You have no e-mail address here, so there is no account to sign in to. Nothing was changed. Ask whoever manages people to add one.',
    );
  }
  return { staffId: person.id, email: row.email, tenantId: enrolment.tenant.id };
}

async function stateOf(host: Host, window: WindowSession): Promise<SecurityState> {
  if (!hasSignIn(host, window)) return null;
  const has = await askAsPerson(host, window, { method: 'GET', path: '/auth/factors', answer: factors });
  const here = await askAsPerson(host, window, { method: 'GET', path: '/auth/sessions', answer: sessions });
  return { email: emailOf(host, window).email, ...has, ...here };
}

export const securityCalls = {
  'security.state': call(nothing, (host, window) => stateOf(host, window)),
  'security.signIn': call(z.strictObject({ password: secret, code: code.optional() }), async (host, window, given) => {
    const { staffId, ...who } = emailOf(host, window);
    const cloudUrl = cloudUrlOf(host);
    const { deviceId } = readEnrolment(host.desk.reader) ?? {};
    const assertion = deviceId === undefined ? {} : { assertion: host.identity.assertion(deviceId) };
    const body = { ...who, ...given, ...assertion };
    const said = await askWith(cloudUrl, { method: 'POST', path: '/auth/session', body, answer: signedIn });
    if (said.person.staffId !== staffId) throw signInFirst();
    keepSignIn(host, window, staffId, said);
    host.changed('session');
    return null;
  }),
  'security.prove': asking(
    z.union([z.strictObject({ code }), z.strictObject({ password: secret })]),
    (body): Asked<null> => ({ method: 'POST', path: '/auth/factors/prove', body, answer: none }),
  ),
  'security.beginPasskey': asking(z.strictObject({ name }), (body) => ({
    method: 'POST',
    path: '/auth/ceremonies/register',
    body,
    answer: begun,
  })),
  'security.beginProof': asking(nothing, () => ({ method: 'POST', path: '/auth/ceremonies/prove', answer: begun })),
  'security.ceremony': asking(one, ({ id }) => ({
    method: 'GET',
    path: `/auth/ceremonies/${id}`,
    answer: z.object({ state: z.enum(['waiting', 'done', 'over']) }),
  })),
  'security.renamePasskey': asking(
    z.strictObject({ id: z.uuid(), name }),
    ({ id, name: next }): Asked<null> => ({
      method: 'PATCH',
      path: `/auth/factors/passkeys/${id}`,
      body: { name: next },
      answer: none,
    }),
  ),
  'security.removePasskey': asking(
    one,
    ({ id }): Asked<null> => ({
      method: 'DELETE',
      path: `/auth/factors/passkeys/${id}`,
      answer: none,
    }),
  ),
  'security.beginTotp': asking(nothing, () => ({
    method: 'POST',
    path: '/auth/factors/totp',
    answer: z.object({ secret: z.string(), uri: z.string() }),
  })),
  'security.confirmTotp': asking(
    z.strictObject({ code }),
    (body): Asked<null> => ({
      method: 'POST',
      path: '/auth/factors/totp/confirm',
      body,
      answer: none,
    }),
  ),
  'security.removeTotp': asking(
    nothing,
    (): Asked<null> => ({
      method: 'DELETE',
      path: '/auth/factors/totp',
      answer: none,
    }),
  ),
  'security.makeRecoveryCodes': asking(nothing, () => ({
    method: 'POST',
    path: '/auth/factors/recovery-codes',
    answer: z.object({ codes: z.array(z.string()) }),
  })),
  'security.changePassword': asking(z.strictObject({ present: secret, next: secret }), (body) => ({
    method: 'PUT',
    path: '/auth/password',
    body,
    answer: z.object({ endedSignIns: z.number() }),
  })),
  'security.endSession': asking(
    one,
    ({ id }): Asked<null> => ({
      method: 'DELETE',
      path: `/auth/sessions/${id}`,
      answer: none,
    }),
  ),
  'security.endOtherSessions': asking(nothing, () => ({
    method: 'POST',
    path: '/auth/sessions/end-others',
    answer: z.object({ ended: z.number() }),
  })),
} satisfies Partial<Calls>;
