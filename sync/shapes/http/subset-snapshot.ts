import { randomInt } from 'node:crypto';
import { readRows } from '../postgres/read-rows.ts';
import { formatOffset } from '../protocol/offset.ts';
import { beginSnapshot } from '../shape/begin-snapshot.ts';
import { InvalidRequest } from '../shape/errors.ts';
import { neededColumns, selectRows, spread } from '../shape/select-rows.ts';
import type { Shape } from '../shape/shape.ts';
import type { SnapshotContext } from '../shape/take-snapshot.ts';
import { WhereError } from '../where/condition.ts';
import { orderBySql } from '../where/order-by.ts';
import { jsonResponse, type ShapeResponse } from './exchange.ts';
import { boundWhere } from './resolve-definition.ts';
import type { AskedSubset } from './subset-query.ts';

/** A subset is one answer in memory; more than this has to be asked for in parts. */
const mostBytes = 64 * 1024 * 1024;

/**
 * Reads some rows of a shape now. The answer says what its snapshot saw, so that the client can leave out changes it
 * contains, and an offset from before it, from which the log is complete.
 */
export async function subsetResponse(
  { pool, recent }: SnapshotContext,
  shape: Shape,
  asked: AskedSubset,
): Promise<ShapeResponse> {
  const { definition, writer } = shape;
  const { table } = definition;
  const further = await boundWhere(pool, table, asked.where, asked.params);
  const order = orderOf(asked, shape);
  // The table is published and the shape receives the stream: only from then on is a snapshot continued by the log.
  await shape.positioned;
  const offset = shape.log.last;
  const since = recent.latest;
  const client = await pool.connect();
  let broken = true;
  try {
    const { mark, lsn } = await beginSnapshot(client, table, recent, since);
    const wanted = neededColumns(definition);
    const values: string[] = [];
    const place = (value: string) => `$${values.push(value)}`;
    let select = selectRows(definition, wanted, place, further);
    if (order) select += ` ORDER BY ${order}`;
    if (asked.limit !== null) select += ` LIMIT ${place(String(asked.limit))}::int8`;
    if (asked.offset !== null) select += ` OFFSET ${place(String(asked.offset))}::int8`;

    const snapshotMark = randomInt(1, 2 ** 31);
    const rows: string[] = [];
    let length = 0;
    await readRows(client, select, values, (selected) => {
      const row = writer.snapshotRow(spread(selected, wanted, table.columns.length));
      rows.push(`${row.slice(0, -2)},"snapshot_mark":${snapshotMark}}}`);
      length += row.length;
      if (length > mostBytes) throw new InvalidRequest({ subset: ['is too large for one answer; give a limit'] });
    });
    await client.query('COMMIT');
    broken = false;
    const metadata = {
      xmin: mark.xmin,
      xmax: mark.xmax,
      xip_list: mark.xipList,
      snapshot_mark: snapshotMark,
      database_lsn: String(lsn),
    };
    const headers = {
      'electric-handle': shape.handle,
      'electric-offset': formatOffset(offset),
      'electric-schema': definition.schema,
      'electric-snapshot': 'true',
      'electric-has-data': String(rows.length > 0),
      'cache-control': 'no-cache',
    };
    return jsonResponse(200, headers, `{"metadata":${JSON.stringify(metadata)},"data":[${rows.join(',')}]}`);
  } finally {
    client.release(broken);
  }
}

function orderOf(asked: AskedSubset, shape: Shape): string | null {
  if (asked.orderBy === null) return null;
  try {
    return orderBySql(asked.orderBy, shape.definition.table);
  } catch (error) {
    if (error instanceof WhereError) throw new InvalidRequest({ subset__order_by: [error.message] });
    throw error;
  }
}
