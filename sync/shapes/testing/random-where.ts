import { everythingColumns, type SampleType, samples } from './everything-table.ts';
import type { Random } from './random.ts';

const comparisons = ['=', '<>', '!=', '<', '<=', '>', '>='];
/** Types that have an order and equality. */
const ordered: readonly SampleType[] = [
  ...([
    'text',
    'varchar',
    'bpchar',
    'numeric',
    'money',
    'int4',
    'int8',
    'int2',
    'float8',
    'date',
    'timestamptz',
  ] as const),
  ...([
    'timestamp',
    'time',
    'interval',
    'uuid',
    'bool',
    'mood',
    'positive',
    'texts',
    'ints',
    'moods',
    'jsonb',
  ] as const),
  ...(['bytea', 'range'] as const),
];
const numeric: readonly SampleType[] = ['numeric', 'money', 'int4', 'int8', 'int2', 'positive'];
const whole: readonly SampleType[] = ['int4', 'int8', 'int2', 'positive'];

export const literal = (text: string): string => `'${text.replaceAll("'", "''")}'`;

function column(random: Random, types: readonly SampleType[]): string {
  return random.pick(everythingColumns.filter(({ type }) => types.includes(type))).name;
}

/** A condition over `everything`, as a client would write it. Values stand in it, or in `params` as `$n`. */
export function randomWhere(random: Random, params: string[], depth = 3): string {
  const constant = (type: SampleType): string => {
    const text = random.pick<string>(samples[type]);
    if (random.chance(3)) return `$${params.push(text)}`;
    if (whole.includes(type) && random.chance(2)) return text;
    return literal(text);
  };
  const inner = () => randomWhere(random, params, depth - 1);
  if (depth > 0) {
    switch (random.below(6)) {
      case 0:
        return `${inner()} AND ${inner()}`;
      case 1:
        return `(${inner()} or ${inner()})`;
      case 2:
        return `NOT (${inner()})`;
      case 3:
        return `(${inner()}) IS ${random.pick(['TRUE', 'NOT TRUE', 'FALSE', 'NOT FALSE', 'UNKNOWN', 'NOT UNKNOWN', 'NULL'])}`;
      default:
    }
  }
  return atom(random, constant);
}

function atom(random: Random, constant: (type: SampleType) => string): string {
  const not = random.chance(2) ? 'NOT ' : '';
  switch (random.below(16)) {
    case 0: {
      const type = random.pick(ordered);
      return `${column(random, [type])} ${random.pick(comparisons)} ${constant(type)}`;
    }
    case 1: {
      const type = random.pick(ordered);
      return `${constant(type)} ${random.pick(comparisons)} ${column(random, [type])}`;
    }
    case 2:
      return `${column(random, ordered)} is ${not}null`;
    case 3: {
      const type = random.pick(ordered);
      return `${column(random, [type])} IS ${not}DISTINCT FROM ${constant(type)}`;
    }
    case 4: {
      const type = random.pick(ordered);
      return `${column(random, [type])} ${not}BETWEEN ${constant(type)} AND ${constant(type)}`;
    }
    case 5: {
      const type = random.pick(ordered);
      const nothing = random.chance(4) ? ', NULL' : '';
      return `${column(random, [type])} ${not}IN (${constant(type)}, ${constant(type)}${nothing})`;
    }
    case 6:
      return `${text(random)} ${not}${random.pick(['LIKE', 'ILIKE'])} ${literal(random.pick(['%a%', 'A%', '_', '', '%\\%', '%ü%']))}`;
    case 7:
      return `${text(random)} ${random.pick(['~', '~*', '!~', '!~*'])} ${literal(random.pick(['^a', '[0-9]+', 'ü|x', '.b$']))}`;
    case 8:
      return `${number(random)} ${random.pick(comparisons)} ${number(random)}`;
    case 9:
      return `${text(random)} ${random.pick(comparisons)} ${text(random)}`;
    case 10:
      return `${moment(random)} ${random.pick(comparisons)} ${moment(random)}`;
    case 11:
      return random.pick([
        `tags @> ${constant('texts')}`,
        `tags && ARRAY['a', t]`,
        `${constant('text')} = ANY (tags)`,
        `t <> all(tags)`,
        `i = any(ints)`,
        `ints[1] > i`,
        `cardinality(tags) >= s`,
        `m = ANY (moods)`,
        `ints <@ '{-5,0,1,5}'`,
      ]);
    case 12:
      return random.pick([
        `j ->> 'a' = 'x'`,
        `j @> '{"a": 1}'`,
        `j ? 'a'`,
        `(j -> 'b' ->> 0)::int = 1`,
        `jsonb_typeof(j) = 'object'`,
        `js ->> 'a' is null`,
        `j = ${constant('jsonb')}`,
      ]);
    case 13:
      return random.pick(['ok', 'ok = true', 'ok is not false', 'true', `${constant('bool')}::bool`, 'null::boolean']);
    case 14:
      return random.pick([`span @> i`, `span && '[2,4)'`, `isempty(span)`, `upper(span) > 3`, `pos + 1 > i % 4`]);
    default:
      return `${number(random)} BETWEEN SYMMETRIC ${number(random)} AND ${number(random)}`;
  }
}

function text(random: Random): string {
  const name = column(random, ['text', 'varchar']);
  return random.pick([
    name,
    name,
    `lower(${name})`,
    `upper(${name})`,
    `(${name} || 'a')`,
    `coalesce(${name}, v, '')`,
    `left(${name}, 1)`,
    `${column(random, ['uuid', 'date', 'numeric', 'mood', 'bool', 'int8'])}::text`,
    `replace(${name}, 'a', 'b')`,
    `cast(i as text)`,
  ]);
}

function number(random: Random): string {
  const name = column(random, numeric);
  const other = column(random, numeric);
  return random.pick([
    name,
    String(random.below(10) - 5),
    `${random.below(1000)}.50`,
    `${name} + ${other}`,
    `${name} - 2 * ${other}`,
    `- ${name}`,
    `abs(${name})`,
    `${name} % 3`,
    `length(t)`,
    `round(n, 1)`,
    `${name}::numeric / 7`,
    `extract(year from d)`,
    `greatest(${name}, 1)`,
    `nullif(${name}, 5)`,
  ]);
}

function moment(random: Random): string {
  return random.pick([
    'd',
    'ts',
    'tn',
    `timestamptz '2026-01-01 00:00:00+00'`,
    `date '2025-12-31' + 1`,
    `ts + interval '1 day'`,
    `date_trunc('month', ts)`,
    `ts at time zone 'Europe/Berlin'`,
    `'2026-02-01'::date`,
    `(d - 30)`,
    `tn - iv`,
  ]);
}
