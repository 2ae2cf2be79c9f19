import type { ThemeManifest } from '@tillhouse/shared/domains/content/theme-parts.ts';
import * as z from 'zod';
import { themeData, layoutData, type ThemePage } from './theme-data.ts';

/** What stands at a place of the documented data; null: anything, nothing is known of it. */
export type Shape =
  | { readonly kind: 'object'; readonly fields: Readonly<Record<string, Shape>> }
  | { readonly kind: 'list'; readonly of: Shape }
  | { readonly kind: 'value' }
  | null;

interface Node {
  readonly type?: string;
  readonly properties?: Readonly<Record<string, Node>>;
  readonly items?: Node;
  readonly anyOf?: readonly Node[];
}

export const VALUE: Shape = { kind: 'value' };

function shapeOf({ type, properties, items, anyOf }: Node): Shape {
  if (anyOf) return shapeOf(anyOf.find((one) => one.type !== 'null') ?? {});
  if (type === 'array') return { kind: 'list', of: items ? shapeOf(items) : null };
  if (type !== 'object') return VALUE;
  if (!properties) return null;
  const fields = Object.fromEntries(Object.entries(properties).map(([name, node]) => [name, shapeOf(node)]));
  return { kind: 'object', fields };
}

/** Names that templates of a page may use. @param manifest tells which settings there are */
export function dataShape(page: ThemePage | 'layout', manifest: ThemeManifest | undefined): Shape & { kind: 'object' } {
  const schema = page === 'layout' ? layoutData : themeData[page];
  const shape = shapeOf(z.toJSONSchema(schema) as Node) as Shape & { kind: 'object' };
  const settings = manifest?.settings.map(({ id }) => [id, VALUE] as const);
  const known: Shape = settings ? { kind: 'object', fields: Object.fromEntries(settings) } : null;
  return { kind: 'object', fields: { ...shape.fields, settings: known } };
}

/** One step down. @returns undefined where there is nothing of that name */
export function stepTo(shape: Shape, name: string): Shape | undefined {
  if (shape === null) return null;
  if (shape.kind === 'object') return Object.hasOwn(shape.fields, name) ? shape.fields[name] : undefined;
  if (name === 'size') return VALUE;
  return shape.kind === 'list' && (name === 'first' || name === 'last' || /^-?\d+$/.test(name)) ? shape.of : undefined;
}

/** The name that was probably meant, of those there are. */
export function nearest(name: string, shape: Shape): string | undefined {
  const names = shape?.kind === 'object' ? Object.keys(shape.fields) : [];
  return names
    .map((one) => [one, distance(one, name)] as const)
    .filter(([, far]) => far <= (name.length < 4 ? 1 : Math.max(2, Math.floor(name.length / 3))))
    .sort((a, b) => a[1] - b[1])[0]?.[0];
}

/** Letters to change, add or leave out to get from one word to the other. */
function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, at) => at);
  for (let i = 1; i <= a.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= b.length; j += 1)
      next[j] = Math.min(
        (row[j] ?? 0) + 1,
        (next[j - 1] ?? 0) + 1,
        (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1),
      );
    row = next;
  }
  return row[b.length] ?? 0;
}
