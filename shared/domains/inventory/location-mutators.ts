import * as z from 'zod/mini';
import { id, text, words } from '../../kernel/args.ts';
import { defineMutator } from '../../kernel/define-mutator.ts';
import { locationHoldsStock, locationNameTaken } from './errors.ts';
import { locationChanged } from './events.ts';
import { locations, stockLevels } from './schema.ts';

export const saveLocation = defineMutator({
  name: 'inventory.saveLocation',
  version: 1,
  kind: 'intent',
  permission: 'locations.manage',
  doc: 'Adds or changes a location. One that still holds stock cannot be closed.',
  args: z.strictObject({
    location: z.strictObject({
      id,
      name: words(80),
      street: text(120),
      kind: z.enum(['shop', 'warehouse']),
      sellsOnline: z.enum(['yes', 'no']),
      status: z.enum(['active', 'closed']),
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
    if (!(await tx.insertOnce(locations, row))) await tx.update(locations, { id: location.id }, row);
    const { id: locationId, sellsOnline, status } = location;
    await tx.emit(locationChanged, { locationId, sellsOnline, status });
  },
});
