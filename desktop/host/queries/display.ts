import { linkOf } from '@tillhouse/shared/domains/access/store-receipt.ts';
import type { CustomerDisplay, TipChoice } from '../../bridge/display-views.ts';
import type { Weighing } from '../../bridge/scale-views.ts';
import type { Basket } from '../../bridge/views.ts';
import { basketView } from '../basket/view.ts';
import { locationOfRegister } from '../basket/price-basket.ts';
import { wishesBehind } from '../devices/display/customer-wishes.ts';
import { deviceAt } from '../devices/device-settings.ts';
import { receiptDesignAt } from '../session/receipt-design.ts';
import { justPaid } from './just-paid.ts';
import * as z from 'zod';
import { id, nothing } from './params.ts';
import { weighedBy } from '../devices/scales/net-weight.ts';
import { scalesBehind } from '../devices/scales/scales-of-host.ts';
import type { Reader } from '../database/reader.ts';
import { storeAt } from '../session/store-at.ts';
import { quantityText, unitText } from '../words.ts';
import { type Asking, query } from './define-query.ts';

/** The last sale of a register, and what of it its customer can take along. */
function paidShown(reader: Reader, registerId: string, now: number): CustomerDisplay['shows'] | null {
  const paid = justPaid(reader, registerId, now);
  if (!paid) return null;
  const { orderId, ...shown } = paid;
  const { design } = receiptDesignAt(reader, locationOfRegister(reader, registerId));
  const address = linkOf(design, paid.number);
  return {
    what: 'paid',
    ...shown,
    link: address === '' ? null : { address, words: design.link.words },
    mailed: wishesBehind(reader, registerId).mailed === orderId,
  };
}

/** The display is a window of its own: that another window of its till practises, it reads off that one. */
function isPractised(reader: Reader, registerId: string): boolean {
  const sql =
    'SELECT 1 AS it FROM desk_sessions WHERE register_id = ? AND training = 1 AND staff_id IS NOT NULL LIMIT 1';
  return reader.get(sql, [registerId]) !== undefined;
}

function showsOf(
  reader: Reader,
  registerId: string,
  { window, now }: Asking,
): Pick<CustomerDisplay, 'shows' | 'training'> {
  const training = isPractised(reader, registerId);
  const weighing = training ? null : (scalesBehind(reader)?.shownAt(registerId, now) ?? null);
  if (weighing && weighing.pan !== 'none') return { shows: weighingShown(weighing), training: false };
  const practised = training ? basketView(reader, { ...window, training: 1 }, now) : null;
  if (practised && practised.lines.length > 0) return { shows: basketShown(practised, null), training };
  const sold = basketView(reader, { ...window, training: 0 }, now);
  if (sold.lines.length > 0)
    return { shows: basketShown(sold, wishesBehind(reader, registerId).offer), training: false };
  return { shows: (training ? null : paidShown(reader, registerId, now)) ?? { what: 'idle' }, training };
}

function weighingShown({ title, pan, net, tare, unit, unitPrice, price }: Weighing): CustomerDisplay['shows'] {
  const inUnit = (weight: number) => `${quantityText(weight, 3)} ${weighedBy(unit) === 'LBR' ? 'lb' : 'kg'}`;
  return {
    what: 'weighing',
    ...{ title, unitPrice, price, unit: unitText(unit) },
    steady: pan === 'stable',
    net: inUnit(net),
    tare: tare > 0 ? inUnit(tare) : '',
  };
}

function basketShown(basket: Basket, tip: readonly TipChoice[] | null): CustomerDisplay['shows'] {
  const { lines, units, discountTotal, total, remaining, card } = basket;
  return {
    what: 'basket',
    lines: lines.map(({ id, title, variantTitle, quantity, scale, unit, total: sum, discount }) => ({
      id,
      title: [title, variantTitle].filter(Boolean).join(', '),
      quantity: scale > 0 ? `${quantityText(quantity, scale)} ${unitText(unit)}` : `${quantityText(quantity, 0)} ×`,
      total: sum,
      discount,
    })),
    ...{ units, discountTotal, total, remaining, paid: total - remaining, tip },
    card: card?.state === 'open' && card.wanted ? { amount: card.amount, progress: card.progress } : null,
  };
}

export const displayQueries = {
  /** Nobody has to be signed in: a locked till goes on showing the customer what lies in the basket. */
  'till.display': query('till.display', {
    params: nothing,
    permission: null,
    run: (reader, _params, asking): CustomerDisplay => {
      const locationId = locationOfRegister(reader, asking.window.registerId) || asking.window.locationId;
      const store = storeAt(reader, locationId);
      const { name: storeName = '', currency = 'EUR', timeZone = 'UTC' } = store ?? {};
      const { registerId } = asking.window;
      const idle = { shows: { what: 'idle' as const }, training: false };
      return { storeName, currency, timeZone, ...(registerId && store ? showsOf(reader, registerId, asking) : idle) };
    },
  }),
  'till.wishes': query('till.wishes', {
    params: nothing,
    permission: 'till.sell',
    run: (reader, _params, { window }) => {
      const { tip, mail } = wishesBehind(reader, window.registerId ?? '');
      return { tip, mail };
    },
  }),
  'display.pictures': query('display.pictures', {
    params: z.strictObject({ registerId: id.optional() }),
    permission: null,
    run: (reader, params, { window }) =>
      deviceAt(reader, params.registerId ?? window.registerId, 'display')?.pictures ?? [],
  }),
};
