import { createHmac } from 'node:crypto';
import type { CarrierName, CarrierRate } from '@tillhouse/shared/domains/shipping/carriers.ts';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { CarrierBusy, CarrierRefused, NewsForged, NoCarrierAnswer, type ShipmentAsked } from './carrier.ts';
import { type Carriers, knownCarriers } from './known.ts';
import { accountOf, secretsOf, warehouse } from './testing/fake-accounts.ts';
import { centsFor } from './testing/fake-carrier.ts';
import { type FakeCarriers, startFakeCarriers } from './testing/start-fakes.ts';

/** The three adapters against what the carriers' descriptions say that they answer. */
let ahead = 0;
const now = () => Date.now() + ahead;
let carriers: Carriers;
let fakes: FakeCarriers;
const names = ['ups', 'fedex', 'dhl-express'] as const;

beforeAll(async () => {
  fakes = await startFakeCarriers({ currency: 'GBP', now });
});
beforeEach(() => {
  for (const name of names) {
    fakes[name].faults.length = 0;
    fakes[name].counts.tokens = 0;
  }
  carriers = knownCarriers({ ...fakes.at, now });
});
afterAll(() => fakes.close());

const leeds = { city: 'Leeds', region: '', postcode: 'LS1 4AP', country: 'GB' };
const newYork = { city: 'New York', region: 'NY', postcode: '10001', country: 'US' };
const parcels = [{ grams: 1_500, size: { length: 300, width: 200, height: 100 } }];
const asked = { to: newYork, parcels, shipOn: '2026-11-30', currency: 'GBP' };
const rates = (name: CarrierName, more: object = {}, timeoutMs = 2_000): Promise<CarrierRate[]> =>
  carriers[name].rates(accountOf(name), { ...asked, ...more }, timeoutMs);
const shipment: ShipmentAsked = {
  ...{ service: '65', parcels, shipOn: '2026-11-30', reference: 'TH0123456789ABCDEF', format: 'pdf' },
  to: { ...warehouse, ...newYork, name: 'Bo Field', company: '', line1: '1 Main St', phone: '+1 212 555 0100' },
  customs: {
    ...{ currency: 'GBP', invoice: 'INV-1' },
    goods: [{ title: 'Kettle', hsCode: '851610', origin: 'GB', quantity: 2, grams: 1_400, value: 4_990 }],
  },
};
const fresh = (reference: string): ShipmentAsked => ({ ...shipment, reference });

test('each says what its services cost to the cent, and when they are there', async () => {
  const leaves = { to: leeds };
  const [ups, fedex, dhl] = [await rates('ups', leaves), await rates('fedex'), await rates('dhl-express')];
  const dear = (service: string, grams: number, country = 'US') => centsFor(service, country, grams);
  // What the account pays, not what is in the list.
  expect(ups).toEqual([
    {
      ...{ service: '03', name: 'UPS Ground', amount: dear('03', 1_500, 'GB'), currency: 'GBP' },
      ...{ earliest: '2026-12-04', latest: '2026-12-04' },
    },
    {
      ...{ service: '02', name: 'UPS 2nd Day Air', amount: dear('02', 1_500, 'GB'), currency: 'GBP' },
      ...{ earliest: '2026-12-02', latest: '2026-12-02' },
    },
  ]);
  // Abroad it wants to know what the goods are worth before it says when, so that is left to the shop.
  expect((await rates('ups')).map(({ service, amount, latest }) => [service, amount, latest])).toEqual([
    ['11', dear('11', 1_500), null],
    ['65', dear('65', 1_500), null],
  ]);
  expect(fedex.map(({ service, name, amount, latest }) => [service, name, amount, latest])).toEqual([
    ['INTERNATIONAL_ECONOMY', 'FedEx International Economy', dear('INTERNATIONAL_ECONOMY', 1_500), '2026-12-06'],
    [
      ...['FEDEX_INTERNATIONAL_PRIORITY', 'FedEx International Priority'],
      ...[dear('FEDEX_INTERNATIONAL_PRIORITY', 1_500), '2026-12-03'],
    ],
  ]);
  // In the currency of its bill; what it has no price for is none.
  expect(dhl).toEqual([
    {
      ...{ service: 'P', name: 'DHL Express Worldwide', amount: dear('P', 1_500), currency: 'GBP' },
      ...{ earliest: '2026-12-02', latest: '2026-12-02' },
    },
  ]);
});

