import { defineError } from '../../kernel/errors.ts';

export const productUnknown = defineError<{ productId: string }>(
  'catalog.product-unknown',
  'not-found',
  () => 'This product does not exist any more. Nothing was changed.',
);

export const variantUnknown = defineError<{ variantId: string }>(
  'catalog.variant-unknown',
  'not-found',
  () => 'This variant does not exist any more. Nothing was changed.',
);

export const skuTaken = defineError<{ sku: string; variantId: string; productId: string }>(
  'catalog.sku-taken',
  'conflict',
  ({ sku }) => `The SKU ${sku} belongs to another variant. Nothing was changed; choose another SKU.`,
);

export const skuRepeated = defineError<{ sku: string }>(
  'catalog.sku-repeated',
  'invalid',
  ({ sku }) => `The SKU ${sku} stands on two variants. Nothing was changed; each variant needs its own.`,
);

export const handleTaken = defineError<{ handle: string; productId: string }>(
  'catalog.handle-taken',
  'conflict',
  ({ handle }) => `The address “${handle}” belongs to another product. Nothing was changed; choose another address.`,
);

export const fieldChanged = defineError<{
  subject: 'product' | 'variant';
  subjectId: string;
  field: string;
  base: unknown;
  current: unknown;
  value: unknown;
}>(
  'catalog.field-changed',
  'conflict',
  ({ field }) =>
    `Somebody else changed “${field}” meanwhile. Your change was not saved; compare the two values and choose.`,
);

export const gtinCheckDigit = defineError<{ code: string; expected: string }>(
  'catalog.gtin-check-digit',
  'invalid',
  ({ code, expected }) =>
    `${code} is no valid GTIN: its last digit should be ${expected}. Nothing was changed; scan it again.`,
);

export const gtinInvalid = defineError<{ code: string }>(
  'catalog.gtin-invalid',
  'invalid',
  ({ code }) => `${code} is no GTIN: it needs 8, 12, 13 or 14 digits. Nothing was changed.`,
);

export const barcodeTaken = defineError<{ code: string; variantId: string }>(
  'catalog.barcode-taken',
  'conflict',
  ({ code }) => `The barcode ${code} belongs to another variant. Nothing was changed; remove it there first.`,
);

export const optionsDiffer = defineError<{ variant: string; expected: number; got: number }>(
  'catalog.options-differ',
  'invalid',
  ({ variant, expected, got }) =>
    `Variant ${variant} has ${got} option values, the product has ${expected} options. Nothing was changed.`,
);

export const variantRepeated = defineError<{ title: string }>(
  'catalog.variant-repeated',
  'conflict',
  ({ title }) => `There is a variant ${title} already. Nothing was changed.`,
);

export const unitInUse = defineError<{ variantId: string }>(
  'catalog.unit-in-use',
  'refused',
  () =>
    'The unit of a variant with stock cannot change, since its quantities would mean something else. Make a new variant.',
);

export const conflictUnknown = defineError<{ conflictId: string }>(
  'catalog.conflict-unknown',
  'not-found',
  () => 'This case does not exist any more. Nothing was changed.',
);

export const depositUnfit = defineError<{ variantId: string; depositId: string }>(
  'catalog.deposit-unfit',
  'refused',
  () =>
    'This cannot be the container: one is sold whole, its stock is not counted, and it has no deposit of its own. Nothing was changed. Choose another, or make a variant for it.',
);
