import { type AskedOffset, parseOffset } from '../protocol/offset.ts';
import { parseColumnList, parseTableName, type TableName } from '../postgres/identifiers.ts';
import { InvalidRequest } from '../shape/errors.ts';

/** What a shape is, as asked for. */
export interface AskedDefinition {
  readonly table: TableName;
  readonly where: string | null;
  readonly params: ReadonlyMap<number, string>;
  readonly columns: readonly string[] | null;
  readonly full: boolean;
  readonly changesOnly: boolean;
}

/** Where in the shape the client stands, and how it wants to be answered. */
export interface AskedPosition {
  readonly offset: AskedOffset;
  /** As sent, for the etag. */
  readonly offsetText: string;
  readonly handle: string | null;
  readonly live: boolean;
  readonly sse: boolean;
  readonly cursor: string | null;
}

type Errors = Record<string, string[]>;

/** More than any client means; what is longer is not worked on. */
const longest = { table: 500, columns: 64 * 1024, param: 64 * 1024, params: 1_000 };

/** @throws InvalidRequest with the protocol's wording */
export function readDefinition(query: URLSearchParams): AskedDefinition {
  const errors: Errors = {};
  const tableText = query.get('table');
  const table = tableText === null ? null : parseTableName(tableText);
  if (tableText === null || tableText === '') errors['table'] = ["can't be blank"];
  else if (!table || tableText.length > longest.table) {
    errors['table'] = ['Invalid zero-length delimited identifier or malformed table name'];
  }

  const columnsText = query.get('columns');
  const columns = columnsText === null ? null : parseColumnList(columnsText);
  if (columnsText !== null && (!columns || columnsText.length > longest.columns)) {
    errors['columns'] = ['Invalid column list'];
  }

  const replica = query.get('replica') ?? 'default';
  if (replica !== 'default' && replica !== 'full') errors['replica'] = ['is invalid'];
  const log = query.get('log') ?? 'full';
  if (log !== 'full' && log !== 'changes_only') errors['log'] = ['is invalid'];
  const params = readParams(query, errors);
  for (const [name, value] of query) {
    // Postgres knows no text with a zero byte, so nothing could ever match one.
    if (value.includes('\0')) errors[name.startsWith('params') ? 'params' : name] = ['contains a zero byte'];
  }
  if (Object.keys(errors).length > 0) throw new InvalidRequest(errors);
  return {
    table: table!,
    where: query.get('where') || null,
    params,
    columns,
    full: replica === 'full',
    changesOnly: log === 'changes_only',
  };
}

/** @throws InvalidRequest with the protocol's wording */
export function readPosition(query: URLSearchParams): AskedPosition {
  const errors: Errors = {};
  const offsetText = query.get('offset');
  const offset = offsetText === null ? null : parseOffset(offsetText);
  if (offsetText === null || offsetText === '') errors['offset'] = ["can't be blank"];
  else if (!offset) errors['offset'] = ['has invalid format'];

  const live = flag(query, 'live');
  const sse = flag(query, 'live_sse') || flag(query, 'experimental_live_sse');
  const handle = query.get('handle') || null;
  if (offset?.kind === 'at' && handle === null) errors['handle'] = ["can't be blank when offset != -1"];
  if (live && offset?.kind === 'start') errors['live'] = ["can't be true when offset == -1"];
  if (live && offset?.kind === 'now') errors['live'] = ["can't be true when offset is 'now'"];
  if (sse && !live) errors['live_sse'] = ["can't be true unless live is also true"];
  // A client's first live request has an empty one.
  const cursor = query.get('cursor') || null;
  if (cursor !== null && !/^\d{1,24}$/.test(cursor)) errors['cursor'] = ['is invalid'];
  if (Object.keys(errors).length > 0) throw new InvalidRequest(errors);
  return { offset: offset!, offsetText: offsetText!, handle, live, sse, cursor };
}

/** Present and not "false": a bare `&live` counts. */
function flag(query: URLSearchParams, name: string): boolean {
  const value = query.get(name);
  return value !== null && value !== 'false';
}

/** `params[1]=a&params[2]=b`, numbered from 1 without holes. */
function readParams(query: URLSearchParams, errors: Errors): Map<number, string> {
  const params = new Map<number, string>();
  for (const [name, value] of query) {
    const match = /^params\[(\d{1,4})\]$/.exec(name);
    if (match) params.set(Number(match[1]), value);
    else if (name.startsWith('params')) errors['params'] = ['must be numbered, as in params[1]'];
  }
  if (params.size > longest.params) errors['params'] = [`must be at most ${longest.params}`];
  if ([...params.values()].some((value) => value.length > longest.param)) errors['params'] = ['must not be that long'];
  for (let number = 1; number <= params.size; number++) {
    if (!params.has(number)) errors['params'] = ['must be numbered from 1 without holes'];
  }
  return params;
}
