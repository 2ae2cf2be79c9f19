import * as z from 'zod/mini';
import { amount, count, flag, id, text, words } from '../../kernel/args.ts';
import { measure } from './measure.ts';
import { measured } from './measured.ts';

/** Arguments that several commands of the catalogue share. */

const unit = z.string().check(z.regex(/^[A-Z0-9]{2,3}$/, 'not a UN/CEFACT unit code'));
const scale = z.number().check(z.int(), z.gte(0), z.lte(6));
export const options = z
  .array(z.strictObject({ name: words(60), values: z.array(words(120)).check(z.maxLength(250)) }))
  .check(z.maxLength(4));

export const variantFields = {
  title: text(300),
  optionValues: z.array(words(120)).check(z.maxLength(4)),
  sku: words(80),
  gtin: z.nullable(words(20)),
  unit,
  scale,
  tracked: flag,
  image: z.nullable(text(300)),
};

export const newVariant = z.strictObject({
  id,
  ...variantFields,
  /** What is in one of it; left out: nobody says */
  measure: z.optional(z.nullable(measure)),
  /** The container whose deposit is paid with each of it; left out: none */
  depositId: z.optional(z.nullable(id)),
  /** Left out: made of the option values */
  title: z.optional(variantFields.title),
  /** Price in the default list, or the list named by the command */
  price: z.nullable(amount),
  compareAt: z.optional(z.nullable(amount)),
  cost: z.optional(z.nullable(amount)),
  /** More codes beside the GTIN */
  barcodes: z.optional(z.array(words(80)).check(z.maxLength(20))),
  ...measured,
});
export type NewVariant = z.infer<typeof newVariant>;

export const productFields = {
  title: words(300),
  handle: words(100),
  description: text(20_000),
  status: z.enum(['active', 'draft', 'archived']),
  category: text(120),
  supplier: text(120),
  tags: z.array(words(60)).check(z.maxLength(100)),
  options,
  taxClass: words(40),
  /** In years; null: anybody may buy it */
  minimumAge: z.nullable(z.number().check(z.int(), z.gte(1), z.lte(99))),
  image: z.nullable(text(300)),
  soldAtTill: flag,
  soldOnline: flag,
};

export const newProduct = z.strictObject({
  id,
  ...productFields,
  /** Left out: made of the title */
  handle: z.optional(productFields.handle),
  /** Left out: anybody may buy it */
  minimumAge: z.optional(productFields.minimumAge),
  externalRef: z.nullable(words(200)),
  metafields: z.optional(z.array(z.strictObject({ name: words(120), value: text(5_000) })).check(z.maxLength(100))),
});
export type NewProduct = z.infer<typeof newProduct>;

/** One field of a patch: what its editor saw and what they want. */
const edit = <T extends z.ZodMiniType>(value: T) => z.optional(z.strictObject({ base: value, value }));

export const productPatch = z.strictObject({
  title: edit(productFields.title),
  handle: edit(productFields.handle),
  description: edit(productFields.description),
  status: edit(productFields.status),
  category: edit(productFields.category),
  supplier: edit(productFields.supplier),
  tags: edit(productFields.tags),
  options: edit(productFields.options),
  taxClass: edit(productFields.taxClass),
  minimumAge: edit(productFields.minimumAge),
  image: edit(productFields.image),
  soldAtTill: edit(productFields.soldAtTill),
  soldOnline: edit(productFields.soldOnline),
});

export const variantPatch = z.strictObject({
  title: edit(variantFields.title),
  optionValues: edit(variantFields.optionValues),
  sku: edit(variantFields.sku),
  gtin: edit(variantFields.gtin),
  unit: edit(variantFields.unit),
  scale: edit(variantFields.scale),
  measure: edit(z.nullable(measure)),
  depositId: edit(z.nullable(id)),
  tracked: edit(variantFields.tracked),
  image: edit(variantFields.image),
  position: edit(count),
  status: edit(z.enum(['active', 'archived'])),
  cost: edit(z.nullable(amount)),
});
