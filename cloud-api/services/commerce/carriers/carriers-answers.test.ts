import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { CarrierAddress } from '@tillhouse/shared/domains/shipping/carriers.ts';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { NotLetIn } from './ask-carrier.ts';
import { CarrierBusy, CarrierRefused, NoCarrierAnswer, type ShipmentAsked } from './carrier.ts';
import { type Carriers, knownCarriers } from './known.ts';
import { OAuthTokens } from './oauth-tokens.ts';
import { accountOf, warehouse } from './testing/fake-accounts.ts';

/** Answers that carriers give seldom, one after the other as a test lays them out. */
interface Answer {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body: object | string;
}
let answers: Answer[];
let asked: { path: string; body: string }[];
let server: Server;
let carriers: Carriers;

beforeAll(async () => {
  server = createServer((request, response) => {
    let body = '';
    request.on('data', (part) => (body += part));
    request.on('end', () => {
      const token = /token$/.test(request.url ?? '');
      if (!token) asked.push({ path: request.url ?? '', body });
      const answer: Answer | undefined = token ? { body: { access_token: 't', expires_in: '3600' } } : answers.shift();
      const { status = 200, headers = {}, body: said } = answer ?? { status: 500, body: {} };
      response.writeHead(status, headers).end(typeof said === 'string' ? said : JSON.stringify(said));
    });
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
});
beforeEach(() => {
  [answers, asked] = [[], []];
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  carriers = knownCarriers({ upsApi: url, fedexApi: url, dhlApi: url, now: () => Date.now() });
});
afterAll(() => void server.close());

const to: CarrierAddress = { ...warehouse, city: 'Wien', postcode: '1010', country: 'AT' };
const shipment: ShipmentAsked = {
  ...{ service: '11', shipOn: '2026-11-30', reference: 'TH0', format: 'pdf', to, customs: null },
  parcels: [{ grams: 1_500, size: null }],
};
const rated = { to, parcels: shipment.parcels, shipOn: '2026-11-30', currency: 'EUR' };
const rates = (name: 'ups' | 'fedex') => carriers[name].rates(accountOf(name), rated, 2_000);

test('an error in HTML is a refusal all the same; one that leads elsewhere is followed nowhere', async () => {
  answers = [{ status: 403, body: '<h1>Forbidden</h1>' }];
  await expect(rates('ups')).rejects.toThrow(new CarrierRefused('UPS refused it (403).'));
  answers = [{ status: 200, body: '<h1>Back soon</h1>' }];
  await expect(rates('ups')).rejects.toBeInstanceOf(NoCarrierAnswer);
  answers = [{ status: 307, headers: { location: '/elsewhere' }, body: '' }];
  await expect(rates('ups')).rejects.toBeInstanceOf(NoCarrierAnswer);
  expect(asked.map(({ path }) => path)).not.toContain('/elsewhere');
});

test.each([
  ['7', 7_000],
  ['86400', 3_600_000],
  ['Fri, 31 Dec 1999 23:59:59 GMT', null],
  ['-5', null],
])('busy for %s seconds', async (seconds, afterMs) => {
  answers = [{ status: 429, headers: { 'retry-after': seconds }, body: {} }];
  const busy = await rates('fedex').catch((error: unknown) => error);
  expect(busy).toBeInstanceOf(CarrierBusy);
  expect(busy).toMatchObject({ afterMs });
});

test('a token is left before it runs out, and one that somebody else renewed is used', async () => {
  let at = 0;
  let given = 0;
  const tokens = new OAuthTokens(() => at);
  const get = async () => ({ value: `t${++given}`, goodForMs: 100_000 });
  const used: string[] = [];
  const good = async (token: string) => {
    used.push(token);
    return { status: 200, body: null };
  };
  await tokens.with(['a'], get, good);
  at = 39_999;
  await tokens.with(['a'], get, good);
  at = 40_000;
  await tokens.with(['a'], get, good);
  expect(used).toEqual(['t1', 't1', 't2']);
  // Two hold one that is refused; the second hears of it when the first has another already.
  const refused = new Set(['t2']);
  let tell: () => void = () => {};
  const later = new Promise<void>((done) => (tell = done));
  const ask = (wait: Promise<void> | null) => async (token: string) => {
    if (refused.has(token)) {
      await wait;
      throw new NotLetIn('who?');
    }
    return good(token);
  };
  const second = tokens.with(['a'], get, ask(later));
  await tokens.with(['a'], get, ask(null));
  tell();
  await second;
  expect(used.slice(3)).toEqual(['t3', 't3']);
  expect(given).toBe(3);
});

test('a parcel is told of what happened to it, and not of what happened to others', async () => {
  const activity = [{ date: '20261128', time: '101500', status: { type: 'D', code: 'FS' } }];
  const parcels = [
    { trackingNumber: 'mine', activity },
    { trackingNumber: 'other', activity: [...activity, ...activity] },
  ];
  answers = [{ body: { trackResponse: { shipment: [{ package: parcels }] } } }];
  expect(await carriers.ups.track(accountOf('ups'), 'mine')).toHaveLength(1);
  const trackResults = [{ scanEvents: [{ date: '2026-11-28T10:15:00Z', eventType: 'DL' }] }];
  const all = ['mine', 'other'].map((trackingNumber) => ({ trackingNumber, trackResults }));
  answers = [{ body: { output: { completeTrackResults: all } } }];
  expect(await carriers.fedex.track(accountOf('fedex'), 'mine')).toHaveLength(1);
});

test('what is refused for another reason than that it is not known is told', async () => {
  const refused = { errors: [{ code: 'ACCOUNT.BLOCKED', message: 'Call us.' }] };
  answers = [
    { status: 400, body: refused },
    { status: 400, body: refused },
  ];
  await expect(carriers.fedex.track(accountOf('fedex'), 'mine')).rejects.toThrow('Call us.');
  await expect(carriers.fedex.find(accountOf('fedex'), shipment)).rejects.toThrow('Call us.');
  // FedEx says of a reference that it does not know, too, that it is one with an error.
  const none = { trackingNumberInfo: { trackingNumber: '' }, error: { code: 'TRACKING.REFERENCENUMBER.NOTFOUND' } };
  const wrong = { trackingNumberInfo: { trackingNumber: '7949' }, error: { code: 'TRACKING.DATA.NOTFOUND' } };
  answers = [{ body: { output: { completeTrackResults: [{ trackingNumber: '', trackResults: [none, wrong] }] } } }];
  expect(await carriers.fedex.find(accountOf('fedex'), shipment)).toBeNull();
});

test('UPS: who is not let in learns nothing of a label, and a part that was voided is not all of it', async () => {
  const out = { status: 401, body: { response: { errors: [{ code: '250002', message: 'Who are you?' }] } } };
  answers = [out, out, out, out];
  await expect(carriers.ups.find(accountOf('ups'), shipment)).rejects.toThrow('Who are you?');
  expect(asked.map(({ path }) => path)).toEqual(['/api/labels/v1/recovery', '/api/labels/v1/recovery']);
  answers = [{ body: { VoidShipmentResponse: { SummaryResult: { Status: { Code: '0' } } } } }];
  const label = { theirs: '1Z1', trackings: ['1Z1', '1Z2'] };
  await expect(carriers.ups.voidLabel?.(accountOf('ups'), label)).rejects.toBeInstanceOf(CarrierRefused);
});

test('UPS: the reference stands on the parcels within the US, else on the shipment', async () => {
  const us = { ...warehouse, country: 'US', region: 'KY', postcode: '40201' };
  const shipmentOf = async (from: CarrierAddress, goesTo: CarrierAddress) => {
    const account = accountOf('ups', { shipFrom: from });
    await carriers.ups.label(account, { ...shipment, to: goesTo }).catch(() => {});
    return JSON.parse(asked.at(-1)?.body ?? '').ShipmentRequest.Shipment;
  };
  const reference = [{ Value: 'TH0' }];
  const home = await shipmentOf(us, us);
  expect([home.ReferenceNumber, home.Package[0].ReferenceNumber]).toEqual([undefined, reference]);
  const within = await shipmentOf(to, to);
  expect([within.ReferenceNumber, within.Package[0].ReferenceNumber]).toEqual([reference, undefined]);
});

test('FedEx: what a label cost is what the account pays; its papers are told apart', async () => {
  const shipmentRateDetails = [
    { rateType: 'PAYOR_LIST_PACKAGE', totalNetCharge: 19, currency: 'USD' },
    { rateType: 'PAYOR_ACCOUNT_PACKAGE', totalNetCharge: 12.5, currency: 'USD' },
  ];
  const paper = (contentType: string) => ({ contentType, encodedLabel: 'AAAA' });
  const sold = {
    masterTrackingNumber: '7949',
    pieceResponses: [{ trackingNumber: '7949', packageDocuments: [paper('LABEL')] }],
    shipmentDocuments: [paper('COMMERCIAL_INVOICE'), paper('RETURN_INSTRUCTIONS')],
    completedShipmentDetail: { shipmentRating: { actualRateType: 'PAYOR_ACCOUNT_PACKAGE', shipmentRateDetails } },
  };
  answers = [{ body: { output: { transactionShipments: [sold] } } }];
  const label = await carriers.fedex.label(accountOf('fedex'), { ...shipment, format: 'zpl' });
  expect(label.cost).toEqual({ amount: 1_250, currency: 'USD' });
  expect(label.documents.map(({ kind, format }) => [kind, format])).toEqual([
    ['label', 'zpl'],
    ['invoice', 'pdf'],
    ['receipt', 'pdf'],
  ]);
});

test('DHL: what leaves the customs union is declared, what stays in it is not', async () => {
  const declared = async (from: string, goesTo: string) => {
    const account = accountOf('dhl-express', { shipFrom: { ...to, country: from } });
    const goods = [{ title: 'Kettle', hsCode: '', origin: '', quantity: 1, grams: 1, value: 1 }];
    const customs = { currency: 'EUR', invoice: '', goods };
    await carriers['dhl-express']
      .label(account, { ...shipment, customs, to: { ...to, country: goesTo } })
      .catch(() => {});
    return JSON.parse(asked.at(-1)?.body ?? '').content.isCustomsDeclarable;
  };
  expect([await declared('DE', 'AT'), await declared('DE', 'GB'), await declared('AT', 'AT')]).toEqual([
    false,
    true,
    false,
  ]);
});
