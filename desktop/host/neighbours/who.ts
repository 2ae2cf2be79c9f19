import { createPublicKey, verify } from 'node:crypto';
import type { TLSSocket } from 'node:tls';
import type { Reader } from '../database/reader.ts';
import { readEnrolment } from '../session/desk-state.ts';
import type { Hello } from './note.ts';

const LABEL = 'EXPORTER-tillhouse-neighbours';

/** A value that both ends of one TLS line have, and nobody else, on no other line (RFC 5705). */
const bindingOf = (socket: TLSSocket): string =>
  socket.exportKeyingMaterial(32, LABEL, Buffer.alloc(0)).toString('hex');

/** What a device signs to show on this line that it is itself. */
export function proofText(socket: TLSSocket, deviceId: string): string {
  return `tillhouse neighbour 1\n${deviceId}\n${bindingOf(socket)}`;
}

export type Refused = 'itself' | 'unknown' | 'revoked' | 'elsewhere' | 'not-itself';

interface DeviceRow {
  readonly name: string;
  readonly status: string;
  readonly publicKey: string;
  readonly locationIds: string;
}

/**
 * Whether who says hello is a device of this shop, as far as this desk has heard from the cloud: enrolled and not revoked, of a
 * location of ours, and holding its own key. Null where it is.
 */
export function refusalOf(reader: Reader, socket: TLSSocket, { deviceId, proof }: Hello): Refused | null {
  const found = lookedUp(reader, deviceId);
  if (typeof found === 'string') return found;
  return signed(found.publicKey, proofText(socket, deviceId), proof) ? null : 'not-itself';
}

/** Whether the cloud has said meanwhile that it is none of ours any more. */
export const isStillOurs = (reader: Reader, deviceId: string): boolean =>
  typeof lookedUp(reader, deviceId) !== 'string';

function lookedUp(reader: Reader, deviceId: string): DeviceRow | Exclude<Refused, 'not-itself'> {
  const own = readEnrolment(reader);
  if (!own || own.deviceId === deviceId) return 'itself';
  const row = reader.get<DeviceRow>(
    'SELECT name, status, public_key AS publicKey, location_ids AS locationIds FROM devices WHERE id = ?',
    [deviceId],
  );
  if (!row) return 'unknown';
  if (row.status !== 'enrolled') return 'revoked';
  const places = JSON.parse(row.locationIds) as string[];
  return places.some((id) => own.profile.locationIds.includes(id)) ? row : 'elsewhere';
}

function signed(publicKey: string, text: string, proof: string): boolean {
  const key = createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x: publicKey }, format: 'jwk' });
  return verify(null, Buffer.from(text), key, Buffer.from(proof, 'base64url'));
}
