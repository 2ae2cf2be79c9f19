import { shiftsOf } from '@tillhouse/shared/domains/hours/rules.ts';
import * as z from 'zod';
import { groundOf, runWithin } from '../commands/run-command.ts';
import { type Calls, call } from '../define-call.ts';
import type { Host } from '../host.ts';
import { saidBy } from '../queries/hours.ts';
import { HostProblem } from '../problem.ts';
import { badgeKeyOf, holderOfBadge } from '../session/badge.ts';
import { type KnownPerson, personById } from '../session/people.ts';
import { checkPin } from '../session/pin.ts';
import { withinLease } from '../session/within-lease.ts';

const unknown = () =>
  new HostProblem(
    'hours.person-unknown',
    'refused',
    'That is nobody’s PIN or badge here. Nothing was written down. Try again, or sign in with the password.',
  );

const shown = z.union([
  z.strictObject({ staffId: z.string().max(100), pin: z.string().regex(/^\d{4,8}$/, 'a PIN is four to eight digits') }),
  z.strictObject({ badge: z.string().max(200) }),
]);

/** @throws HostProblem `access.wrong-pin`, `access.pin-wait`, `access.no-pin`, `hours.person-unknown` */
async function whoSays(host: Host, given: z.infer<typeof shown>): Promise<KnownPerson> {
  const { reader } = host.desk;
  const staffId = 'pin' in given ? given.staffId : holderOfBadge(reader, badgeKeyOf(given.badge));
  const person = staffId === undefined ? undefined : personById(reader, staffId, host.lease.trustedNow());
  if (!person || person.status === 'left') throw unknown();
  if ('pin' in given) await checkPin(host.desk, person.id, given.pin, host.now);
  return withinLease(person, host.lease.now());
}

/** With a badge nothing is chosen: who is in goes, else they come. */
function turnOf({ desk, now }: Host, staffId: string): 'in' | 'out' {
  const state = shiftsOf(saidBy(desk.reader, staffId), now()).at(-1)?.state;
  return state === 'in' || state === 'break' ? 'out' : 'in';
}

export const hoursCalls = {
  'hours.punch': call(
    z.strictObject({
      kind: z.enum(['in', 'break', 'back', 'out', 'turn']),
      mutationId: z.uuid(),
      shown: shown.optional(),
    }),
    async (host, window, { kind: wanted, mutationId, shown: given }) => {
      const ground = groundOf(host, window);
      const person = given ? await whoSays(host, given) : ground.person;
      const { id, name, roleId, permissions, grants } = person;
      // Said by the person themselves, whoever is signed in at this window.
      const own = { ...ground, person, actor: { id, name, roleId, permissions, ...(grants && { grants }) } };
      const kind = wanted === 'turn' ? turnOf(host, id) : wanted;
      const args = { kind, locationId: ground.window.locationId };
      await host.desk.transaction('foreground', async (connection) =>
        runWithin(connection, own, { name: 'hours.punch', args, mutationId }, host.now()),
      );
      return { name };
    },
  ),
} satisfies Partial<Calls>;
