import type { ReceiptView } from '../../../bridge/views.ts';

interface Store {
  readonly storeName: string;
  readonly header: string;
  readonly footer: string;
  readonly currency: string;
}

/** A sale that nobody made, to show how receipts of a store come out. */
export function sampleReceipt({ storeName, header, footer, currency }: Store, placedAt: number): ReceiptView {
  const line = (
    title: string,
    quantity: number,
    unitPrice: number,
    more: Partial<ReceiptView['lines'][number]> = {},
  ) => ({
    ...{ title, quantity, scale: 0, unitPrice, total: quantity * unitPrice, notes: [] },
    ...more,
  });
  return {
    ...{
      orderId: '',
      number: 'B2-1-00418',
      placedAt,
      storeName,
      storeStreet: '14 Walcot Buildings',
      cashier: 'Priya Nair',
    },
    currency,
    lines: [
      line('Stoneware mug, Moss', 2, 1_400),
      line('Ribbed glass vase, 24 cm', 1, 3_800, { total: 3_230, notes: [{ text: 'chip on base', amount: 570 }] }),
      line('Soap flakes, refill', 1_240, 650, { scale: 3, total: 806 }),
    ],
    ...{ subtotal: 7_406, discountTotal: 570, shipping: 0, fee: 0, rounding: 0, total: 6_836, due: 0 },
    taxByRate: [{ rate: '20/100', net: 5_697, tax: 1_139 }],
    tenders: [
      {
        ...{ kind: 'card', amount: 2_000, given: 2_000, change: 0 },
        card: {
          ...{ key: '', terminal: '', approvalCode: '081442', brand: 'Visa', last4: '4417' },
          entry: 'contactless',
        },
      },
      { kind: 'cash', amount: 4_836, given: 5_000, change: 164 },
    ],
    exchange: null,
    cards: [],
    ...{ relief: null, returnOf: null, header, footer, timeZone: 'UTC' },
  };
}
