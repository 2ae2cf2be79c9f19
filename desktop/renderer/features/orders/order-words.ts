import { rateText } from '@tillhouse/shared/domains/pricing/explain.ts';
import type { Tone } from '../../ui/state.tsx';
import { t } from '../../ui/text.ts';

/** Several taxes go by their names. */
export const rateName = (rate: string): string => (/^\d+(\/\d+)?$/.test(rate) ? rateText(rate) : rate);

interface Words {
  readonly tone: Tone;
  readonly text: string;
}

const payment: Record<string, readonly [Tone, string]> = {
  paid: ['ok', 'Paid'],
  'part-paid': ['warn', 'Part paid'],
  authorised: ['open', 'Authorised'],
  unpaid: ['open', 'Not paid'],
  refunded: ['warn', 'Refunded'],
};
const fulfilment: Record<string, readonly [Tone, string]> = {
  'handed-over': ['ok', 'Handed over'],
  'to-pick': ['open', 'To pick'],
  'part-shipped': ['warn', 'Partly sent'],
  held: ['warn', 'Held'],
  shipped: ['ok', 'Shipped'],
  none: ['open', 'Nothing to send'],
};
const parcel: Record<string, readonly [Tone, string]> = {
  label: ['open', 'Announced'],
  'in-transit': ['open', 'On its way'],
  'out-for-delivery': ['open', 'Out for delivery'],
  'ready-to-collect': ['warn', 'At a pick-up point'],
  delivered: ['ok', 'Delivered'],
  exception: ['bad', 'Problem'],
  returned: ['warn', 'Came back'],
};
const flags: Record<string, readonly [Tone, string]> = {
  oversold: ['warn', 'Oversold'],
  'price-differs': ['warn', 'Price differs'],
  'unknown-item': ['warn', 'Unknown item'],
  'duplicate-receipt': ['bad', 'Receipt twice'],
  'total-differs': ['bad', 'Total differs'],
  'invoiced-twice': ['warn', 'Invoiced twice'],
  'refund-refused': ['bad', 'Refund refused'],
  'serial-twice': ['warn', 'Number sold twice'],
  'tax-own-rates': ['warn', 'Taxed by own rates'],
  'tax-refused': ['bad', 'Tax not recorded'],
  'vat-unchecked': ['warn', 'VAT number not looked up'],
  'taken-twice': ['warn', 'Taken up twice'],
  'layaway-twice': ['warn', 'Layaway paid twice'],
  'payment-disputed': ['bad', 'Disputed'],
  'hold-ends': ['warn', 'Runs out'],
  'not-captured': ['bad', 'Money not taken'],
  'historical-unlinked': ['warn', 'Sale not found'],
};
const tenders: Record<string, string> = {
  cash: 'Cash',
  card: 'Card',
  test: 'Test payment',
  online: 'Paid online',
  historical: 'As imported',
  'gift-card': 'Gift card',
  'store-credit': 'Store credit',
  layaway: 'Paid before',
  points: 'Points',
  exchange: 'Goods brought back',
  bank: 'Bank transfer',
};

function words(table: Record<string, readonly [Tone, string]>, key: string): Words {
  const [tone, text] = table[key] ?? (['open', key] as const);
  return { tone, text: t(text) };
}

export const paymentWords = (status: string) => words(payment, status);
export const fulfilmentWords = (status: string) => words(fulfilment, status);
export const parcelWords = (state: string) => words(parcel, state);
export const flagWords = (code: string) => words(flags, code);
export const tenderName = (kind: string) => t(tenders[kind] ?? kind);
