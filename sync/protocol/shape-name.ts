/** What a shape is called where many are told together: by its table, of a month `orders@2026-11`. */
export const shapeName = (table: string, month: string | null | undefined): string =>
  month === null || month === undefined ? table : `${table}@${month}`;

/** The table of a shape by its name. */
export const tableOfShape = (name: string): string => name.split('@', 1)[0] ?? name;
