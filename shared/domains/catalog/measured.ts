import * as z from 'zod/mini';
import { count } from '../../kernel/args.ts';
import type { Row } from '../../kernel/define-table.ts';
import type { customsFacts } from './customs-schema.ts';

/** What a file, a screen or a command says of how heavy and how large one unit is. */

const side = z.number().check(z.int(), z.gte(1), z.lte(10_000));
/** One unit as it is packed, outside, in millimetres */
export const unitSize = z.strictObject({ length: side, width: side, height: side });
export type UnitSize = z.infer<typeof unitSize>;
export const measured = {
  /** Net weight of one unit; left out: nobody says */
  grams: z.optional(z.nullable(count)),
  size: z.optional(z.nullable(unitSize)),
};

interface Measured {
  readonly id: string;
  readonly grams?: number | null | undefined;
  readonly size?: z.infer<typeof unitSize> | null | undefined;
}

/** Rows of what is said of new variants: of a whole product, whose variants all say the same, it is said of the product, where a person looks first. */
export function measuredRows(
  productId: string,
  variants: readonly Measured[],
  { whole, at }: { readonly whole: boolean; readonly at: number },
): Row<typeof customsFacts>[] {
  const rows = variants.flatMap(({ id: subjectId, grams = null, size = null }) => {
    if (grams === null && size === null) return [];
    const { length = null, width = null, height = null } = size ?? {};
    return [{ subjectId, productId, hsCode: '', origin: '', grams, length, width, height, updatedAt: at }];
  });
  const [first] = rows;
  const sayOf = ({ grams, length, width, height }: (typeof rows)[number]) => `${grams} ${length} ${width} ${height}`;
  const same = first && rows.length === variants.length && rows.every((row) => sayOf(row) === sayOf(first));
  return whole && same ? [{ ...first, subjectId: productId }] : rows;
}
