import * as z from 'zod/mini';
import { amount, flag, id, text, words } from '../../kernel/args.ts';
import { defineMutator } from '../../kernel/define-mutator.ts';
import { euMembers } from '../../kernel/european-union.ts';
import type { Tx } from '../../kernel/tx.ts';
import { storeSettings } from '../access/schema.ts';
import { mainOf } from '../access/stores.ts';
import {
  reverseChargeOutside,
  reverseChargeUnnumbered,
  taxCollectedTwice,
  taxRuleDates,
  taxRuleEmpty,
  taxZoneMissing,
} from './errors.ts';
import { taxRulesChanged } from './events.ts';
import { reverseChargeRule } from './reverse-charge.ts';
import { taxRules, taxZones } from './schema.ts';
import { STORE, tableRate } from './store-taxes.ts';
import { refuseOverlaps } from './tax-table.ts';

const day = z.string().check(z.regex(/^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/, 'not a day such as 2026-11-25'));
const jurisdiction = z
  .string()
  .check(z.regex(/^[A-Z]{2}(-[A-Z0-9]{1,3})?$/, 'not a country or a part of one, such as GB or CA-QC'));
/** Few digits, so that a tax on a tax on a tax stays an exact fraction */
const rate = z.string().check(z.regex(/^\d{1,6}(\/[1-9]\d{0,5})?$/, 'not a fraction such as 20/100'));

const rule = z.strictObject({
  id,
  jurisdiction,
  category: z.nullable(words(40)),
  productId: z.nullable(id),
  name: words(60),
  rate: z.nullable(rate),
  perUnit: z.nullable(amount),
  compound: flag,
  adds: flag,
  fromDay: day,
  toDay: z.nullable(day),
  source: text(200),
});

/** Two that write at once would each see no overlap; so they write one after the other. */
async function oneAtATime(tx: Tx): Promise<void> {
  const settings = await tx.list(storeSettings, {});
  await tx.getForUpdate(
    storeSettings,
    settings.map((row) => ({ id: row.id })),
  );
}

export const saveTaxRules = defineMutator({
  name: 'pricing.saveTaxRules',
  version: 1,
  kind: 'intent',
  permission: 'settings.manage',
  doc: 'Adds or changes dated rates of places. Two rates of one tax for the same goods never hold on one day; sales already made keep theirs.',
  args: z.strictObject({ rules: z.array(rule).check(z.minLength(1), z.maxLength(200)) }),
  run: async (tx, { rules }, ctx) => {
    await oneAtATime(tx);
    for (const { name, rate: share, perUnit, fromDay, toDay } of rules) {
      if (share === null && perUnit === null) throw taxRuleEmpty({ name });
      if (toDay !== null && toDay < fromDay) throw taxRuleDates({ name, fromDay, toDay });
    }
    const places = [...new Set(rules.map((each) => each.jurisdiction))];
    const there = await tx.listMany(
      taxRules,
      places.map((place) => ({ jurisdiction: place })),
    );
    const changed = new Set(rules.map((each) => each.id));
    refuseOverlaps([...there.filter((each) => !changed.has(each.id)), ...rules].map(tableRate));
    for (const each of rules) {
      const row = { ...each, updatedAt: ctx.occurredAt, updatedBy: ctx.actor.name };
      if (!(await tx.insertOnce(taxRules, row))) await tx.update(taxRules, { id: each.id }, row);
    }
    await tx.emit(taxRulesChanged, { place: STORE, jurisdictions: places });
  },
});

export const removeTaxRules = defineMutator({
  name: 'pricing.removeTaxRules',
  version: 1,
  kind: 'intent',
  permission: 'settings.manage',
  doc: 'Takes dated rates out. What was sold with them keeps them.',
  args: z.strictObject({ ids: z.array(id).check(z.minLength(1), z.maxLength(200)) }),
  run: async (tx, { ids }) => {
    const found = await tx.getMany(
      taxRules,
      ids.map((each) => ({ id: each })),
    );
    for (const row of found) await tx.delete(taxRules, { id: row.id });
    await tx.emit(taxRulesChanged, { place: STORE, jurisdictions: [...new Set(found.map((row) => row.jurisdiction))] });
  },
});

export const setTaxZone = defineMutator({
  name: 'pricing.setTaxZone',
  version: 1,
  kind: 'intent',
  permission: 'settings.manage',
  doc: 'Says where the main store (`store`), another store or a location is taxed. Without a zone the rates of tax classes hold; a location without one is taxed as its store is.',
  args: z.strictObject({ place: z.union([z.literal(STORE), id]), zone: z.nullable(jurisdiction) }),
  run: async (tx, { place, zone }, ctx) => {
    if (zone === null) await tx.delete(taxZones, { place });
    else {
      const row = { place, zone, updatedAt: ctx.occurredAt };
      if (!(await tx.insertOnce(taxZones, { ...row, collects: null, reverseCharge: null })))
        await tx.update(taxZones, { place }, row);
    }
    await tx.emit(taxRulesChanged, { place, jurisdictions: zone === null ? [] : [zone] });
  },
});

const collection = z.strictObject({ jurisdiction, number: text(40) });

export const setTaxCollection = defineMutator({
  name: 'pricing.setTaxCollection',
  version: 1,
  kind: 'intent',
  permission: 'settings.manage',
  doc: 'Says where beside its own place a store (`store`, or the id of another one) collects tax. Its orders are then taxed where they are sent: by the rates of a place it collects in, at home within the EU, and not at all where they leave for elsewhere. `null`: all at home again. Orders already placed keep theirs.',
  args: z.strictObject({
    place: z.union([z.literal(STORE), id]),
    collects: z.nullable(z.array(collection).check(z.maxLength(200))),
  }),
  run: async (tx, { place, collects }, ctx) => {
    const places = (collects ?? []).map((each) => each.jurisdiction);
    const twice = places.find((each, at) => places.indexOf(each) !== at);
    if (twice !== undefined) throw taxCollectedTwice({ jurisdiction: twice });
    const changed = await tx.update(taxZones, { place }, { collects, updatedAt: ctx.occurredAt });
    if (!changed) throw taxZoneMissing({ place });
    await tx.emit(taxRulesChanged, { place, jurisdictions: places });
  },
});

export const setReverseCharge = defineMutator({
  name: 'pricing.setReverseCharge',
  version: 1,
  kind: 'intent',
  permission: 'settings.manage',
  doc: 'Says whether firms of other members of the EU account for the tax themselves where they give their VAT number at the checkout of a store (`store`, or the id of another one) and the goods go to its country: by form and check digits, so that each such order waits for a person, or once the register of the EU (VIES) knows the number. `null`: they are taxed as anybody. Orders already placed keep what they were placed with.',
  args: z.strictObject({ place: z.union([z.literal(STORE), id]), rule: z.nullable(reverseChargeRule) }),
  run: async (tx, { place, rule: wanted }, ctx) => {
    const known = await tx.get(taxZones, { place });
    if (!known) throw taxZoneMissing({ place });
    if (wanted) {
      if (!euMembers.has(known.zone.slice(0, 2))) throw reverseChargeOutside({ zone: known.zone });
      const stores = await tx.list(storeSettings, {});
      const store = place === STORE ? mainOf(stores) : stores.find((each) => each.id === place);
      if (!store?.vatNumber) throw reverseChargeUnnumbered({ place });
    }
    await tx.update(taxZones, { place }, { reverseCharge: wanted, updatedAt: ctx.occurredAt });
    await tx.emit(taxRulesChanged, { place, jurisdictions: [] });
  },
});