test('parcels that leave the US are weighed in pounds and measured in inches, rounded up', async () => {
  const there = { ...warehouse, country: 'US', region: 'KY', city: 'Louisville', postcode: '40201' };
  await carriers.ups.rates(
    accountOf('ups', { shipFrom: there }),
    { ...asked, parcels: [{ grams: 1_000, size: parcels[0]?.size ?? null }] },
    2_000,
  );
  expect(JSON.parse(JSON.stringify(fakes.ups.requests.at(-1))).body.RateRequest.Shipment.Package[0]).toMatchObject({
    // 1 kg is 2.2046 lb, 300 mm are 11.81 in.
    PackageWeight: { UnitOfMeasurement: { Code: 'LBS' }, Weight: '2.3' },
    Dimensions: { UnitOfMeasurement: { Code: 'IN' }, Length: '12', Width: '8', Height: '4' },
  });
});

describe.each(names)('%s', (name) => {
  test('takes nothing to where it does not go, which is an answer', async () => {
    fakes[name].unserved.add('AQ');
    expect(await rates(name, { to: { ...newYork, country: 'AQ' } })).toEqual([]);
  });

  test('tells in its own words why it refuses', async () => {
    const wrong = accountOf(name, { accountNumber: 'nobody' });
    const refused = carriers[name].rates(wrong, asked, 2_000);
    await expect(refused).rejects.toBeInstanceOf(CarrierRefused);
    await expect(refused).rejects.toThrow(/account|shipper number/i);
  });

  test('lets nobody in with wrong secrets', async () => {
    const wrong = accountOf(name, { secrets: { clientId: 'x', clientSecret: 'y', apiKey: 'x', apiSecret: 'y' } });
    await expect(carriers[name].rates(wrong, asked, 2_000)).rejects.toBeInstanceOf(CarrierRefused);
  });

  test.each([
    ['429', CarrierBusy],
    ['500-before', NoCarrierAnswer],
    ['lost-before', NoCarrierAnswer],
    ['malformed', NoCarrierAnswer],
    ['spoilt', NoCarrierAnswer],
  ] as const)('an answer that is %s is told apart', async (fault, kind) => {
    fakes[name].faults.push(fault);
    await expect(rates(name)).rejects.toBeInstanceOf(kind);
    expect(await rates(name)).not.toEqual([]);
  });

  test('is waited for no longer than was said', async () => {
    await rates(name);
    fakes[name].faults.push('never');
    await expect(rates(name, {}, 50)).rejects.toBeInstanceOf(NoCarrierAnswer);
  });

  test('sells a label, finds it where its answer was lost, and is told of once', async () => {
    const first = await carriers[name].label(accountOf(name), fresh(`TH${name}1`));
    const { book } = fakes[name];
    expect(first).toMatchObject({ theirs: book.at(-1)?.id, trackings: book.at(-1)?.trackings });
    expect(first.cost?.currency).toBe('GBP');
    expect(Buffer.from(first.documents[0]?.content ?? '', 'base64').toString()).toMatch(/^%PDF/);
    const before = book.length;
    fakes[name].faults.push('lost-after');
    await expect(carriers[name].label(accountOf(name), fresh(`TH${name}2`))).rejects.toBeInstanceOf(NoCarrierAnswer);
    expect(book).toHaveLength(before + 1);
    const found = await carriers[name].find(accountOf(name), fresh(`TH${name}2`));
    expect(found).toMatchObject({ theirs: book.at(-1)?.id, trackings: book.at(-1)?.trackings });
    expect(await carriers[name].find(accountOf(name), fresh(`TH${name}3`))).toBeNull();
  });

  test('sells a label by which goods come back', async () => {
    await carriers[name].returnLabel(accountOf(name), {
      ...fresh(`TH${name}R`),
      customs: null,
      to: { ...shipment.to, ...leeds },
    });
    const sold = fakes[name].book.at(-1);
    expect(sold?.returns).toBe(true);
    // From the shopper to the shop.
    expect(JSON.stringify(sold?.asked).indexOf('Bo Field')).toBeGreaterThan(0);
  });

  test('gives a label back, once', async () => {
    const { voidLabel } = carriers[name];
    if (!voidLabel) return expect(name).toBe('dhl-express');
    const label = await carriers[name].label(accountOf(name), fresh(`TH${name}V`));
    await voidLabel(accountOf(name), label);
    expect(fakes[name].book.at(-1)?.voided).toBe(true);
    await expect(voidLabel(accountOf(name), label)).rejects.toBeInstanceOf(CarrierRefused);
  });

  test('knows nothing of a parcel that it does not know', async () => {
    expect(await carriers[name].track(accountOf(name), '1Z999')).toEqual([]);
  });
});

