/**
 * What a `where` may be made of. Everything here gives the same answer for the same row for ever: it reads no table, no
 * clock and no setting but the display settings, which are the same on all our connections.
 */
export const comparisons: ReadonlySet<string> = new Set(['=', '<>', '!=', '<', '<=', '>', '>=']);

/** How tightly an operator binds, as in Postgres: sums and products, powers, and all others below those. */
export const operators: ReadonlyMap<string, number> = new Map([
  ...[
    '||',
    '~',
    '~*',
    '!~',
    '!~*',
    '@>',
    '<@',
    '&&',
    '->',
    '->>',
    '#>',
    '#>>',
    '?',
    '?|',
    '?&',
    '&',
    '|',
    '#',
    '<<',
    '>>',
  ].map((operator) => [operator, 7] as const),
  ['+', 8],
  ['-', 8],
  ['*', 9],
  ['/', 9],
  ['%', 9],
  ['^', 10],
]);

/** None that makes much of little: a text of a gigabyte would be one call of `repeat`. */
export const functions: ReadonlySet<string> = new Set(
  `lower upper length char_length character_length octet_length btrim ltrim rtrim substr left right reverse replace
   starts_with strpos split_part md5 coalesce nullif greatest least abs ceil ceiling floor round trunc mod sign power sqrt
   cardinality array_length array_position array_to_string date_trunc date_part make_date
   jsonb_array_length jsonb_typeof json_array_length json_typeof isempty lower_inc upper_inc`.split(/\s+/),
);

/** The parts of a moment that EXTRACT may take. */
export const fields: ReadonlySet<string> = new Set(
  'century day decade dow doy epoch hour isodow isoyear microseconds millennium milliseconds minute month quarter second week year'.split(
    ' ',
  ),
);

/** Types that may be named in a cast, by every name they have. */
export const castTypes: ReadonlyMap<string, string> = new Map([
  ['int2', 'int2'],
  ['smallint', 'int2'],
  ['int4', 'int4'],
  ['int', 'int4'],
  ['integer', 'int4'],
  ['int8', 'int8'],
  ['bigint', 'int8'],
  ['float4', 'float4'],
  ['real', 'float4'],
  ['float8', 'float8'],
  ['double precision', 'float8'],
  ['numeric', 'numeric'],
  ['decimal', 'numeric'],
  ['bool', 'bool'],
  ['boolean', 'bool'],
  ['text', 'text'],
  ['varchar', 'varchar'],
  ['character varying', 'varchar'],
  ['uuid', 'uuid'],
  ['date', 'date'],
  ['time', 'time'],
  ['timestamp', 'timestamp'],
  ['timestamptz', 'timestamptz'],
  ['interval', 'interval'],
  ['json', 'json'],
  ['jsonb', 'jsonb'],
  ['bytea', 'bytea'],
]);

/**
 * Types of pg_catalog whose text, printed and read under our settings, is the same value again, and whose reading asks
 * no clock. Enums, domains over these and arrays of these are as good.
 */
export const valueTypes: ReadonlySet<string> = new Set([
  ...castTypes.values(),
  ...'bpchar name oid bit varbit inet cidr macaddr macaddr8 int4range int8range numrange daterange tsrange tstzrange'.split(
    ' ',
  ),
]);

/** Reading these from text may ask the clock: `now`, `today` and their like are refused. */
export const clockTypes: ReadonlySet<string> = new Set([
  'date',
  'time',
  'timestamp',
  'timestamptz',
  'daterange',
  'tsrange',
  'tstzrange',
]);
export const clockWords = /now|today|tomorrow|yesterday/i;
