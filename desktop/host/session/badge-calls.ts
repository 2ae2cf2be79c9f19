import { randomUUID } from 'node:crypto';
import * as z from 'zod';
import { groundOf, runCommand } from '../commands/run-command.ts';
import { type Calls, call } from '../define-call.ts';
import { HostProblem } from '../problem.ts';
import { badgeKeyOf, holderOfBadge, newBadge } from './badge.ts';
import { personById } from './people.ts';
import { checkPin } from './pin.ts';
import { noteProof } from './proofs.ts';
import { keepSignedIn } from './signed-in.ts';

const unknown = () =>
  new HostProblem(
    'access.badge-unknown',
    'refused',
    'This badge is nobody’s here. Nobody was signed in. Use another, or a PIN.',
  );

const notYours = () =>
  new HostProblem(
    'access.badge-of-another',
    'refused',
    'This is not your badge. Nothing was changed. Show your own, or type your PIN.',
  );

export const badgeCalls = {
  /** Of whoever is signed in: nobody prints another's. The one before it is worth nothing from now on. */
  'session.makeBadge': call(z.strictObject({}), async (host, window) => {
    const { text, badgeKey } = newBadge();
    const staffId = groundOf(host, window).actor.id;
    await runCommand(host, window, { name: 'access.setBadge', args: { staffId, badgeKey }, mutationId: randomUUID() });
    return { text };
  }),
  'session.signInWithBadge': call(z.strictObject({ badge: z.string().max(200) }), async (host, window, { badge }) => {
    const { reader } = host.desk;
    const key = badgeKeyOf(badge);
    const staffId = holderOfBadge(reader, key);
    const person = staffId === undefined ? undefined : personById(reader, staffId, host.lease.trustedNow());
    if (!person || person.status === 'left') throw unknown();
    noteProof(host, window, { staffId: person.id, how: 'badge', badge: key });
    return keepSignedIn(host, window, person);
  }),
  /** Who is signed in at this window shows again that it is them, by PIN or badge; what was asked for is then done. */
  'session.prove': call(
    z.union([
      z.strictObject({ pin: z.string().regex(/^\d{4,8}$/, 'a PIN is four to eight digits') }),
      z.strictObject({ badge: z.string().max(200) }),
    ]),
    async (host, window, given) => {
      const { actor, window: fresh } = groundOf(host, window);
      const staffId = actor.id;
      if ('pin' in given) await checkPin(host.desk, staffId, given.pin, host.now);
      const badge = 'badge' in given ? badgeKeyOf(given.badge) : undefined;
      if ('badge' in given && holderOfBadge(host.desk.reader, badge) !== staffId) throw notYours();
      noteProof(host, fresh, { staffId, how: badge ? 'badge' : 'pin', badge });
      return null;
    },
  ),
} satisfies Partial<Calls>;
