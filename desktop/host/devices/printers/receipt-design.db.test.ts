import { crc32 } from 'node:zlib';
import { createCanvas } from '@napi-rs/canvas';
import type { StoreReceipt } from '@tillhouse/shared/domains/access/store-receipt.ts';
import { receiptOf } from '@tillhouse/shared/domains/access/store-receipt.ts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { payCash } from '../../testing/pay-basket.ts';
import { seedIds } from '../../testing/seed-ids.ts';
import { bootDesk, seededFolder, type TestDesk } from '../../testing/test-desk.ts';
import { logoBitmap } from './raster/logo.ts';
import { VirtualPrinter } from './virtual-printer.ts';

let shop: Awaited<ReturnType<typeof seededFolder>>;
let till: TestDesk;
let printer: VirtualPrinter;
beforeAll(async () => {
  shop = await seededFolder();
  till = await bootDesk(shop.dataDir);
  printer = await new VirtualPrinter().start();
  const settings = { model: 'network', address: printer.address, width: 80, auto: true, drawer: false } as const;
  await till.bridge.call('devices.savePrinter', { registerId: seedIds.till, settings });
});
afterAll(async () => {
  await till.host.close();
  await printer.stop();
  shop.remove();
});

/** A black square in white, of which half is grey. */
function picture(width: number, height: number): string {
  const canvas = createCanvas(width, height);
  const pen = canvas.getContext('2d');
  pen.fillStyle = '#fff';
  pen.fillRect(0, 0, width, height);
  pen.fillStyle = '#000';
  pen.fillRect(0, 0, width / 2, height);
  return canvas.toBuffer('image/png').toString('base64');
}

async function save(receipt: Partial<StoreReceipt>): Promise<void> {
  const { stores } = await till.bridge.query('stores.index', {});
  const { main: _main, closedAt: _closed, ...store } = stores[0] ?? ({} as (typeof stores)[number]);
  await till.bridge.mutate('access.saveStore', {
    store: { ...store, receipt: { ...receiptOf({ receipt: null }), ...receipt } },
  });
}

async function sold(kind?: 'gift') {
  const before = printer.state().papers.length;
  await till.bridge.call('basket.add', { variantId: seedIds.variant(1) });
  const sale = await payCash(till.bridge, 5_000);
  if (kind) await till.bridge.call('print.receipt', { orderId: sale.orderId, kind });
  await expect.poll(() => printer.state().papers.length).toBe(before + (kind ? 2 : 1));
  const [newest] = printer.state().papers;
  return {
    number: sale.number,
    footer: sale.footer,
    items: newest?.printed.items ?? [],
    unknown: newest?.printed.unknown,
  };
}
const words = (items: Awaited<ReturnType<typeof sold>>['items']) =>
  items.flatMap((item) => (item.kind === 'line' ? item.text.trim() : `<${item.kind}>`)).filter(Boolean);

test('a store that says nothing prints as before; then its logo, order, words of the place and a code with the number', async () => {
  const plain = await sold();
  expect(words(plain.items).slice(0, 3)).toEqual(['Larkhall', expect.any(String), 'VAT GB 417 2093 86']);
  await save({
    logo: { png: picture(90, 60), size: 'medium' },
    head: ['words', 'logo'],
    foot: ['words', 'link', 'number'],
    link: { address: 'https://larkhall.example/r/{number}', words: 'How was it?' },
    giftWords: 'Exchange until Twelfth Night.',
    eachPrice: true,
    cashier: false,
    places: [{ locationId: seedIds.bath, header: 'Bath 01225', footer: null }],
  });
  const made = await sold();
  expect(made.unknown).toBe(0);
  const said = words(made.items);
  expect(said.slice(0, 2)).toEqual(['Bath 01225', '<picture>']);
  expect(said).not.toContain('Larkhall');
  expect(said.slice(-5)).toEqual(['days.', '<qr>', 'How was it?', '<bars>', '<cut>']);
  expect(made.items).toContainEqual({ kind: 'qr', text: `https://larkhall.example/r/${made.number}` });
  expect(said.some((line) => /^1 x \d+\.\d\d$/.test(line))).toBe(true);
  // Two thirds of the roll, no higher than a third of it: its left half is black, from the middle of the paper.
  const drawn = made.items.find((item) => item.kind === 'picture');
  if (drawn?.kind !== 'picture') throw new Error('no picture');
  expect([drawn.width, drawn.height]).toEqual([576, 192]);
  const row = [...Buffer.from(drawn.bits, 'base64').subarray(0, 72)];
  expect(row.map((byte) => byte.toString(16)).join(' ')).toBe(
    [...Array(18).fill('0'), ...Array(18).fill('ff'), ...Array(36).fill('0')].join(' '),
  );
  expect(words((await sold('gift')).items)).toEqual(expect.arrayContaining(['Exchange until Twelfth Night.']));
});

test('what is no picture, or says that it is a wall, leaves the receipt without one', async () => {
  const wall = Buffer.from(picture(8, 8), 'base64');
  wall.writeUInt32BE(60_000, 16);
  // Whole but for that: it would be drawn.
  wall.writeUInt32BE(crc32(wall.subarray(12, 29)), 29);
  for (const png of [wall, Buffer.from('iVBORw0KGgoAAAA', 'base64')])
    expect(await logoBitmap({ png: png.toString('base64'), size: 'wide' }, 80)).toBeNull();
  expect(await logoBitmap({ png: picture(8, 8), size: 'small' }, 58)).toMatchObject({ width: 64, height: 64 });
  await save({ logo: { png: 'iVBORw0KGgoAAAA', size: 'wide' }, head: ['logo', 'name'] });
  expect(words((await sold()).items)[0]).toBe('Larkhall');
});

test('the preview is made of the same bytes', async () => {
  const receipt = {
    ...receiptOf({ receipt: null }),
    logo: { png: picture(40, 20), size: 'wide' as const },
    head: ['logo' as const],
  };
  const shown = await till.bridge.call('print.preview', {
    ...{ width: 58, storeName: 'L', header: '', footer: 'x', currency: 'GBP', locale: 'en-GB', kind: 'copy', receipt },
  });
  expect(shown.items[0]).toMatchObject({ kind: 'picture', width: 384, height: 192 });
  expect(shown.items.filter((item) => item.kind === 'line' && item.text === '*** COPY ***')).toHaveLength(2);
});
