import * as z from 'zod';
import type { SignInAbroad } from '../../bridge/views.ts';
import { type Calls, call } from '../define-call.ts';
import type { Host } from '../host.ts';
import { HostProblem } from '../problem.ts';
import { type BrowserSignIn, type CodeSignIn, type PersonToken, signInByBrowser, signInByCode } from './desk-oauth.ts';
import { readEnrolment } from './desk-state.ts';
import { enrolledByToken, personByToken } from './identity-client.ts';
import { keepEnrolment, keepPerson, stateOf } from './session-calls.ts';
import type { WindowSession } from './windows.ts';

/**
 * One sign-in a window that goes on elsewhere: in the browser, or on somebody's phone. It stands here from the moment it
 * is asked for, so that of two that are begun at once the later one counts, whichever the cloud answers first.
 */
const under = new Map<string, { readonly id: string; signIn?: BrowserSignIn | CodeSignIn }>();

const gone = () =>
  new HostProblem('desk.sign-in-gone', 'refused', 'This sign-in is over. Nothing was changed. Begin again.');

const asked = {
  cloudUrl: z.url({ protocol: /^https?$/ }).optional(),
  deviceName: z.string().trim().min(1).max(80),
};

/** Begins one in the place of any other of this window. */
async function begin<T extends BrowserSignIn | CodeSignIn>(
  host: Host,
  window: WindowSession,
  meet: () => Promise<T>,
): Promise<{ readonly id: string; readonly signIn: T }> {
  under.get(window.tokenHash)?.signIn?.cancel();
  const id = host.newId();
  under.set(window.tokenHash, { id });
  const forget = () => {
    if (under.get(window.tokenHash)?.id === id) under.delete(window.tokenHash);
  };
  const signIn = await meet().catch((error: unknown) => {
    forget();
    throw error;
  });
  const mine = under.get(window.tokenHash);
  if (mine?.id !== id) {
    signIn.cancel();
    throw gone();
  }
  mine.signIn = signIn;
  return { id, signIn };
}

export const abroadCalls = {
  'session.beginAbroad': call(
    z.strictObject({ ...asked, way: z.enum(['browser', 'code']) }),
    async (host, window, { way, ...args }): Promise<SignInAbroad> => {
      const enrolment = readEnrolment(host.desk.reader);
      const cloudUrl = enrolment?.cloudUrl ?? args.cloudUrl ?? host.device().cloudUrl;
      const scope = enrolment ? 'openid' : 'openid devices.manage';
      const options = { cloudUrl, scope, deviceName: enrolment?.deviceName ?? args.deviceName } as const;
      if (way === 'browser') {
        const { id, signIn } = await begin(host, window, () => signInByBrowser(options));
        return { way, id, url: signIn.url };
      }
      const { id, signIn } = await begin(host, window, () => signInByCode(options));
      const { userCode, verificationUri, expiresAt } = signIn;
      return { way, id, userCode, verificationUri, expiresAt };
    },
  ),
  /** Answers when the person is done elsewhere: then they are signed in here, and the device is enrolled. */
  'session.finishAbroad': call(z.strictObject({ ...asked, id: z.string() }), async (host, window, { id, ...args }) => {
    const found = under.get(window.tokenHash);
    if (found?.id !== id || !found.signIn) throw gone();
    try {
      return await finish(host, window, args, await found.signIn.token);
    } finally {
      if (under.get(window.tokenHash)?.id === id) under.delete(window.tokenHash);
    }
  }),
  'session.cancelAbroad': call(z.strictObject({ id: z.string() }), async (_host, window, { id }) => {
    const found = under.get(window.tokenHash);
    if (found?.id !== id) return null;
    found.signIn?.cancel();
    under.delete(window.tokenHash);
    return null;
  }),
} satisfies Partial<Calls>;

async function finish(
  host: Host,
  window: WindowSession,
  args: { cloudUrl?: string | undefined; deviceName: string },
  token: PersonToken,
) {
  const enrolment = readEnrolment(host.desk.reader);
  if (enrolment) {
    const { tenant, person } = await personByToken(token);
    if (tenant.id !== enrolment.tenant.id) {
      throw new HostProblem(
        'desk.other-store',
        'refused',
        `You signed in to ${tenant.name}, and this desk belongs to ${enrolment.tenant.name}. Nothing was changed. Begin again and choose that store.`,
      );
    }
    await keepPerson(host, window, person);
    return stateOf(host, window);
  }
  const done = await enrolledByToken(token, host.identity.publicKey, args.deviceName);
  const cloudUrl = args.cloudUrl ?? host.device().cloudUrl;
  return keepEnrolment(host, window, done, { cloudUrl, deviceName: args.deviceName });
}
