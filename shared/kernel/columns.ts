import * as z from 'zod/mini';

/** How a value is kept; `shared/data/codec.ts` alone knows what each engine makes of it. */
export type ColumnKind = 'uuid' | 'text' | 'integer' | 'boolean' | 'json' | 'instant' | 'date';

export interface Column<T = unknown> {
  readonly kind: ColumnKind;
  readonly nullable: boolean;
  readonly schema: z.ZodMiniType<T>;
  /** Why a person's data is here; set on every column that can identify somebody. */
  readonly personal?: string;
  readonly allowed?: readonly string[];
  /** Minor units of a currency: shown as an amount */
  readonly money?: true;
  /** Never shown, logged or written down anywhere else */
  readonly secret?: true;
}

function column<T>(kind: ColumnKind, schema: z.ZodMiniType<T>, more: Partial<Column<T>> = {}): Column<T> {
  return { kind, nullable: false, schema, ...more };
}

const safeInteger = z.number().check(z.int());

export const uuid = () => column<string>('uuid', z.string());
export const text = () => column<string>('text', z.string());
/** A count or any other whole number. */
export const integer = () => column<number>('integer', safeInteger);
/** Minor units of the row's currency. */
export const money = () => column<number>('integer', safeInteger, { money: true });
/** Integer × 10^−scale of the variant's unit. */
export const quantity = () => column<number>('integer', safeInteger);
export const boolean = () => column<boolean>('boolean', z.boolean());
export const instant = () => column<number>('instant', safeInteger);
export const date = () => column<string>('date', z.string());
/** `2026-11`: a calendar month of the store. */
export const month = () => column<string>('text', z.string());
export const json = <T>(schema: z.ZodMiniType<T>) => column<T>('json', schema);
export const oneOf = <const V extends readonly [string, ...string[]]>(values: V) =>
  column<V[number]>('text', z.enum(values) as unknown as z.ZodMiniType<V[number]>, { allowed: values });

export function nullable<T>(of: Column<T>): Column<T | null> {
  return { ...of, nullable: true, schema: z.nullable(of.schema) as unknown as z.ZodMiniType<T | null> };
}

/** Marks a column as personal data with the purpose it is kept for. */
export function personal<T>(purpose: string, of: Column<T>): Column<T> {
  return { ...of, personal: purpose };
}

/** Marks a column that proves who somebody is; its value stays in its row. */
export function secret<T>(of: Column<T>): Column<T> {
  return { ...of, secret: true };
}
