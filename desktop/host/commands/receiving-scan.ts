import type { CallMap } from '../../bridge/calls.ts';
import * as z from 'zod';
import type { Calls } from '../define-call.ts';
import { call } from '../define-call.ts';
import type { Host } from '../host.ts';
import { findByCode } from '../lists/find-code.ts';
import { HostProblem } from '../problem.ts';
import { registersOf } from '../session/registers-here.ts';
import { locationAt, locationsOf } from '../session/session-state.ts';
import type { WindowSession } from '../session/windows.ts';
import { fullTitle } from '../words.ts';
import { groundOf, runWithin } from './run-command.ts';

type Args = CallMap['receiving.scan']['args'];
type Result = CallMap['receiving.scan']['result'];

const nothing: Result = {
  outcome: 'unknown',
  title: '',
  sku: null,
  variantId: null,
  received: null,
  ordered: null,
  onHandBefore: null,
  mutationId: null,
};

const orderGone = () =>
  new HostProblem(
    'receiving.order-unknown',
    'not-found',
    'This purchase order is not known at this desk. Nothing was received.',
  );
const noPlace = () =>
  new HostProblem(
    'receiving.no-location',
    'refused',
    'This desk knows no location to receive at. Nothing was received.',
  );

interface Line {
  readonly id: string;
  readonly ordered: number;
  readonly received: number;
}

/**
 * One scan of goods that came in. Right: it is received, as one movement under the scan's own id, so that a scan sent
 * twice counts once. Wrong (not on this order) and unknown change nothing.
 */
async function scan(host: Host, window: WindowSession, args: Args): Promise<Result> {
  const ground = groundOf(host, window);
  const { reader } = host.desk;
  const variantId = findByCode(reader, args.code);
  if (!variantId) return nothing;
  const item = reader.get<{ title: string; variantTitle: string; sku: string; scale: number }>(
    'SELECT p.title, v.title AS variantTitle, v.sku, v.scale FROM variants v JOIN products p ON p.id = v.product_id WHERE v.id = ?',
    [variantId],
  );
  if (!item) return nothing;
  const { purchaseOrderId, scanId } = args;
  const order = purchaseOrderId
    ? reader.get<{ number: string; locationId: string }>(
        'SELECT number, location_id AS locationId FROM purchase_orders WHERE id = ?',
        [purchaseOrderId],
      )
    : undefined;
  if (purchaseOrderId && !order) throw orderGone();
  const lineOf = () =>
    reader.get<Line>(
      'SELECT id, ordered, received FROM purchase_order_lines WHERE purchase_order_id = ? AND variant_id = ? ORDER BY received >= ordered, id LIMIT 1',
      [purchaseOrderId, variantId],
    );
  const line = purchaseOrderId ? lineOf() : undefined;
  const found = { ...nothing, title: fullTitle(item.title, item.variantTitle), sku: item.sku, variantId };
  if (purchaseOrderId && !line) return { ...found, outcome: 'wrong' };
  const locationId = order?.locationId ?? locationAt(ground.window, locationsOf(reader), registersOf(reader))?.id;
  if (!locationId) throw noPlace();
  const before = reader.get<{ n: number }>(
    'SELECT on_hand AS n FROM stock_levels WHERE variant_id = ? AND location_id = ?',
    [variantId, locationId],
  );
  const command = {
    name: 'inventory.receive',
    mutationId: scanId,
    args: {
      scanId,
      receivingId: purchaseOrderId ?? ground.deviceId,
      locationId,
      variantId,
      quantity: args.quantity ?? 10 ** item.scale,
      against: line && order && purchaseOrderId ? { purchaseOrderId, lineId: line.id, number: order.number } : null,
    },
  };
  await host.desk.transaction('foreground', (connection) => runWithin(connection, ground, command, host.now()));
  const after = purchaseOrderId ? lineOf() : undefined;
  return {
    ...found,
    outcome: 'right',
    received: after?.received ?? null,
    ordered: after?.ordered ?? null,
    onHandBefore: before?.n ?? 0,
    mutationId: scanId,
  };
}

export const receivingCalls = {
  'receiving.scan': call(
    z.strictObject({
      purchaseOrderId: z.string().nullable(),
      code: z.string().max(200),
      quantity: z.number().int().min(1).max(10_000_000).optional(),
      scanId: z.uuid(),
    }),
    scan,
  ),
} satisfies Partial<Calls>;
