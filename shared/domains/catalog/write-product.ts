import type { MutationContext } from '../../kernel/define-mutator.ts';
import type { Tx } from '../../kernel/tx.ts';
import { prices } from '../pricing/schema.ts';
import type { NewProduct, NewVariant } from './args.ts';
import { customsFacts } from './customs-schema.ts';
import { codeOrRefuse, gtinOrRefuse, linkCodes, refuseTakenSkus } from './codes.ts';
import { handleTaken, optionsDiffer } from './errors.ts';
import { measuredRows } from './measured.ts';
import { handleFrom, variantTitle } from './rules.ts';
import { productMetafields, products, variantCosts, variants } from './schema.ts';

export interface ProductToWrite {
  readonly product: NewProduct;
  readonly variants: readonly NewVariant[];
}

export interface PriceListOf {
  readonly id: string;
  readonly currency: string;
}

/** Inserts products that are not there yet, with all that belongs to them. Throws DomainError for clashes. */
export async function insertProducts(
  tx: Tx,
  ctx: MutationContext,
  list: PriceListOf,
  wanted: readonly ProductToWrite[],
): Promise<readonly ProductToWrite[]> {
  const known = new Set(
    (
      await tx.getMany(
        products,
        wanted.map(({ product }) => ({ id: product.id })),
      )
    ).map(({ id }) => id),
  );
  const fresh = wanted.filter(({ product }) => !known.has(product.id));
  const at = ctx.occurredAt;
  const rows = fresh.map(({ product: { metafields: _, ...product } }) => ({
    ...product,
    minimumAge: product.minimumAge ?? null,
    handle: product.handle ?? handleFrom(product.title),
    createdAt: at,
    updatedAt: at,
    updatedBy: ctx.actor.name,
  }));
  const handles = new Map<string, string>();
  for (const { handle, id } of rows) {
    const twice = handles.get(handle);
    if (twice) throw handleTaken({ handle, productId: twice });
    handles.set(handle, id);
  }
  const [taken] = await tx.listMany(
    products,
    rows.map(({ handle }) => ({ handle })),
  );
  if (taken) throw handleTaken({ handle: taken.handle, productId: taken.id });
  await tx.insertMany(products, rows);
  await tx.insertMany(
    productMetafields,
    fresh.flatMap(({ product }) =>
      (product.metafields ?? []).map((field) => ({ ...field, productId: product.id, updatedAt: at })),
    ),
  );
  await insertVariants(
    tx,
    ctx,
    list,
    fresh.map((one) => ({ ...one, firstPosition: 0 })),
  );
  return fresh;
}

export interface VariantsToWrite {
  readonly product: Pick<NewProduct, 'id' | 'options'>;
  readonly variants: readonly NewVariant[];
  readonly firstPosition: number;
}

export async function insertVariants(
  tx: Tx,
  ctx: MutationContext,
  list: PriceListOf,
  groups: readonly VariantsToWrite[],
): Promise<void> {
  const at = ctx.occurredAt;
  const all = groups.flatMap((group) =>
    group.variants.map((variant, index) => ({
      variant,
      product: group.product,
      position: group.firstPosition + index,
    })),
  );
  for (const { variant, product } of all) {
    const [expected, got] = [product.options.length, variant.optionValues.length];
    if (expected !== got) throw optionsDiffer({ variant: variant.sku, expected, got });
  }
  await refuseTakenSkus(
    tx,
    all.map(({ variant }) => variant),
  );
  await tx.insertMany(
    variants,
    all.map(({ variant, product, position }) => ({
      id: variant.id,
      productId: product.id,
      position,
      title: variant.title ?? variantTitle(variant.optionValues),
      optionValues: variant.optionValues,
      sku: variant.sku,
      gtin: variant.gtin,
      unit: variant.unit,
      scale: variant.scale,
      measure: variant.measure ?? null,
      depositId: variant.depositId ?? null,
      tracked: variant.tracked,
      status: 'active' as const,
      image: variant.image,
      updatedAt: at,
      updatedBy: ctx.actor.name,
    })),
  );
  await tx.insertMany(
    customsFacts,
    groups.flatMap(({ product, variants: own, firstPosition }) =>
      measuredRows(product.id, own, { whole: firstPosition === 0, at }),
    ),
  );
  const codes = all.flatMap(({ variant }) => [
    ...(variant.gtin === null ? [] : [{ code: gtinOrRefuse(variant.gtin), variantId: variant.id }]),
    ...(variant.barcodes ?? []).map((code) => ({ code: codeOrRefuse(code), variantId: variant.id })),
  ]);
  await linkCodes(tx, codes, at);
  const priced = all.flatMap(({ variant }) => (variant.price === null ? [] : [{ variant, amount: variant.price }]));
  await tx.insertMany(
    prices,
    priced.map(({ variant, amount }) => ({
      priceListId: list.id,
      variantId: variant.id,
      amount,
      compareAt: variant.compareAt ?? null,
      breaks: null,
      history: null,
      updatedAt: at,
    })),
  );
  const costed = all.flatMap(({ variant }) =>
    variant.cost == null ? [] : [{ variantId: variant.id, cost: variant.cost }],
  );
  await tx.insertMany(
    variantCosts,
    costed.map((row) => ({ ...row, currency: list.currency, updatedAt: at })),
  );
}
