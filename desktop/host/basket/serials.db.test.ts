import { products } from '@tillhouse/shared/domains/catalog/schema.ts';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openSealedDesk } from '../database/open-desk.ts';
import { receiptPaper } from '../devices/printers/receipt-paper.ts';
import { fileKeyStore } from '../session/key-store.ts';
import { payCash } from '../testing/pay-basket.ts';
import { seedCode, seedIds } from '../testing/seed-ids.ts';
import { bootDesk, seededFolder, type TestDesk } from '../testing/test-desk.ts';

/** A product is tagged: each piece is asked for its number, which is on the receipt and finds the sale. */
let folder: Awaited<ReturnType<typeof seededFolder>>;
let desk: TestDesk;

beforeAll(async () => {
  folder = await seededFolder({ products: 4 });
  const store = fileKeyStore(join(folder.dataDir, 'data.key'));
  const file = await openSealedDesk(join(folder.dataDir, 'desk.sqlite'), store, () => {});
  const sql = `UPDATE ${products.name} SET tags = '["serialised"]' WHERE id = (SELECT product_id FROM variants WHERE id = ?)`;
  await file.transaction('foreground', async (connection) => connection.runNow(sql, [seedIds.variant(3)]));
  await file.close();
  desk = await bootDesk(folder.dataDir);
});
afterAll(async () => {
  await desk.host.close();
  folder.remove();
});

test('a label says it, or a person; it stands on the receipt, finds the sale, and is told when it is sold again', async () => {
  const { bridge } = desk;
  await bridge.call('basket.add', { variantId: seedIds.variant(1) });
  const gtin = seedCode(3).padStart(14, '0');
  await bridge.call('basket.scan', { code: `]d201${gtin}21SN-7` });
  const { basket, lineId } = await bridge.call('basket.scan', { code: `]d201${gtin}21SN-8` });
  expect(basket.lines[0]).not.toHaveProperty('serials');
  expect(basket.lines[1]).toMatchObject({
    quantity: 2,
    serials: { missing: 0, given: [{ serial: 'SN-7' }, { serial: 'SN-8' }] },
  });
  const set = (serials: string[]) => bridge.call('basket.setSerials', { lineId: lineId ?? '', serials });
  expect((await set(['SN-7'])).lines[1]).toMatchObject({ serials: { missing: 1 } });
  expect((await set(['SN-7', ''])).lines[1]).toMatchObject({ serials: { missing: 0 } });
  const receipt = await payCash(bridge, 1_000);
  expect(receipt.lines.map(({ serials }) => serials)).toEqual([undefined, ['SN-7']]);
  expect(JSON.stringify(receiptPaper(receipt, 'receipt'))).toContain('Serial no. SN-7');
  for (const text of ['sn-7', 'SN7']) {
    const { rows } = await bridge.query('till.findSales', { text, filter: {} });
    expect(rows.map(({ number }) => number)).toEqual([receipt.number]);
  }
  const again = await bridge.call('basket.scan', { code: `]d201${gtin}21sn7` });
  expect(again.basket.lines).toMatchObject([
    { serials: { missing: 0, given: [{ serial: 'sn7', before: receipt.number }] } },
  ]);
});
