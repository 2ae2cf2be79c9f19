import * as z from 'zod/mini';
import { id, text, words } from '../../kernel/args.ts';
import { defineMutator } from '../../kernel/define-mutator.ts';
import { storeSettings } from '../access/schema.ts';
import { drawersOpen, storeClosed, storeUnknown } from '../access/store-errors.ts';
import { openDrawersAt, storeAt } from '../access/stores.ts';
import { locationHoldsStock, locationNameTaken, locationUnknown } from './errors.ts';
import { locationChanged } from './events.ts';
import { locations, stockLevels } from './schema.ts';

export const saveLocation = defineMutator({
  name: 'inventory.saveLocation',
  version: 1,
  kind: 'intent',
  permission: 'locations.manage',
  doc: 'Adds or changes a location; which store it belongs to is said apart (inventory.assignLocation). One that still holds stock cannot be closed.',
  args: z.strictObject({
    location: z.strictObject({
      id,
      name: words(80),
      street: text(120),
      kind: z.enum(['shop', 'warehouse']),
      sellsOnline: z.enum(['yes', 'no']),
      status: z.enum(['active', 'closed']),
      /** Left out: as it was */
      silentTills: z.optional(z.nullable(z.enum(['sell', 'hold-back']))),
    }),
  }),
  run: async (tx, { location }, ctx) => {
    const [sameName] = await tx.list(locations, { name: location.name });
    if (sameName && sameName.id !== location.id) throw locationNameTaken({ name: location.name });
    if (location.status === 'closed') {
      const levels = await tx.list(stockLevels, { locationId: location.id });
      if (levels.some((level) => level.onHand !== 0)) throw locationHoldsStock({ locationId: location.id });
    }
    const row = { ...location, updatedAt: ctx.occurredAt };
    if (!(await tx.insertOnce(locations, { silentTills: null, ...row, storeId: null })))
      await tx.update(locations, { id: location.id }, row);
    const { id: locationId, sellsOnline, status } = location;
    await tx.emit(locationChanged, { locationId, sellsOnline, status });
  },
});

export const assignLocation = defineMutator({
  name: 'inventory.assignLocation',
  version: 1,
  kind: 'intent',
  permission: 'settings.manage',
  doc: 'Says whose currency, taxes and time hold at a location. Refused while a drawer there is open and the currency would be another.',
  args: z.strictObject({ locationId: id, storeId: id }),
  run: async (tx, { locationId, storeId }, ctx) => {
    const store = await tx.get(storeSettings, { id: storeId });
    if (!store) throw storeUnknown({ storeId });
    if (store.closedAt !== null) throw storeClosed({ storeId, name: store.name });
    const [location] = await tx.getForUpdate(locations, [{ id: locationId }]);
    if (!location) throw locationUnknown({ locationId });
    if (location.storeId === storeId) return;
    const before = await storeAt(tx, locationId);
    const open = before?.currency === store.currency ? [] : await openDrawersAt(tx, [locationId]);
    if (open.length > 0) throw drawersOpen({ registers: open });
    await tx.update(locations, { id: locationId }, { storeId, updatedAt: ctx.occurredAt });
    const { sellsOnline, status } = location;
    await tx.emit(locationChanged, { locationId, sellsOnline, status });
  },
});
