import { InvalidRequest } from '../shape/errors.ts';
import type { ShapeRequest } from './exchange.ts';

/** A part of a shape's rows, asked for on top of a shape that only follows changes. */
export interface AskedSubset {
  readonly where: string | null;
  readonly params: ReadonlyMap<number, string>;
  readonly orderBy: string | null;
  readonly limit: number | null;
  readonly offset: number | null;
}

const fields = ['where', 'params', 'limit', 'offset', 'order_by'] as const;
type Field = (typeof fields)[number];

/** `null` when the request asks for no subset. @throws InvalidRequest */
export function readSubset(request: ShapeRequest): AskedSubset | null {
  if (request.method === 'POST') return toSubset(fromBody(request.body ?? ''));
  const present = fields.filter((field) => request.query.has(`subset__${field}`));
  if (present.length === 0) return null;
  return toSubset(new Map(present.map((field) => [field, request.query.get(`subset__${field}`)])));
}

/** The fields stand alone or under `subset`. */
function fromBody(body: string): Map<Field, unknown> {
  let parsed: unknown;
  try {
    parsed = body === '' ? {} : JSON.parse(body);
  } catch {
    throw new InvalidRequest({ body: ['is not valid JSON'] });
  }
  if (!isRecord(parsed)) throw new InvalidRequest({ body: ['must be an object'] });
  const record = isRecord(parsed['subset']) ? parsed['subset'] : parsed;
  return new Map(fields.filter((field) => record[field] !== undefined).map((field) => [field, record[field]]));
}

function toSubset(values: ReadonlyMap<Field, unknown>): AskedSubset {
  const subset = {
    where: text(values, 'where'),
    params: params(values.get('params')),
    orderBy: text(values, 'order_by'),
    limit: count(values, 'limit'),
    offset: count(values, 'offset'),
  };
  if ((subset.limit !== null || subset.offset !== null) && subset.orderBy === null) {
    throw new InvalidRequest({ subset__order_by: ["can't be blank when limit or offset is given"] });
  }
  return subset;
}

function text(values: ReadonlyMap<Field, unknown>, field: Field): string | null {
  const value = values.get(field) ?? null;
  if (value === null || value === '') return null;
  if (typeof value !== 'string') throw new InvalidRequest({ [`subset__${field}`]: ['must be text'] });
  return value;
}

function count(values: ReadonlyMap<Field, unknown>, field: Field): number | null {
  const value = values.get(field) ?? null;
  if (value === null) return null;
  const number = typeof value === 'string' && /^\d{1,9}$/.test(value) ? Number(value) : value;
  if (typeof number !== 'number' || !Number.isSafeInteger(number) || number < 0) {
    throw new InvalidRequest({ [`subset__${field}`]: ['must be a whole number, not negative'] });
  }
  return number;
}

/** `{"1": "a", "2": "b"}`, as an object or as its JSON. */
function params(value: unknown): Map<number, string> {
  const wrong = new InvalidRequest({ subset__params: ['must be an object of texts by number'] });
  let record = value ?? {};
  if (typeof record === 'string') {
    try {
      record = JSON.parse(record);
    } catch {
      throw wrong;
    }
  }
  if (!isRecord(record)) throw wrong;
  const result = new Map<number, string>();
  for (const [name, entry] of Object.entries(record)) {
    if (!/^[1-9]\d{0,3}$/.test(name)) throw wrong;
    if (!['string', 'number', 'boolean'].includes(typeof entry)) throw wrong;
    result.set(Number(name), String(entry));
  }
  return result;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
