import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { payCard, payCash } from '../../testing/pay-basket.ts';
import { seedIds } from '../../testing/seed-ids.ts';
import { bootDesk, seededFolder, type TestDesk } from '../../testing/test-desk.ts';
import { VirtualPrinter } from './virtual-printer.ts';

let shop: Awaited<ReturnType<typeof seededFolder>>;
let till: TestDesk;
const printers: VirtualPrinter[] = [];
beforeAll(async () => {
  shop = await seededFolder();
  till = await bootDesk(shop.dataDir);
});
afterEach(async () => {
  for (const printer of printers.splice(0)) await printer.stop();
});
afterAll(async () => {
  await till.host.close();
  shop.remove();
});

async function printer(): Promise<VirtualPrinter> {
  const started = await new VirtualPrinter().start();
  printers.push(started);
  const settings = { model: 'network', address: started.address, width: 80, auto: true, drawer: true } as const;
  await till.bridge.call('devices.savePrinter', { registerId: seedIds.till, settings });
  return started;
}

/** What came out, the oldest first: `drawer`, or the words of a paper that are asked for. */
const out = (from: VirtualPrinter) =>
  [...from.state().papers]
    .reverse()
    .map(
      ({ printed }) =>
        printed.items
          .flatMap((item) => (item.kind === 'line' ? item.text.trim() : item.kind === 'bars' ? item.text : []))
          .join('\n') ||
        (printed.items[0]?.kind ?? ''),
    );
const waiting = async () => (await till.bridge.query('till.devices', {})).prints;
const basket = () => till.bridge.call('basket.add', { variantId: seedIds.variant(1) });

test('cash opens the drawer, then the receipt is printed; a card opens none; a second paper says that it is a copy', async () => {
  const machine = await printer();
  await basket();
  const sold = await payCash(till.bridge, 1_000);
  await expect.poll(() => machine.state().papers.length).toBe(2);
  const [drawer, receipt = ''] = out(machine);
  expect(drawer).toBe('drawer');
  expect(receipt).toContain(sold.number);
  expect(receipt).toContain('VAT GB 417 2093 86');
  await basket();
  const byCard = await payCard(till.bridge, '881');
  await expect.poll(() => machine.state().papers.length).toBe(3);
  expect(out(machine)[2]).toContain(byCard.number);
  await till.bridge.call('print.receipt', { orderId: byCard.orderId, kind: 'copy' });
  await till.bridge.call('print.receipt', { orderId: byCard.orderId, kind: 'gift' });
  await expect.poll(() => machine.state().papers.length).toBe(5);
  expect(out(machine).slice(3)).toEqual([
    expect.stringContaining('*** COPY ***'),
    expect.stringContaining('GIFT RECEIPT'),
  ]);
  expect(await waiting()).toEqual({ waiting: 0, problem: '' });

  // A return pays cash out of the drawer and has a paper of its own.
  const page = await till.bridge.query('orders.page', { id: sold.orderId });
  const { register } = await till.bridge.query('session.state', {});
  machine.clear();
  await till.bridge.mutate('register.recordReturn', {
    ...{
      orderId: randomUUID(),
      originalOrderId: sold.orderId,
      registerId: seedIds.till,
      sessionId: register?.session?.id,
    },
    lines: [{ key: 'a', originalLineId: page?.lines[0]?.id, quantity: 1, restock: 'available' }],
    ...{ payBack: { kind: 'cash', reference: '' }, reason: '' },
  });
  await expect.poll(() => machine.state().papers.length).toBe(2);
  expect(out(machine)).toEqual(['drawer', expect.stringMatching(new RegExp(`RETURN +${sold.number}`))]);
});

test('a gift card that is sold comes out with its code, which the till reads again; nobody else prints it at another desk', async () => {
  const machine = await printer();
  await till.bridge.call('basket.addGiftCard', { amount: 2_500 });
  const { cards } = await payCard(till.bridge, '882');
  const creditId = cards[0]?.creditId ?? '';
  await expect.poll(() => machine.state().papers.length).toBe(2);
  const codes = () =>
    machine.state().papers.map(({ printed }) => printed.items.flatMap((item) => (item.kind === 'qr' ? item.text : [])));
  const [card = []] = codes();
  expect(card).toHaveLength(1);
  expect(await till.bridge.call('credit.find', { code: card[0] ?? '' })).toMatchObject({
    id: creditId,
    balance: 2_500,
  });
  const [text = ''] = out(machine).slice(1);
  for (const said of ['GIFT CARD', 'GBP 25.00', card[0]]) expect(text).toContain(said);
  await till.bridge.call('print.card', { creditId });
  await expect.poll(() => machine.state().papers.length).toBe(3);
  expect(codes()[0]).toEqual(card);
  const elsewhere = till.bridge.call('print.card', { creditId: randomUUID() });
  await expect(elsewhere).rejects.toMatchObject({ code: 'print.no-code' });
});

test('without paper receipts wait, also over a restart, and come out in their order; the drawer opens at once or never', async () => {
  const machine = await printer();
  machine.paper = 'out';
  const numbers: string[] = [];
  for (let n = 0; n < 2; n++) {
    await basket();
    numbers.push((await payCash(till.bridge, 1_000)).number);
  }
  await expect.poll(waiting).toEqual({ waiting: 2, problem: 'paper-out' });
  await till.host.close();
  machine.paper = 'there';
  till = await bootDesk(shop.dataDir);
  await expect.poll(waiting).toEqual({ waiting: 0, problem: '' });
  expect(out(machine)).toEqual([
    expect.stringContaining(numbers[0] ?? '-'),
    expect.stringContaining(numbers[1] ?? '-'),
  ]);

  await machine.stop();
  await basket();
  const lost = await payCash(till.bridge, 1_000);
  await expect.poll(waiting).toEqual({ waiting: 1, problem: 'unreached' });
  await till.bridge.call('print.drop', {});
  expect(await waiting()).toEqual({ waiting: 0, problem: '' });
  await machine.start();
  machine.clear();
  // Nobody has a paper of it, so the first one is no copy.
  await till.bridge.call('print.receipt', { orderId: lost.orderId, kind: 'copy' });
  await expect.poll(() => machine.state().papers.length).toBe(1);
  expect(out(machine)[0]).not.toContain('COPY');
});
