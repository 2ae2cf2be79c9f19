import { createHash, randomUUID } from 'node:crypto';
import { labelDocument, labelStates } from '@tillhouse/shared/domains/shipping/carrier-schema.ts';
import { carrierNames, carrierTitles } from '@tillhouse/shared/domains/shipping/carriers.ts';
import * as z from 'zod';
import type { LabelAsk, LabelPrices, LabelService, ShownLabel } from '../../bridge/label-views.ts';
import { askCloud, tellCloud } from '../cloud/ask-cloud.ts';
import { type Calls, call } from '../define-call.ts';
import type { Host } from '../host.ts';
import { HostProblem } from '../problem.ts';
import { storeAt } from '../session/store-at.ts';
import type { WindowSession } from '../session/windows.ts';
import { groundOf, runCommand } from './run-command.ts';

/** A carrier has 20 seconds, its look-up as many more. */
const PATIENCE_MS = 45_000;
const PATH = '/sync/v1/carrier-labels';

const side = z.number().int().min(1).max(10_000);
const parcel = z.strictObject({
  grams: z.number().int().min(1),
  size: z.strictObject({ length: side, width: side, height: side }).nullable(),
});
const text = (most: number) => z.string().max(most);
const place = { city: text(100), region: text(10), postcode: text(20), country: text(2) };
const to = z.strictObject({
  ...{ name: text(100), company: text(100), line1: text(200), line2: text(200), phone: text(40), email: text(254) },
  ...place,
});
const goods = z.strictObject({
  ...{ title: text(200), hsCode: text(12), origin: text(2), quantity: z.number().int(), grams: z.number().int() },
  value: z.number().int(),
});
const day = z.string().regex(/^\d{4}-\d{2}-\d{2}$/);
const one = z.strictObject({ id: z.uuid() });

const rates = z.object({
  accounts: z.array(
    z.object({
      ...{ accountId: z.string(), carrier: z.enum(carrierNames), name: z.string(), problem: z.string() },
      rates: z
        .array(
          z.object({
            ...{ service: z.string(), name: z.string(), amount: z.number(), currency: z.string() },
            latest: z.string().nullable(),
          }),
        )
        .nullable(),
    }),
  ),
});
const label = z.object({
  ...{ id: z.string(), carrier: z.enum(carrierNames), fulfilmentId: z.string().nullable(), service: z.string() },
  ...{ kind: z.enum(['outbound', 'return']), state: z.enum(labelStates), trackings: z.array(z.string()) },
  ...{ cost: z.number().nullable(), currency: z.string().nullable(), problem: z.string(), createdAt: z.number() },
  documents: z.array(z.object({ ...labelDocument.shape })),
});
const labels = z.object({ labels: z.array(label) });

/** Who is at the desk, by whose right the cloud does it. */
function readerAt(host: Host, window: WindowSession): { readonly readerId: string } {
  const { person } = groundOf(host, window);
  if (!person.permissions.includes('orders.fulfil'))
    throw new HostProblem('desk.forbidden', 'forbidden', 'This needs the right “orders.fulfil”. Ask an owner.');
  return { readerId: person.id };
}