test.each([
  [
    'ups',
    [
      ['MP', 'M', 'label'],
      ['OT', 'I', 'out-for-delivery'],
      ['FS', 'D', 'delivered'],
    ],
  ],
  [
    'fedex',
    [
      ['OC', '', 'label'],
      ['IT', '', 'in-transit'],
      ['DE', '', 'exception'],
      ['DL', '', 'delivered'],
    ],
  ],
  [
    'dhl-express',
    [
      ['PU', '', 'in-transit'],
      ['WC', '', 'out-for-delivery'],
      ['OK', '', 'delivered'],
    ],
  ],
] as const)('%s: what happened to a parcel, first things first', async (name, steps) => {
  const tracking = `T-${name}`;
  fakes[name].moved(
    tracking,
    ...steps.map(([code, type], at) => ({
      code,
      type,
      words: `step ${at}`,
      at: `2026-11-2${at + 1}T07:47:00Z`,
      city: 'Leeds',
    })),
  );
  const events = await carriers[name].track(accountOf(name), tracking);
  expect(events.map(({ code, state }) => [code, state])).toEqual(steps.map(([code, , state]) => [code, state]));
  expect(events[0]).toMatchObject({ at: Date.parse('2026-11-21T07:47:00Z'), words: 'step 0' });
  expect(events[0]?.place).toMatch(/^Leeds/);
});

describe('tokens', () => {
  test.each(['ups', 'fedex'] as const)('%s: many who need one at once ask for one, until it runs out', async (name) => {
    await Promise.all([rates(name), rates(name), rates(name)]);
    expect(fakes[name].counts.tokens).toBe(1);
    await rates(name);
    expect(fakes[name].counts.tokens).toBe(1);
    ahead += 5 * 3_600_000;
    await rates(name);
    expect(fakes[name].counts.tokens).toBe(2);
  });

  test.each(['ups', 'fedex'] as const)('%s: one that is not known any more is asked for anew, once', async (name) => {
    await rates(name);
    fakes[name].forgetTokens();
    expect(await rates(name)).not.toEqual([]);
    expect(fakes[name].counts.tokens).toBe(2);
  });
});

describe('news', () => {
  const ups = {
    ...{ trackingNumber: '1Z204W4R0308071865', gmtActivityDate: '20260423', gmtActivityTime: '131519' },
    activityLocation: { city: 'Charlotte', stateProvince: 'NC', country: 'US' },
    activityStatus: { type: 'I', code: 'OT', description: 'Out for Delivery' },
  };
  test('UPS shows the credential that it was given', () => {
    const [raw, account] = [JSON.stringify(ups), accountOf('ups')];
    const news = carriers.ups.verifyNews(account, { credential: secretsOf.ups['newsKey'] }, raw);
    expect(news).toEqual([
      {
        tracking: ups.trackingNumber,
        events: [
          {
            ...{ code: 'OT', state: 'out-for-delivery', at: Date.parse('2026-04-23T13:15:19Z') },
            ...{ place: 'Charlotte, NC, US', words: 'Out for Delivery' },
          },
        ],
      },
    ]);
    for (const headers of [{}, { credential: 'another' }])
      expect(() => carriers.ups.verifyNews(account, headers, raw)).toThrow(NewsForged);
    expect(() => carriers.ups.verifyNews(accountOf('ups', { secrets: {} }), { credential: '' }, raw)).toThrow(
      NewsForged,
    );
  });

  test('FedEx signs what it sends, byte for byte', () => {
    const scanEvents = [{ date: '2026-04-23T13:15:19-05:00', eventType: 'DL', eventDescription: 'Delivered' }];
    const raw = JSON.stringify({
      output: { completeTrackResults: [{ trackingNumber: '794953535000', trackResults: [{ scanEvents }] }] },
    });
    const signed = (text: string, key = secretsOf.fedex['newsKey'] ?? '') => ({
      'fdx-signature': createHmac('sha256', key).update(text).digest('base64'),
    });
    const account = accountOf('fedex');
    expect(carriers.fedex.verifyNews(account, signed(raw), raw)).toMatchObject([
      { tracking: '794953535000', events: [{ state: 'delivered', at: Date.parse('2026-04-23T18:15:19Z') }] },
    ]);
    for (const headers of [{}, signed(`${raw} `), signed(raw, 'another')])
      expect(() => carriers.fedex.verifyNews(account, headers, raw)).toThrow(NewsForged);
    expect(() => carriers.fedex.verifyNews(account, signed('{"a":1}'), '{"a":1}')).toThrow(NoCarrierAnswer);
  });
});
