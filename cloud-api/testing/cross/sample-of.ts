/** As much of a JSON schema (OpenAPI 3.0 form) as the documents of our routes use. */
export interface Schema {
  readonly type?: string;
  readonly format?: string;
  readonly pattern?: string;
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly minLength?: number;
  readonly minimum?: number;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly items?: Schema;
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
  readonly allOf?: readonly Schema[];
}

/** Where a value stands: `['lines', '0', 'variantId']`. */
export type Place = readonly string[];

/** Gives the value for a place, or undefined to have one made that fits. */
export type Choose = (place: Place, schema: Schema) => unknown;

const anId = '00000000-0000-4000-8000-000000000000';

/** What rules beyond the schema ask for, by the name of the property. */
const usual: Readonly<Record<string, unknown>> = {
  taxClass: 'standard',
  timeZone: 'Europe/London',
  unit: 'H87',
  scale: 0,
  businessHour: 12,
};

/** One of these fits each pattern that a text has. */
const texts = [
  'sample',
  '20/100',
  'GBP',
  'GB',
  'de',
  'jug.svg',
  '#2f6f5e',
  'shop.example',
  'https://shop.example/logo.svg',
  'a1b2c3',
  '1',
  '4242',
  '14:00',
  '2026-03-02',
  'somebody@shop.example',
  '$argon2id$v=19$m=8,t=1,p=1$c2FsdA$aGFzaA',
  'A'.repeat(43),
  '0'.repeat(64),
  '7K2M',
  '14:30',
  '01-01',
  '{link}',
  '691110',
  'iVBORw0KGgoAAAA=',
  '/search',
];

/** Commands ask for ids by a pattern, routes by a format. */
export const isId = ({ format, pattern }: Schema): boolean =>
  format === 'uuid' || (pattern?.startsWith('^[0-9a-f]{8}-') ?? false);

/** A value that fits the schema: every property, optional ones too, one item in each list, the first of alternatives. */
export function sampleOf(schema: Schema, choose: Choose, place: Place = []): unknown {
  const chosen = choose(place, schema) ?? schema.const;
  if (chosen !== undefined) return chosen;
  if (schema.enum) return schema.enum.find((each) => each !== null);
  const [first] = schema.oneOf ?? schema.anyOf ?? [];
  if (first) return sampleOf(first, choose, place);
  if (schema.allOf) return Object.assign({}, ...schema.allOf.map((each) => sampleOf(each, choose, place) as object));
  if (schema.type === 'object') {
    const properties = Object.entries(schema.properties ?? {});
    return Object.fromEntries(properties.map(([name, each]) => [name, sampleOf(each, choose, [...place, name])]));
  }
  if (schema.type === 'array') return schema.items ? [sampleOf(schema.items, choose, [...place, '0'])] : [];
  return usual[place.at(-1) ?? ''] ?? plain(schema);
}

function plain(schema: Schema): unknown {
  if (schema.type === 'integer' || schema.type === 'number') return Math.max(schema.minimum ?? 1, 1);
  if (schema.type === 'boolean') return true;
  if (schema.type !== 'string') return null;
  if (isId(schema)) return anId;
  if (schema.format === 'date') return '2026-03-02';
  if (schema.format === 'uri') return 'https://shop.example/';
  if (schema.format === 'email') return 'somebody@shop.example';
  const pattern = new RegExp(schema.pattern ?? '');
  const fitting = texts.find((text) => pattern.test(text));
  if (fitting === undefined) throw new Error(`no text here fits ${schema.pattern}: add one`);
  return fitting.padEnd(schema.minLength ?? 1, 'x');
}

/** Every place of the sample at which the schema asks for an id. */
export function idPlaces(schema: Schema): Place[] {
  const places: Place[] = [];
  sampleOf(schema, (place, each) => {
    if (isId(each)) places.push(place);
    return undefined;
  });
  return places;
}
