import { extend } from '@tillhouse/shared/kernel/quantity.ts';
import { localDayAndHour } from '@tillhouse/shared/kernel/instant.ts';
import type { DeskConnection } from '@tillhouse/sync/client/desk-database.ts';
import type { Host } from '../host.ts';
import type { WindowSession } from '../session/windows.ts';
import { deviceWithin } from '../devices/device-settings.ts';
import { isWeighed } from '../devices/scales/net-weight.ts';
import { notTyped, weighIt } from '../devices/scales/scale-problems.ts';
import { buyerOf } from './buyer-of.ts';
import { addVariant, setQuantity } from './change-lines.ts';
import { locationOfRegister, storeFacts } from './price-basket.ts';
import { readPrices, termsOf } from './read-prices.ts';
import { placeOf } from './rows.ts';

/** What a weighed item costs this buyer at this till, by how much there is of it. */
export function priceAt(
  { desk: { reader }, now }: Pick<Host, 'desk' | 'now'>,
  window: WindowSession,
  variantId: string,
  quantity: number,
): { unitPrice: number | null; price: number | null; currency: string } {
  const at = now();
  const locationId = locationOfRegister(reader, window.registerId) || (window.locationId ?? '');
  const store = storeFacts(reader, locationId);
  const basket = reader.get<{ id: string }>('SELECT id FROM desk_baskets WHERE place = ? AND parked_at IS NULL', [
    placeOf(window),
  ]);
  const { customerId } = buyerOf(reader, basket?.id ?? '');
  const { groups } = termsOf(reader, customerId, localDayAndHour(at, store.timeZone).date);
  const scale = reader.get<{ scale: number }>('SELECT scale FROM variants WHERE id = ?', [variantId])?.scale ?? 0;
  const here = readPrices(reader, [variantId], store.priceListId, {
    ...{ at, locationId, currency: store.currency, channel: 'till', groups },
  }).of(variantId, Math.max(1, quantity), scale);
  const unitPrice = here?.amount ?? null;
  return {
    unitPrice,
    price: unitPrice === null ? null : extend(unitPrice, quantity, scale),
    currency: store.currency,
  };
}

interface Weighed {
  readonly variantId: string;
  readonly quantity: number;
}

export function appendWeighed(
  connection: DeskConnection,
  basketId: string,
  weighed: Weighed,
  { now, newId }: Pick<Host, 'now' | 'newId'>,
): void {
  addVariant(connection, { ...weighed, basketId, touchedBy: 'hand', now: now(), newId });
}

export const reweigh = setQuantity;

const soldBy = 'SELECT unit, scale FROM variants WHERE id = ?';

function goesOnScale(connection: DeskConnection, variantId: string): boolean {
  const [item] = connection.allNow(soldBy, [variantId]);
  return item !== undefined && isWeighed(item['unit'] as string, item['scale'] as number);
}

const scaleOf = (connection: DeskConnection, { registerId, training }: WindowSession) =>
  registerId === null || training ? null : deviceWithin(connection, registerId, 'scale');

/** What is sold by weight is not added without one: off the scale, or typed where none stands. @throws HostProblem `scale.weigh-it` */
export function weighFirst(connection: DeskConnection, variantId: string): void {
  if (goesOnScale(connection, variantId)) throw weighIt(variantId);
}

/** A weight that was read off a scale is not changed by hand, unless that is allowed there. */
export function keepWeight(connection: DeskConnection, window: WindowSession, lineId: string): void {
  const settings = scaleOf(connection, window);
  if (!settings || settings.mayType) return;
  const [line] = connection.allNow('SELECT variant_id AS variantId FROM desk_basket_lines WHERE id = ?', [lineId]);
  if (line?.['variantId'] && goesOnScale(connection, line['variantId'] as string)) throw notTyped();
}
