import type { Bridge } from '../../../bridge/contract.ts';
import type { ShownLabel } from '../../../bridge/label-views.ts';
import type { OrderPage, OrderParcel } from '../../../bridge/order-page.ts';
import { problemText } from '../../data/bridge.ts';
import { dayKey } from '../../ui/instants.ts';
import { t } from '../../ui/text.ts';
import { allFrom, emptyFulfilment, fulfilArgs, unsent } from './fulfil-draft.ts';
import { openLabel } from './labels-data.ts';
import { addressOf, carried, labelAsk, lacksOf, serviceToBuy } from './labels-draft.ts';
import { packedOf, parcelsOf } from './parcels-draft.ts';

export interface BatchOutcome {
  readonly id: string;
  readonly number: string;
  readonly labels: readonly ShownLabel[];
  /** Why not all of it has a label; empty: it has */
  readonly problem: string;
}

type Asks = Pick<Bridge, 'query' | 'mutate' | 'call'>;

const waits = ({ how, tracking }: OrderParcel): boolean => how === 'shipped' && tracking === '';

/** Parcels of what is still to send, as boxes suggest them. @throws what a person has to do by hand */
async function suggested(bridge: Asks, order: OrderPage) {
  const left = order.lines.filter((line) => line.variantId !== null && unsent(line) > 0);
  if (order.fulfilmentStatus === 'held') throw new Error(t('It is held.'));
  if (left.length === 0 || order.status === 'cancelled') return [];
  const draft = emptyFulfilment(order);
  const place = order.places.find(({ id }) => id === draft.placeId);
  const quantities = allFrom(order, place);
  if (left.some((line) => (quantities[line.id] ?? 0) < unsent(line)))
    throw new Error(t('Not all of it is there: send it by hand.'));
  const packing = await bridge.query('orders.packing', { id: order.id });
  return parcelsOf(order, quantities, packing, { one: false, changes: new Map() }).map((parcel) => {
    const packed = packedOf(packing, parcel);
    if (Number(parcel.grams) < 1 || packed === null || parcel.notes.some(({ is }) => is === 'unweighed'))
      throw new Error(t('Nobody weighed all of it: send it by hand.'));
    return { draft: { ...draft, quantities }, sent: { contents: parcel.contents, tracking: '', packed } };
  });
}

/** What carriers ask is known before anything leaves; then it leaves, and each parcel has the label that its buyer paid for, else the cheapest. */
async function labelled(bridge: Asks, order: OrderPage): Promise<ShownLabel[]> {
  const customs = await bridge.query('orders.customs', { id: order.id });
  const known = await bridge.call('labels.of', { orderId: order.id });
  const to = addressOf(order, customs.from);
  const lacks = lacksOf(to);
  if (lacks.length > 0) throw new Error(t('Its address lacks {parts}: buy it by hand.', { parts: lacks.join(', ') }));
  const next = await suggested(bridge, order);
  const there = order.parcels.filter((parcel) => waits(parcel) && !openLabel(known, parcel.id));
  const sizes = [...there, ...next.map(({ sent }) => sent.packed as Pick<OrderParcel, 'grams' | 'size'>)].map(carried);
  if (sizes.length === 0) throw new Error(t('Nothing of it waits for a label.'));
  const parcels = sizes.flatMap((size) => size ?? []);
  if (parcels.length < sizes.length) throw new Error(t('Nobody weighed all of it: send it by hand.'));
  const { city, region, postcode, country } = to;
  const shipOn = dayKey(Date.now());
  const where = { city, region, postcode, country };
  const prices = await bridge.call('labels.prices', { orderId: order.id, to: where, parcels, shipOn });
  const { service } = serviceToBuy(order, prices.services);
  if (!service)
    throw new Error(prices.silent.map(({ problem }) => problem).join(' ') || t('No carrier takes it there.'));
  for (const { draft, sent } of next)
    for (const args of fulfilArgs(order, draft, [sent])) await bridge.mutate('orders.fulfil', args);
  const now = (await bridge.query('orders.page', { id: order.id })) ?? order;
  const labels: ShownLabel[] = [];
  for (const parcel of now.parcels.filter((one) => waits(one) && !openLabel(known, one.id))) {
    const ask = labelAsk({ order: now, parcel, service, to, shipOn, customs, back: false });
    if (!ask) throw new Error(t('Nobody weighed {number}.', { number: parcel.number }));
    const label = await bridge.call('labels.buy', ask);
    labels.push(label);
    if (label.state !== 'bought') throw new Partly(labels, label.problem);
  }
  if (labels.length === 0)
    throw new Error(t('It was sent, and its parcels are not here yet: buy their labels on its page.'));
  return labels;
}

class Partly extends Error {
  readonly labels: readonly ShownLabel[];
  constructor(labels: readonly ShownLabel[], problem: string) {
    super(problem);
    this.labels = labels;
  }
}

/** Sends one order in the boxes that are suggested and buys its labels, or says in words why not. */
export async function labelOrder(bridge: Asks, id: string): Promise<BatchOutcome> {
  const order = await bridge.query('orders.page', { id }).catch(() => null);
  if (!order) return { id, number: '', labels: [], problem: t('This desk does not hold it.') };
  const { number } = order;
  try {
    return { id, number, labels: await labelled(bridge, order), problem: '' };
  } catch (problem) {
    const labels = problem instanceof Partly ? problem.labels.filter(({ state }) => state === 'bought') : [];
    return { id, number, labels, problem: problemText(problem, t('The desk did not answer. Look at it again.')) };
  }
}
