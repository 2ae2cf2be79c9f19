import type { OrderPage } from '../../../bridge/order-page.ts';
import type { EcSalesRow } from '../../../bridge/vat-views.ts';

const rows: readonly EcSalesRow[] = [
  { member: 'BE', number: '0428759497', amount: 184_250, orders: 3, unchecked: 0 },
  { member: 'DE', number: '136695976', amount: 1_204_900, orders: 11, unchecked: 1 },
  { member: 'EL', number: '094259216', amount: 25_170, orders: 1, unchecked: 0 },
];

/** What the register of the EU and the list of sales by it say at the sample desk. @param alone nobody signed in to the cloud */
export function vatAnswer(name: string, { month = '' }: { readonly month?: string }, alone: boolean): unknown {
  if (name === 'vat.ask') return { answer: 'valid' };
  return alone ? null : { month, home: 'FR', currency: 'GBP', rows };
}

/** Of a sample order that a firm abroad bought. */
export const firmAbroad: Pick<OrderPage, 'relief' | 'vat'> = {
  relief: { kind: 'reverse-charge', evidence: 'FR40303265045' },
  vat: {
    number: 'FR40303265045',
    register: {
      ...{ number: 'FR40303265045', answer: 'valid', request: 'WAPIAAAAYtq3fXkH', name: 'SA SODIMAS' },
      ...{ address: 'RUE AMPERE, 26600 PONT DE L ISERE', at: Date.parse('2026-11-24T15:42:00Z') },
    },
  },
};
