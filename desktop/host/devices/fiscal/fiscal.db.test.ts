import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { qrOf } from '@tillhouse/shared/domains/register/fiscal.ts';
import { seedIds } from '../../testing/seed-ids.ts';
import { bootDesk, seededFolder, type TestDesk } from '../../testing/test-desk.ts';
import { isSigned } from './log-message.ts';
import { SimulatedTse } from './simulator/tse.ts';

// A machine that is busy with others may take its time to sign; what is deaf never does.
const PATIENT = { fiscalLimitMs: 30_000 };
const open = (more: { fiscalLimitMs: number }) => bootDesk(folder.dataDir, seedIds.owner, Date.now, more);

let folder: Awaited<ReturnType<typeof seededFolder>>;
let desk: TestDesk;
let tse: SimulatedTse;

beforeEach(async () => {
  [folder, tse] = await Promise.all([seededFolder({ products: 12 }), new SimulatedTse().start()]);
  desk = await open(PATIENT);
  await german();
});
afterEach(async () => {
  await desk.host.close();
  await tse.stop();
  folder.remove();
});

/** Its prices are taxed as in Germany, and its receipts are to be signed. */
async function german(): Promise<void> {
  const { bridge } = desk;
  await bridge.mutate('pricing.saveTaxRate', { taxClass: 'standard', name: 'MwSt', rate: '19/100' });
  const settings = { model: 'simulated-tse' as const, address: tse.address, client: 'TILL-1' };
  await bridge.call('devices.saveFiscal', { registerId: seedIds.till, settings });
}
const fill = () => desk.bridge.call('basket.add', { variantId: seedIds.variant(1) });
async function sell() {
  const { id: basketId, cashTotal: due } = await fill();
  return desk.bridge.call('basket.payCash', { basketId, due, given: due });
}
const unsigned = async () => (await desk.bridge.query('till.devices', {})).unsigned;
const endings = () =>
  tse.log.filter(({ operation }) => operation === 'FinishTransaction').map(({ processData }) => processData);

test('a receipt says what the TSE signed: whoever has its QR code alone can check it', async () => {
  const { fiscal } = await sell();
  if (fiscal?.state !== 'signed') throw new Error(JSON.stringify(fiscal));
  // The coins of the store make 1.00 of it: what is rounded away is in no rate.
  const processData = 'Beleg^1.01_0.00_0.00_0.00_-0.01^1.00:Bar:GBP';
  expect(fiscal).toMatchObject({
    ...{ client: 'TILL-1', serial: tse.serial, processType: 'Kassenbeleg-V1', processData },
  });
  expect(isSigned(fiscal)).toBe(true);
  expect(isSigned({ ...fiscal, processData: fiscal.processData.replace('Beleg', 'Beleh') })).toBe(false);
  const qr = qrOf(fiscal).split(';');
  expect(qr).toHaveLength(12);
  expect(qr.slice(0, 4)).toEqual(['V0', 'TILL-1', 'Kassenbeleg-V1', fiscal.processData]);
  expect(qr.slice(8, 10)).toEqual(['ecdsa-plain-SHA256', 'unixTime']);
});

test('what comes back is signed with negative amounts, what is given up as given up, and the journal has all of it', async () => {
  const { orderId } = await sell();
  const order = await desk.bridge.query('orders.one', { id: orderId });
  const returnId = randomUUID();
  await desk.bridge.mutate('register.recordReturn', {
    ...{ orderId: returnId, originalOrderId: orderId, registerId: seedIds.till, sessionId: seedIds.drawer, reason: '' },
    lines: [{ key: '1', originalLineId: order?.lines[0]?.id ?? '', quantity: 1, restock: 'available' }],
    payBack: { kind: 'cash', reference: '' },
  });
  expect(endings()).toEqual([
    'Beleg^1.01_0.00_0.00_0.00_-0.01^1.00:Bar:GBP',
    'Beleg^-1.01_0.00_0.00_0.00_0.01^-1.00:Bar:GBP',
  ]);
  await fill();
  await expect.poll(() => tse.open).toHaveLength(1);
  await desk.bridge.call('basket.clear', {});
  await expect.poll(() => tse.open).toEqual([]);
  expect(endings()[2]).toMatch(/^AVBelegabbruch/);
  const { csv, log } = await desk.bridge.call('devices.fiscalJournal', { registerId: seedIds.till });
  expect(log?.trim().split('\n')).toHaveLength(tse.log.length);
  const [head = '', ...rows] = csv.trim().split('\r\n');
  const at = head.split(',').indexOf('signature_holds');
  expect(rows.map((row) => row.split(',')[at])).toEqual(['yes', 'yes']);
});

test('a TSE that is full, silent or gone refuses no sale: the receipt and the report say since when, until it signs again', async () => {
  tse.problem = 'full';
  expect((await sell()).fiscal).toMatchObject({ state: 'out', client: 'TILL-1', reason: 'full' });
  // It is not asked again for each sale.
  const asked = tse.log.length;
  expect((await sell()).fiscal).toMatchObject({ state: 'out', reason: 'full' });
  expect(tse.log).toHaveLength(asked);
  expect(await unsigned()).toMatchObject({ receipts: 2, reason: 'full' });
  tse.problem = '';
  await desk.bridge.call('devices.fiscalJournal', { registerId: seedIds.till });
  await expect.poll(() => desk.said.some((line) => line.includes('signs again'))).toBe(true);
  expect((await sell()).fiscal?.state).toBe('signed');
  expect(await unsigned()).toBeNull();
  await desk.host.close();
  desk = await open({ fiscalLimitMs: 200 });
  tse.deaf = true;
  expect((await sell()).fiscal).toMatchObject({ state: 'out', reason: 'it did not answer in time' });
  const drawer = await desk.bridge.query('till.drawer', { sessionId: seedIds.drawer });
  expect(drawer?.report.fiscal).toMatchObject({ signed: 1, unsigned: 3 });
  await desk.bridge.mutate('register.closeSession', {
    ...{ sessionId: seedIds.drawer, registerId: seedIds.till, note: '' },
    counted: drawer?.report.drawer.expected ?? 0,
  });
  const [closed] = await desk.bridge.query('till.closings', { registerId: seedIds.till });
  expect(closed?.report?.fiscal).toMatchObject({ signed: 1, unsigned: 3, gap: drawer?.report.fiscal?.gap });
});

test('a till that falls with a basket goes on with its open transaction, and one whose sale was not kept is not signed twice', async () => {
  await fill();
  await expect.poll(() => tse.open).toEqual([1]);
  await desk.host.close();
  desk = await open(PATIENT);
  const { id: basketId, cashTotal: due } = await desk.bridge.query('till.basket', {});
  // What is refused after it was priced reaches no TSE.
  await expect(desk.bridge.call('basket.payCash', { basketId, due: due + 1, given: due + 1 })).rejects.toMatchObject({
    code: 'basket.changed',
  });
  expect(endings()).toEqual([]);
  const { fiscal } = await desk.bridge.call('basket.payCash', { basketId, due, given: due });
  expect(fiscal).toMatchObject({ state: 'signed', transaction: 1 });
  expect(tse.open).toEqual([]);
});

test('a rate that the law has no place for is said on that receipt alone', async () => {
  await desk.bridge.mutate('pricing.saveTaxRate', { taxClass: 'standard', name: 'VAT', rate: '20/100' });
  expect((await sell()).fiscal).toMatchObject({ state: 'out', reason: expect.stringContaining('20/100') });
  await german();
  expect((await sell()).fiscal?.state).toBe('signed');
});
