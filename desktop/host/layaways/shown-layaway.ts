import type { LayawayInBasket } from '../../bridge/layaway-views.ts';
import type { Reader } from '../database/reader.ts';
import { layawayHere } from './layaway-here.ts';

/** What a basket says of the layaway that it hands over. */
export function shownLayaway(reader: Reader, layawayId: string | null | undefined): LayawayInBasket | null {
  const layaway = layawayId ? layawayHere(reader, layawayId) : undefined;
  return layaway ? { id: layaway.id, number: layaway.number, paid: layaway.paid } : null;
}
