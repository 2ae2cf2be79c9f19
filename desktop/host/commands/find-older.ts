import { commandForbidden } from '@tillhouse/shared/kernel/command-errors.ts';
import { tableNamed } from '@tillhouse/shared/kernel/define-table.ts';
import { keepVisitors, type VisitingRows } from '@tillhouse/sync/client/keep-visitors.ts';
import * as z from 'zod';
import type { OlderAsk } from '../../bridge/find-sale-queries.ts';
import { askCloud } from '../cloud/ask-cloud.ts';
import type { Host } from '../host.ts';
import { HostProblem } from '../problem.ts';
import { readEnrolment } from '../session/desk-state.ts';
import { monthsAt } from '../session/months.ts';
import { notEnrolled } from '../session/not-enrolled.ts';
import type { WindowSession } from '../session/windows.ts';
import { groundOf } from './run-command.ts';

const rows = z.array(z.record(z.string(), z.unknown()));
const answer = z.object({
  orders: rows,
  order_lines: rows,
  order_discounts: rows,
  tenders: rows,
  order_flags: rows,
  receipts: rows,
  returned_lines: rows,
  order_changes: rows,
  // A cloud of before sends none of these.
  fulfilments: rows.default([]),
  fulfilment_lines: rows.default([]),
  parcel_events: rows.default([]),
  order_deliveries: rows.default([]),
  payment_attempts: rows.default([]),
});

/** What is older than this desk holds is in the cloud alone. */
const noLine = (since: string) =>
  new HostProblem(
    'desk.older-needs-line',
    'unavailable',
    `This desk holds orders since ${since}. Older ones are in the cloud, which does not answer. What is here can be used as ever; look again when the line is back.`,
    { since },
  );

/** Fetches older orders by number or customer and keeps them among the desk's own. @throws HostProblem without a line */
export async function findOlder(host: Host, window: WindowSession, wanted: OlderAsk): Promise<{ orderIds: string[] }> {
  const { person } = groundOf(host, window);
  if (!person.permissions.includes('orders.view'))
    throw commandForbidden({ name: 'orders.findOlder', permission: 'orders.view' });
  const enrolment = readEnrolment(host.desk.reader);
  if (!enrolment) throw notEnrolled();
  const months = monthsAt(host.desk.reader, enrolment, host.now());
  const found = await askCloud(host, '/sync/v1/orders', wanted, answer).catch((error: unknown) => {
    throw (error as { code?: unknown }).code === 'desk.cloud-unreachable' ? noLine(months.at(-1) ?? '') : error;
  });
  const visitors = Object.entries(found).flatMap(([name, each]): VisitingRows[] => {
    const table = tableNamed(name);
    return table ? [{ table, rows: each }] : [];
  });
  await host.desk.transaction('foreground', async (connection) => keepVisitors(connection, visitors, months));
  host.changed('orders');
  return { orderIds: found.orders.map(({ id }) => id as string) };
}
