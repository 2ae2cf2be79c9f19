import { type RecordedLine, SHIPPING, type TaxRecord } from '@tillhouse/shared/domains/orders/tax-record-schema.ts';

export { SHIPPING };

/** Without the delivery, which providers keep apart. */
export const recordedGoods = ({ lines }: Pick<TaxRecord, 'lines'>): RecordedLine[] =>
  lines.filter(({ lineId }) => lineId !== SHIPPING);
