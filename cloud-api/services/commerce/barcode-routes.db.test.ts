import { afterAll, beforeAll, expect, test } from 'vitest';
import { openStore, startTestCloud, type TestCloud, type TestStore } from '../../testing/test-cloud.ts';

let cloud: TestCloud;
let store: TestStore;

beforeAll(async () => {
  cloud = await startTestCloud();
  store = await openStore(cloud, 'scanner');
});
afterAll(() => cloud?.close());

const parse = (code: string, more: object = {}) =>
  cloud.call('POST', '/v1/barcodes/parse', { token: store.token, body: { code, ...more } });

test('says what a code means and finds the store’s item by every form of its number', async () => {
  const { body: element } = await parse(']e0011231231231233310ABC123\u001d99XYZ');
  expect(element).toMatchObject({
    kind: 'gs1',
    bracketed: '(01)12312312312333(10)ABC123(99)XYZ',
    facts: { lot: 'ABC123' },
  });
  expect(element.item).toBeNull();
  const mug = await store.product('Mug', 0);
  await store.command('catalog.addBarcode', { variantId: mug.variantId, code: '614141000036' });
  for (const code of ['0614141000036', '(01)00614141000036', 'https://id.example.org/01/00614141000036']) {
    expect((await parse(code)).body).toMatchObject({ gtin14: '00614141000036', item: { variantId: mug.variantId } });
  }
});

test('weight by the rules of the store', async () => {
  const { body } = await parse('2112345015002', { rules: [{ pattern: '21.....{NNDDD}', means: 'weight' }] });
  expect(body).toMatchObject({
    kind: 'in-store',
    facts: { item: '12345', weight: { value: 1500, scale: 3, unit: 'KGM' } },
  });
});

test('what contradicts itself is refused with the reason, and nobody unknown is answered', async () => {
  const answers = await Promise.all([parse(']e00212312312312333'), parse('(01)12312312312334'), parse('')]);
  expect(answers.map(({ status, body }) => [status, body.code])).toEqual([
    [422, 'catalog.barcode-requires'],
    [422, 'catalog.barcode-check-digit'],
    [422, 'catalog.barcode-empty'],
  ]);
  expect(answers[0]?.body.detail).toContain('(02) means nothing without (37)');
  expect((await cloud.call('POST', '/v1/barcodes/parse', { body: { code: '1' } })).status).toBe(401);
});
