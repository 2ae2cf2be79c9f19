import type { DeskFile } from '../database/open-desk.ts';
import type { Reader } from '../database/reader.ts';
import { sealedText } from '../keys/sealed-text.ts';
import type { LanKey } from './secure.ts';
import * as z from 'zod';

const NAME = 'neighbours';
/** Where desks listen for each other, unless another one is chosen. */
export const USUAL_PORT = 47_115;
/** The key of now and the one before it, for desks that have not heard of the new one. */
const KEYS_KEPT = 2;

/** `192.168.1.20`, `till-2.local:47115` or `[fd00::2]:47115` */
const ADDRESS = /^(?:\[([0-9a-fA-F:.]+)\]|([A-Za-z0-9.-]{1,253}))(?::(\d{1,5}))?$/;

export interface Address {
  readonly host: string;
  readonly port: number;
}

/** Null where it is none. */
export function addressOf(text: string): Address | null {
  const [, bracketed, plain, port] = ADDRESS.exec(text.trim()) ?? [];
  const host = bracketed ?? plain;
  const number = port === undefined ? USUAL_PORT : Number(port);
  return host && number > 0 && number < 65_536 ? { host, port: number } : null;
}

export const textOf = ({ host, port }: Address): string => `${host.includes(':') ? `[${host}]` : host}:${port}`;

export const neighbourSettings = z.strictObject({
  /** Off: nothing listens and nothing is called */
  on: z.boolean(),
  port: z.number().int().min(0).max(65_535),
  /** Of desks that calls on this network do not reach */
  addresses: z.array(z.string().trim().min(1).max(100)).max(20),
});
export type NeighbourSettings = z.infer<typeof neighbourSettings>;

const usual: NeighbourSettings = { on: false, port: USUAL_PORT, addresses: [] };

export interface NeighbourOptions {
  /** Where to listen while it is on; default: on every network of this machine */
  readonly host?: string;
  /** Whether desks call out for each other; default: yes */
  readonly calls?: boolean;
  /** Between two looks at who is here */
  readonly everyMs?: number;
}

export function readSettings(reader: Reader): NeighbourSettings {
  const row = reader.get<{ value: string }>('SELECT value FROM desk_state WHERE name = ?', [NAME]);
  return row ? neighbourSettings.parse(JSON.parse(row.value)) : usual;
}

export function writeSettings(desk: DeskFile, settings: NeighbourSettings): Promise<void> {
  return desk.transaction('foreground', async (connection) => {
    connection.runNow('INSERT OR REPLACE INTO desk_state (name, value) VALUES (?, ?)', [
      NAME,
      JSON.stringify(settings),
    ]);
  });
}

/** The newest first. */
export function lanKeys(reader: Reader): readonly (LanKey & { readonly heardAt: number })[] {
  const rows = reader.all<{ id: string; secret: string; heardAt: number }>(
    'SELECT id, secret, heard_at AS heardAt FROM lan_keys ORDER BY heard_at DESC, id',
  );
  return rows.map(({ id, secret, heardAt }) => ({ id, heardAt, secret: Buffer.from(secret, 'base64url') }));
}

/** @param secret base64url */
export function keepKey(desk: DeskFile, id: string, secret: string, now: number): Promise<void> {
  return desk.transaction('background', async (connection) => {
    const kept = sealedText(connection, { table: 'lan_keys', row: JSON.stringify([id]), column: 'secret' }, secret);
    connection.runNow('INSERT OR REPLACE INTO lan_keys (id, secret, heard_at) VALUES (?, ?, ?)', [id, kept, now]);
    connection.runNow(
      `DELETE FROM lan_keys WHERE id NOT IN (SELECT id FROM lan_keys ORDER BY heard_at DESC LIMIT ${KEYS_KEPT})`,
      [],
    );
  });
}
