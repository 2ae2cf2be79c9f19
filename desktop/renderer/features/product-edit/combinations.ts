export interface Option {
  readonly name: string;
  readonly values: readonly string[];
}

/** Every combination of the options' values, in order; one empty combination when there are no options. */
export function combinations(options: readonly Option[]): string[][] {
  return options.reduce<string[][]>(
    (rows, option) => rows.flatMap((row) => option.values.map((value) => [...row, value])),
    [[]],
  );
}

/** Combinations that no variant has yet. */
export function missing(options: readonly Option[], taken: readonly (readonly string[])[]): string[][] {
  const known = new Set(taken.map((row) => JSON.stringify(row)));
  return combinations(options).filter((row) => !known.has(JSON.stringify(row)));
}

/** A SKU made of the product's and the first letters of each value: MUG + Moss, 250 ml → MUG-MOS-250. */
export function skuFor(stem: string, values: readonly string[]): string {
  const parts = values.map((value) => {
    const clean = value
      .normalize('NFKD')
      .replace(/[^\p{L}\p{N}]/gu, '')
      .toUpperCase();
    return /^\d/.test(clean) ? (/^\d+/.exec(clean)?.[0] ?? clean) : clean.slice(0, 3);
  });
  return [stem, ...parts].filter(Boolean).join('-');
}

/** The stem that the SKUs of a product share: MUG-MOS-25, MUG-CHA-25 → MUG. */
export function skuStem(skus: readonly string[]): string {
  const [first = '', ...rest] = skus;
  const parts = first.split('-');
  let shared = parts.length;
  for (const sku of rest) {
    const other = sku.split('-');
    let same = 0;
    while (same < shared && other[same] === parts[same]) same += 1;
    shared = same;
  }
  return rest.length === 0 ? first : parts.slice(0, shared).join('-');
}
