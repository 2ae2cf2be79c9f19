import * as z from 'zod';
import { groundOf, runCommand } from '../commands/run-command.ts';
import { type Calls, call } from '../define-call.ts';
import type { Host } from '../host.ts';
import { HostProblem } from '../problem.ts';
import { personById } from './people.ts';
import { approvalByKey } from './give-approval.ts';
import { keyProofText, noteProof } from './proofs.ts';
import { askKey, enrolKey, type KeyShown, type KeyUse } from './security-keys.ts';
import { keepSignedIn } from './signed-in.ts';
import type { WindowSession } from './windows.ts';

type Under =
  | { readonly id: string; readonly mutationId: string; readonly for: 'add'; use: Awaited<ReturnType<typeof enrolKey>> }
  | { readonly id: string; readonly for: 'sign-in' | 'prove'; readonly at: number; use: KeyUse<KeyShown> }
  | { readonly id: string; readonly for: 'approve'; readonly keep: Keep; use: KeyUse<KeyShown> };
type Keep = ReturnType<typeof approvalByKey>['keep'];
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

const wanted = z.discriminatedUnion('for', [
  z.strictObject({ for: z.literal('sign-in'), words }),
  z.strictObject({ for: z.literal('add'), name: z.string().trim().min(1).max(60), words }),
  z.strictObject({ for: z.literal('prove'), words }),
  z.strictObject({ for: z.literal('approve'), command: z.string().max(100), args: z.unknown(), words }),
]);

async function begin(host: Host, window: WindowSession, asked: z.infer<typeof wanted>): Promise<Under> {
  const id = host.newId();
  if (asked.for === 'add') {
    const use = await enrolKey(host, { ...groundOf(host, window).actor, label: asked.name }, asked.words);
    return { id, for: 'add', mutationId: host.newId(), use };
  }
  if (asked.for === 'approve') {
    const ground = groundOf(host, window);
    const { text, keep } = approvalByKey(host, ground, { name: asked.command, args: asked.args });
    return { id, for: 'approve', keep, use: await askKey(host, asked.words, text, (who) => who !== ground.actor.id) };
  }
  const at = host.now();
  const own = asked.for === 'prove' ? groundOf(host, window).actor.id : undefined;
  const use = await askKey(host, asked.words, keyProofText(host, at), (who) => own === undefined || who === own);
  return { id, for: asked.for, at, use };
}

/** The key is used on a page of the host’s own (key-page.ts), which the screens open; all of it works without a line. */
export const keySignInCalls = {
  'session.beginKey': call(wanted, async (host, window, args) => {
    const begun = await begin(host, window, args);
    under.get(window.tokenHash)?.use.cancel();
    under.set(window.tokenHash, begun);
    return { id: begun.id, url: begun.use.url };
  }),
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
    const shown = await found.use.done.finally(() => {
      if (under.get(window.tokenHash)?.id === id) under.delete(window.tokenHash);
    });
    if (found.for === 'approve') {
      found.keep(id, shown);
      return null;
    }
    const { staffId, seal } = shown;
    // Somebody else may have signed in meanwhile.
    if (found.for === 'prove' && groundOf(host, window).actor.id !== staffId) throw gone();
    const note = () => noteProof(host, window, { staffId, how: 'key', key: { at: found.at, seal } });
    if (found.for === 'prove') {
      note();
      return null;
    }
    const person = personById(host.desk.reader, staffId, host.lease.trustedNow());
    if (!person || person.status === 'left') throw unknown();
    note();
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
