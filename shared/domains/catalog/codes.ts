import type { Tx } from '../../kernel/tx.ts';
import { barcodeTaken, gtinCheckDigit, gtinInvalid, skuRepeated, skuTaken } from './errors.ts';
import { normaliseBarcode, toGtin14 } from './gtin.ts';
import { barcodes, variants } from './schema.ts';

/** The GTIN as it will be looked up, or a refusal that names the right check digit. */
export function gtinOrRefuse(code: string): string {
  const result = toGtin14(code);
  if (result.ok) return result.gtin14;
  if (result.expected !== undefined) throw gtinCheckDigit({ code, expected: result.expected });
  throw gtinInvalid({ code });
}

/**
 * A code as it is kept. Twelve to fourteen digits with a wrong check digit are a misread, not a code of the shop's own;
 * eight digits or less are left as they are, since shops print such numbers themselves.
 */
export function codeOrRefuse(code: string): string {
  const result = toGtin14(code);
  if (!result.ok && result.expected !== undefined && code.replaceAll(/[\s-]/g, '').length >= 12) {
    throw gtinCheckDigit({ code, expected: result.expected });
  }
  return normaliseBarcode(code);
}

/** Links codes to variants; a code of another variant refuses the command. */
export async function linkCodes(
  tx: Tx,
  links: readonly { code: string; variantId: string }[],
  at: number,
): Promise<void> {
  const wanted = new Map<string, string>();
  for (const { code, variantId } of links) {
    const before = wanted.get(code);
    if (before && before !== variantId) throw barcodeTaken({ code, variantId: before });
    wanted.set(code, variantId);
  }
  const taken = await tx.getMany(
    barcodes,
    [...wanted.keys()].map((code) => ({ code })),
  );
  for (const { code, variantId } of taken) {
    if (wanted.get(code) !== variantId) throw barcodeTaken({ code, variantId });
    wanted.delete(code);
  }
  await tx.insertMany(
    barcodes,
    [...wanted].map(([code, variantId]) => ({ code, variantId, updatedAt: at })),
  );
}

/** Refuses SKUs that another variant has, or that stand twice in the command. */
export async function refuseTakenSkus(tx: Tx, wanted: readonly { id: string; sku: string }[]): Promise<void> {
  const idOf = new Map<string, string>();
  for (const { id, sku } of wanted) {
    if (idOf.has(sku)) throw skuRepeated({ sku });
    idOf.set(sku, id);
  }
  const others = await tx.listMany(
    variants,
    wanted.map(({ sku }) => ({ sku })),
  );
  for (const { id, sku, productId } of others) {
    if (idOf.get(sku) !== id) throw skuTaken({ sku, variantId: id, productId });
  }
}
