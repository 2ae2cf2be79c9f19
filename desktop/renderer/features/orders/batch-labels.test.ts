import { expect, test } from 'vitest';
import { labelOrder } from './batch-labels.ts';

const service = { accountId: 'a', carrier: 'ups', account: 'UPS', service: '11', name: 'Standard', amount: 700 };
const label = { id: 'l', fulfilmentId: 'p', state: 'bought', problem: '', trackings: ['1Z'], cost: 700 };
const facts = { hsCode: '', origin: '', grams: 300, size: { length: 90, width: 90, height: 90 } };
const box = { id: 'b', name: 'Box', length: 100, width: 100, height: 100, wall: 3, ownGrams: 50, mostGrams: null };
const line = {
  id: 'x',
  variantId: 'v',
  title: 'Mug',
  quantity: 1,
  sent: 0,
  scale: 0,
  tracked: true,
  net: 1,
  discount: 0,
};
const parcel = { id: 'p', number: '#1-1', how: 'shipped', tracking: '', grams: 350, size: null, lines: [], at: 1 };
const order = {
  ...{ id: 'o', number: '#1', status: 'placed', fulfilmentStatus: 'to-pick', locationId: 'w', customerName: 'Bo' },
  ...{ currency: 'GBP', lines: [line], parcels: [], promise: null, places: [{ id: 'w', own: true, has: { v: 5 } }] },
  delivery: { recipient: 'Bo', address: '4 Mill Lane\nBath BA1 6SF', country: 'GB', method: '' },
};

/** A desk and what was asked of it. */
function deskOf(more: object = {}, answers: Record<string, unknown> = {}) {
  const said: string[] = [];
  let left = false;
  const answer: Record<string, unknown> = {
    ...{ 'labels.of': [], 'labels.prices': { services: [service], silent: [] }, 'labels.buy': label },
    ...{ 'orders.customs': { from: 'GB', facts: {} }, 'orders.packing': { boxes: [box], facts: { v: facts } } },
    ...answers,
  };
  const bridge = {
    query: async (name: string) => {
      const now = { ...order, ...more };
      return name === 'orders.page' ? (left ? { ...now, parcels: [parcel] } : now) : answer[name];
    },
    mutate: async (name: string) => {
      said.push(name);
      left = true;
      return { mutationId: 'm' };
    },
    call: async (name: string) => {
      said.push(name);
      return answer[name];
    },
  };
  return { said, bridge: bridge as unknown as Parameters<typeof labelOrder>[0] };
}

test('what carriers ask is known before it leaves, and each parcel has the cheapest label', async () => {
  const { said, bridge } = deskOf();
  expect(await labelOrder(bridge, 'o')).toMatchObject({ number: '#1', problem: '', labels: [{ id: 'l' }] });
  expect(said).toEqual(['labels.of', 'labels.prices', 'orders.fulfil', 'labels.buy']);
});

test('what its buyer chose and paid for is bought, though another is cheaper; the cheapest where it is not offered', async () => {
  const dear = { ...service, service: '65', name: 'Saver', amount: 1_300 };
  const asked: unknown[] = [];
  const boughtOf = async (chosen: string) => {
    const promise = {
      phone: null,
      email: null,
      carrier: { accountId: 'a', carrier: 'ups', service: chosen, name: '' },
    };
    const { bridge } = deskOf({ promise }, { 'labels.prices': { services: [service, dear], silent: [] } });
    const call = (name: string, args: never) => {
      if (name === 'labels.buy') asked.push((args as { service: string }).service);
      return bridge.call(name as 'labels.of', args);
    };
    await labelOrder({ ...bridge, call: call as typeof bridge.call }, 'o');
  };
  await boughtOf('65');
  await boughtOf('07');
  expect(asked).toEqual(['65', '11']);
});

test.each<[string, object, Record<string, unknown>, string]>([
  ['no price', {}, { 'labels.prices': { services: [], silent: [{ account: 'UPS', problem: 'Away.' }] } }, 'Away.'],
  ['no weight', {}, { 'orders.packing': { boxes: [box], facts: {} } }, 'Nobody weighed'],
  ['no stock', { places: [{ id: 'w', own: true, has: {} }] }, {}, 'Not all of it is there'],
  ['no address', { delivery: null }, {}, 'Its address lacks'],
  ['held', { fulfilmentStatus: 'held' }, {}, 'It is held'],
])('nothing leaves without a label to be had: %s', async (_name, more, answers, problem) => {
  const { said, bridge } = deskOf(more, answers);
  expect(await labelOrder(bridge, 'o')).toMatchObject({ labels: [], problem: expect.stringContaining(problem) });
  expect(said).not.toContain('orders.fulfil');
  expect(said).not.toContain('labels.buy');
});

test('a label that nobody knows of is named, and no more is bought', async () => {
  const lost = { ...label, state: 'unknown', problem: 'UPS did not answer.' };
  const { bridge } = deskOf({}, { 'labels.buy': lost });
  expect(await labelOrder(bridge, 'o')).toMatchObject({ labels: [], problem: 'UPS did not answer.' });
});
