import * as z from 'zod';
import { askCloud, tellCloud } from '../../cloud/ask-cloud.ts';
import { groundOf } from '../../commands/run-command.ts';
import { type Calls, call } from '../../define-call.ts';
import type { Host } from '../../host.ts';
import type { WindowSession } from '../../session/windows.ts';
import { manages } from '../device-calls.ts';

const text = z.string();
const reader = z.object({
  ...{ id: text, label: text, model: text, serial: text, place: text },
  ...{ online: z.boolean(), busy: z.boolean(), simulated: z.boolean() },
});
const place = z.object({ id: text, name: text });
const readers = z.object({ provider: text, test: z.boolean(), readers: z.array(reader), places: z.array(place) });

const PATH = '/sync/v1/terminal';
const PATIENCE_MS = 30_000;
const given = (most: number) => z.string().trim().min(1).max(most);

/** Who sets tills up, as the cloud is told: it looks whether they may, too. */
function setUp(host: Host, window: WindowSession): { personId: string } {
  manages(host, window);
  return { personId: groundOf(host, window).person.id };
}

/** Card readers that a provider drives: of the shop’s account there, seen and registered through the cloud. */
export const readerCalls = {
  'readers.list': call(z.strictObject({}), (host, window) =>
    askCloud(host, `${PATH}/readers`, setUp(host, window), readers, PATIENCE_MS),
  ),
  'readers.register': call(
    z.strictObject({ code: given(100), label: given(60), place: given(100) }),
    (host, window, args) =>
      tellCloud(host, `${PATH}/readers`, { ...setUp(host, window), ...args }, reader, PATIENCE_MS),
  ),
  'readers.addPlace': call(
    z.strictObject({
      ...{ name: given(100), line1: given(200), city: given(100), postcode: given(20) },
      ...{ country: z.string().regex(/^[A-Z]{2}$/), region: z.string().trim().max(100) },
    }),
    (host, window, args) => tellCloud(host, `${PATH}/places`, { ...setUp(host, window), ...args }, place, PATIENCE_MS),
  ),
  /** Holds a card to a reader that is no machine. */
  'readers.present': call(
    z.strictObject({ reader: given(100), how: z.enum(['approve', 'decline', 'no-money', 'cancel']) }),
    async (host, window, { reader: id, how }) => {
      await tellCloud(host, `${PATH}/readers/${id}/present`, { ...setUp(host, window), how }, z.null(), PATIENCE_MS);
      return null;
    },
  ),
} satisfies Partial<Calls>;
