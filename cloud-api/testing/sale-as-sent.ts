import { randomUUID } from 'node:crypto';

// biome-ignore lint/suspicious/noExplicitAny: each test bends the arguments its own way
export type Args = any;

export interface Selling {
  readonly registerId: string;
  readonly locationId: string;
  readonly variantId: string;
  readonly staffId: string;
  readonly timeZone?: string;
}

export interface SentSale {
  readonly seq: number;
  readonly id: string;
  readonly name: string;
  readonly version: number;
  readonly args: Args;
  readonly occurredAt: number;
  readonly actorId: string;
  readonly actorName: string;
  readonly clockOffset?: number;
}

/** Sales as one till sends them, each of one mug at 12.00, and what a test makes of it. */
export function sellingAt({ registerId, locationId, variantId, staffId, timeZone = 'Europe/London' }: Selling) {
  let sequence = 0;
  return (seq: number, bend: (args: Args) => void = () => {}, more: Partial<SentSale> = {}): SentSale => {
    sequence += 1;
    const occurredAt = Date.now();
    const businessDate = new Intl.DateTimeFormat('en-CA', { timeZone }).format(occurredAt);
    const snapshot = {
      ...{ title: 'Mug', variantTitle: '', sku: 'SKU', scale: 0, tracked: true, unitPrice: 1_200, ownPrice: false },
      ...{ taxClass: 'standard', taxRate: '20/100', discount: 0, net: 1_000, tax: 200, total: 1_200 },
    };
    const args: Args = {
      orderId: randomUUID(),
      registerId,
      sessionId: randomUUID(),
      customerId: null,
      lines: [{ key: 'a', variantId, quantity: 1, snapshot }],
      tenders: [{ key: 'cash', kind: 'cash', amount: 1_200, given: 2_000, change: 800, reference: '' }],
      decided: {
        ...{ generation: 1, sequence, number: `T1-${sequence}`, locationId, customerName: '' },
        ...{ currency: 'GBP', pricesIncludeTax: true, businessDate, businessHour: 12 },
        ...{ subtotal: 1_200, discountTotal: 0, taxTotal: 200, rounding: 0, total: 1_200 },
      },
    };
    bend(args);
    const who = { actorId: staffId, actorName: 'Ada' };
    return { seq, id: randomUUID(), name: 'register.recordSale', version: 1, args, occurredAt, ...who, ...more };
  };
}
