import * as z from 'zod';
import { groundOf, runCommand } from '../commands/run-command.ts';
import { type Calls, call } from '../define-call.ts';
import { HostProblem } from '../problem.ts';
import { personById } from './people.ts';
import { enrolKey, type KeyUse, signInByKey } from './security-keys.ts';
import { keepSignedIn } from './signed-in.ts';

type Under =
  | { readonly id: string; readonly mutationId: string; readonly for: 'add'; use: Awaited<ReturnType<typeof enrolKey>> }
  | { readonly id: string; readonly for: 'sign-in'; use: KeyUse<string> };
/** One use of a key a window; the later one counts. */
const under = new Map<string, Under>();

const gone = () =>
  new HostProblem('desk.sign-in-gone', 'refused', 'This sign-in is over. Nothing was changed. Begin again.');
const unknown = () =>
  new HostProblem('access.security-key-unknown', 'refused', 'Whose key this is does not work here any more.');

const word = z.string().min(1).max(300);
const words = z.strictObject({
  lang: z.string().regex(/^[A-Za-z-]{2,20}$/),
  title: word,
  what: word,
  button: word,
  done: word,
  turned: word,
  unable: word,
});

/** The key is used on a page of the host’s own (key-page.ts), which the screens open; all of it works without a line. */
export const keySignInCalls = {
  'session.beginKey': call(
    z.discriminatedUnion('for', [
      z.strictObject({ for: z.literal('sign-in'), words }),
      z.strictObject({ for: z.literal('add'), name: z.string().trim().min(1).max(60), words }),
    ]),
    async (host, window, args) => {
      const id = host.newId();
      const begun: Under =
        args.for === 'sign-in'
          ? { id, for: 'sign-in', use: await signInByKey(host, args.words) }
          : {
              ...{ id, for: 'add', mutationId: host.newId() },
              use: await enrolKey(host, { ...groundOf(host, window).actor, label: args.name }, args.words),
            };
      under.get(window.tokenHash)?.use.cancel();
      under.set(window.tokenHash, begun);
      return { id, url: begun.use.url };
    },
  ),
  /** Answers when the key was used. Asked again for what was refused for want of a proof, it goes on with the same key. */
  'session.finishKey': call(z.strictObject({ id: z.string() }), async (host, window, { id }) => {
    const found = under.get(window.tokenHash);
    if (found?.id !== id) throw gone();
    if (found.for === 'add') {
      const key = await found.use.done;
      const staffId = groundOf(host, window).actor.id;
      const { mutationId } = found;
      await runCommand(host, window, { name: 'access.addSecurityKey', args: { staffId, key }, mutationId });
      under.delete(window.tokenHash);
      return null;
    }
    const staffId = await found.use.done.finally(() => {
      if (under.get(window.tokenHash)?.id === id) under.delete(window.tokenHash);
    });
    const person = personById(host.desk.reader, staffId, host.lease.trustedNow());
    if (!person || person.status === 'left') throw unknown();
    return keepSignedIn(host, window, person);
  }),
  'session.cancelKey': call(z.strictObject({ id: z.string() }), async (_host, window, { id }) => {
    const found = under.get(window.tokenHash);
    if (found?.id !== id) return null;
    found.use.cancel();
    under.delete(window.tokenHash);
    return null;
  }),
} satisfies Partial<Calls>;