/** The same subject, as often as it was asked for in vain or given back, is the same label: at every desk, and after every start. */
export function labelIdOf(subject: string, ended: number): string {
  const hex = createHash('sha256').update(`label:${subject}:${ended}`).digest('hex');
  const variant = ((Number.parseInt(hex.slice(16, 18), 16) & 0x3f) | 0x80).toString(16);
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-${variant}${hex.slice(18, 20)}-${hex.slice(20, 32)}`;
}

const over = ({ state }: Pick<ShownLabel, 'state'>): boolean => state === 'refused' || state === 'voided';

async function listed(host: Host, readerId: string, orderId: string): Promise<ShownLabel[]> {
  return (await askCloud(host, PATH, { orderId, readerId }, labels, PATIENCE_MS)).labels;
}

async function buy(host: Host, window: WindowSession, { carrier, ...asked }: LabelAsk): Promise<ShownLabel> {
  const { readerId } = readerAt(host, window);
  const { orderId, fulfilmentId } = asked;
  const kind = fulfilmentId === null ? 'return' : 'outbound';
  const there = (await listed(host, readerId, orderId)).filter(
    (each) => each.kind === kind && each.fulfilmentId === fulfilmentId,
  );
  const open = there.find((each) => !over(each));
  if (open) return travels(host, window, await askCloud(host, `${PATH}/${open.id}`, { readerId }, label, PATIENCE_MS));
  const id = labelIdOf(fulfilmentId ?? `return:${orderId}`, there.length);
  // DHL Express makes no pictures; the others are printed as one.
  const format = carrier === 'dhl-express' ? 'pdf' : 'png';
  const { parcel: only, ...body } = asked;
  const wanted = { ...body, id, kind, parcels: [only], format, readerId };
  return travels(host, window, await tellCloud(host, PATH, wanted, label, PATIENCE_MS));
}

/** A bought label says by whom its parcel travels and under which number; said before, nothing is written. */
async function travels(host: Host, window: WindowSession, bought: ShownLabel): Promise<ShownLabel> {
  const { fulfilmentId, trackings, state } = bought;
  const [tracking = ''] = trackings;
  if (fulfilmentId === null || state !== 'bought' || tracking === '') return bought;
  const row = host.desk.reader.get<{ tracking: string }>('SELECT tracking FROM fulfilments WHERE id = ?', [
    fulfilmentId,
  ]);
  if (!row || row.tracking === tracking) return bought;
  const args = { fulfilmentId, carrier: carrierTitles[bought.carrier], tracking };
  await runCommand(host, window, { name: 'orders.track', args, mutationId: randomUUID() });
  return bought;
}

const done = (act: 'look' | 'not-bought') =>
  call(one, async (host, window, { id }) =>
    travels(host, window, await tellCloud(host, `${PATH}/${id}/${act}`, readerAt(host, window), label, PATIENCE_MS)),
  );

/** Services that carry every one of the parcels, with what all of them cost together. */
function together(answers: readonly z.infer<typeof rates>[]): LabelPrices {
  const [first, ...others] = answers.map(({ accounts }) => accounts);
  const services = (first ?? []).flatMap(({ accountId, carrier, name: account, rates: said }) =>
    (said ?? []).flatMap((rate): LabelService[] => {
      const rest = others.map((accounts) =>
        accounts
          .find((each) => each.accountId === accountId)
          ?.rates?.find(({ service, currency }) => service === rate.service && currency === rate.currency),
      );
      if (rest.includes(undefined)) return [];
      const amount = rest.reduce((sum, each) => sum + (each?.amount ?? 0), rate.amount);
      const latest = [rate.latest, ...rest.map((each) => each?.latest ?? null)];
      const last = latest.includes(null) ? null : (latest.toSorted().at(-1) ?? null);
      const { service, name, currency } = rate;
      return [{ accountId, carrier, account, service, name, amount, currency, latest: last }];
    }),
  );
  const silent = new Map(
    answers.flatMap(({ accounts }) =>
      accounts.flatMap(({ name, rates: said, problem }) => (said === null ? [[name, problem] as const] : [])),
    ),
  );
  return {
    services: services.sort((a, b) => a.amount - b.amount),
    silent: [...silent].map(([account, problem]) => ({ account, problem })),
  };
}

/** Labels are bought in the cloud, which keeps that one is asked for before the carrier hears of it; a desk keeps nothing of them. */
export const labelCalls = {
  'labels.prices': call(
    z.strictObject({
      ...{ orderId: z.uuid(), to: z.strictObject(place), parcels: z.array(parcel).min(1).max(10), shipOn: day },
    }),
    async (host, window, { orderId, to: where, parcels, shipOn }) => {
      const reader = readerAt(host, window);
      const order = host.desk.reader.get<{ place: string; currency: string }>(
        'SELECT location_id AS place, currency FROM orders WHERE id = ?',
        [orderId],
      );
      const store = storeAt(host.desk.reader, order?.place ?? null);
      const of = {
        storeId: store && !store.main ? store.id : null,
        to: where,
        shipOn,
        currency: order?.currency ?? store?.currency,
      };
      const ask = (each: (typeof parcels)[number]) =>
        tellCloud(host, '/sync/v1/carrier-rates', { ...of, parcels: [each], ...reader }, rates, PATIENCE_MS);
      return together(await Promise.all(parcels.map(ask)));
    },
  ),
  'labels.buy': call(
    z.strictObject({
      ...{ orderId: z.uuid(), fulfilmentId: z.uuid().nullable(), accountId: z.uuid(), carrier: z.enum(carrierNames) },
      ...{ service: text(43), to, parcel, shipOn: day },
      customs: z.strictObject({ currency: text(3), invoice: text(35), goods: z.array(goods).min(1) }).nullable(),
    }),
    buy,
  ),
  'labels.of': call(z.strictObject({ orderId: z.uuid() }), async (host, window, { orderId }) => {
    const found = await listed(host, readerAt(host, window).readerId, orderId);
    // One that was bought while this desk died has its number by now.
    for (const each of found) await travels(host, window, each);
    return found;
  }),
  'labels.one': call(one, (host, window, { id }) =>
    askCloud(host, `${PATH}/${id}`, { ...readerAt(host, window) }, label, PATIENCE_MS),
  ),
  'labels.look': done('look'),
  'labels.notBought': done('not-bought'),
  'labels.mail': call(one, (host, window, { id }) =>
    tellCloud(host, `${PATH}/${id}/mail`, readerAt(host, window), z.object({ to: z.string() }), PATIENCE_MS),
  ),
  'labels.void': call(one, async (host, window, { id }) => {
    const given = await tellCloud(host, `${PATH}/${id}/void`, readerAt(host, window), label, PATIENCE_MS);
    const { fulfilmentId, trackings } = given;
    const row = host.desk.reader.get<{ carrier: string; tracking: string }>(
      'SELECT carrier, tracking FROM fulfilments WHERE id = ?',
      [fulfilmentId ?? ''],
    );
    if (row && trackings.includes(row.tracking)) {
      const args = { fulfilmentId, carrier: row.carrier, tracking: '' };
      await runCommand(host, window, { name: 'orders.track', args, mutationId: randomUUID() });
    }
    return given;
  }),
} satisfies Partial<Calls>;
