import * as z from 'zod';
import type { SqlValue } from '@tillhouse/shared/data/connection.ts';
import type { DeskConnection } from '@tillhouse/sync/client/desk-database.ts';
import type { Reader } from '../database/reader.ts';

/** The card terminal of a register. */
export const terminalSettings = z.strictObject({
  /** `stripe`: a reader that Stripe drives, asked for through the cloud; its address is `stripe:` and its id there */
  model: z.enum(['simulated', 'stripe']),
  address: z.string().max(200),
  /** As people know it, where its address says nothing to them */
  label: z.string().max(120).optional(),
});
export type TerminalSettings = z.infer<typeof terminalSettings>;

/** The receipt printer of a register. */
export const printerSettings = z.strictObject({
  model: z.enum(['network', 'device', 'spooler', 'virtual']),
  /** Left out: ESC/POS */
  commands: z.enum(['escpos', 'star']).optional(),
  address: z.string().max(200),
  width: z.union([z.literal(80), z.literal(58)]),
  auto: z.boolean(),
  drawer: z.boolean(),
});

/** The fiscal device of a register, and the name that it knows the register by. */
export const fiscalSettings = z.strictObject({
  model: z.literal('simulated-tse'),
  address: z.string().max(200),
  client: z.string().regex(/^[A-Za-z0-9._-]{1,40}$/),
});
export type FiscalSettings = z.infer<typeof fiscalSettings>;

/** The gun of a register, as it was measured there. */
export const gunSettings = z.strictObject({
  medianGap: z.number().int().min(0).max(120),
  longestGap: z.number().int().min(0).max(10_000),
  prefix: z.string().max(20),
  usPositions: z.boolean(),
});

/** The scale of a register; what is kept here is of this till, as its cables are. */
export const scaleSettings = z.strictObject({
  model: z.enum(['mt-8217', 'nci']),
  address: z.string().max(200),
  unit: z.enum(['KGM', 'LBR']),
  mayType: z.boolean(),
  tares: z
    .array(z.strictObject({ name: z.string().trim().min(1).max(30), weight: z.number().int().min(1).max(99_999) }))
    .max(8),
  ofProducts: z.record(z.string().max(100), z.number().int().min(1).max(99_999)),
});

/** What the customer's display of a register shows between sales. */
export const displaySettings = z.strictObject({
  pictures: z
    .array(
      z
        .string()
        .max(400_000)
        .regex(/^data:image\/jpeg;base64,[A-Za-z0-9+/]+={0,2}$/),
    )
    .min(1)
    .max(8),
});

const schemas = {
  terminal: terminalSettings,
  printer: printerSettings,
  fiscal: fiscalSettings,
  gun: gunSettings,
  scale: scaleSettings,
  display: displaySettings,
} as const;
export type DeviceKind = keyof typeof schemas;

/** @returns null where none is set up, or what is kept is of a program that this one does not know */
export function deviceAt<K extends DeviceKind>(
  reader: Pick<Reader, 'get'>,
  registerId: string | null,
  kind: K,
): z.infer<(typeof schemas)[K]> | null {
  if (!registerId) return null;
  const row = reader.get<{ settings: string }>('SELECT settings FROM desk_devices WHERE register_id = ? AND kind = ?', [
    registerId,
    kind,
  ]);
  const parsed = row && schemas[kind].safeParse(JSON.parse(row.settings));
  return parsed?.success ? (parsed.data as z.infer<(typeof schemas)[K]>) : null;
}

/** As `deviceAt`, within a transaction. */
export function deviceWithin<K extends DeviceKind>(connection: DeskConnection, registerId: string, kind: K) {
  const get = (sql: string, params: readonly SqlValue[] = []) => connection.allNow(sql, params)[0];
  return deviceAt({ get: get as Reader['get'] }, registerId, kind);
}

export function writeDevice(
  connection: DeskConnection,
  registerId: string,
  kind: DeviceKind,
  settings: object | null,
  now: number,
): void {
  if (settings === null)
    connection.runNow('DELETE FROM desk_devices WHERE register_id = ? AND kind = ?', [registerId, kind]);
  else
    connection.runNow(
      'INSERT OR REPLACE INTO desk_devices (register_id, kind, settings, changed_at) VALUES (?, ?, ?, ?)',
      [registerId, kind, JSON.stringify(settings), now],
    );
}
