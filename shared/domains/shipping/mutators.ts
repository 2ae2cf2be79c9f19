import * as z from 'zod/mini';
import { count, flag, id, text, words } from '../../kernel/args.ts';
import { defineMutator } from '../../kernel/define-mutator.ts';
import { canonicalJson } from '../access/canonical.ts';
import { storeSettings } from '../access/schema.ts';
import { storeUnknown } from '../access/store-errors.ts';
import { locationUnknown } from '../inventory/errors.ts';
import { locations } from '../inventory/schema.ts';
import { amountsReversed, daysReversed, placeTwice, zoneChanged } from './errors.ts';
import { pickUpPoints, shippingRate, shippingZones, zonePlace } from './schema.ts';

const placesOf = (zone: { readonly places: readonly z.infer<typeof zonePlace>[] }): string[] =>
  zone.places.flatMap(({ country, regions, postcodes = [] }) => {
    if (postcodes.length > 0) return postcodes.map((code) => `${country} ${code.replaceAll(/[ -]/g, '')}`);
    return regions.length === 0 ? [country] : regions.map((region) => `${country}-${region}`);
  });

export const saveZone = defineMutator({
  name: 'shipping.saveZone',
  version: 1,
  kind: 'intent',
  permission: 'settings.manage',
  doc: 'Opens a zone of delivery or changes one: its countries and regions, and its flat prices. Refused when somebody else changed it meanwhile, or a place of it is in another zone of the store.',
  args: z.strictObject({
    zone: z.strictObject({
      id,
      /** As its editor saw it; 0 for a new one */
      revision: count,
      storeId: z.nullable(id),
      name: words(80),
      places: z.array(zonePlace).check(z.maxLength(250)),
      rates: z.array(shippingRate).check(z.maxLength(20)),
      active: flag,
    }),
  }),
  run: async (tx, { zone: { revision, ...said } }, ctx) => {
    // One row of the tenant's to wait at, so that two zones never take one place at once.
    const stores = await tx.getForUpdate(
      storeSettings,
      (await tx.list(storeSettings, {})).map((store) => ({ id: store.id })),
    );
    const store = stores.find((each) => each.id === said.storeId);
    if (said.storeId && !store) throw storeUnknown({ storeId: said.storeId });
    const zone = { ...said, storeId: store?.main ? null : said.storeId };
    const all = await tx.list(shippingZones, {});
    const known = all.find((row) => row.id === zone.id);
    if (known) {
      const { revision: _revision, updatedAt: _at, ...kept } = known;
      if (canonicalJson(kept) === canonicalJson(zone)) return;
    }
    if ((known?.revision ?? 0) !== revision) throw zoneChanged({ zoneId: zone.id, revision: known?.revision ?? 0 });
    for (const { name, days, prices } of zone.rates) {
      if (days && days.least > days.most) throw daysReversed({ rate: name });
      for (const { atLeast, below } of prices)
        if (below !== undefined && below !== null && below <= (atLeast ?? 0)) throw amountsReversed({ rate: name });
    }
    const wanted = new Set(placesOf(zone));
    for (const other of all) {
      if (!zone.active || !other.active || other.id === zone.id || other.storeId !== zone.storeId) continue;
      const place = placesOf(other).find((each) => wanted.has(each));
      if (place) throw placeTwice({ zoneId: other.id, name: other.name, place });
    }
    const row = { ...zone, revision: revision + 1, updatedAt: ctx.occurredAt };
    if (known) await tx.update(shippingZones, { id: zone.id }, row);
    else await tx.insert(shippingZones, row);
  },
});

export const removeZone = defineMutator({
  name: 'shipping.removeZone',
  version: 1,
  kind: 'intent',
  permission: 'settings.manage',
  doc: 'Takes a zone of delivery out: nothing is sent there any more. Orders that were placed stay as they are. Refused when somebody else changed it meanwhile.',
  args: z.strictObject({
    zoneId: id,
    /** As whoever takes it out saw it */
    revision: count,
  }),
  run: async (tx, { zoneId, revision }) => {
    const [known] = await tx.getForUpdate(shippingZones, [{ id: zoneId }]);
    if (!known) return;
    if (known.revision !== revision) throw zoneChanged({ zoneId, revision: known.revision });
    await tx.delete(shippingZones, { id: zoneId });
  },
});

export const savePickUp = defineMutator({
  name: 'shipping.savePickUp',
  version: 1,
  kind: 'intent',
  permission: 'settings.manage',
  doc: 'Says whether shoppers collect what they bought online at a location, and how soon.',
  args: z.strictObject({
    locationId: id,
    hint: text(200),
    readyIn: z.number().check(z.int(), z.gte(0), z.lte(60)),
    active: flag,
  }),
  run: async (tx, { locationId, ...said }, ctx) => {
    if (!(await tx.get(locations, { id: locationId }))) throw locationUnknown({ locationId });
    const row = { ...said, updatedAt: ctx.occurredAt };
    if (!(await tx.update(pickUpPoints, { locationId }, row))) await tx.insert(pickUpPoints, { locationId, ...row });
  },
});
