import type { Device } from '@tillhouse/shared/domains/access/schema.ts';
import { monthsHeld } from '@tillhouse/shared/domains/access/window.ts';
import type { Reader } from '../database/reader.ts';
import type { Enrolment } from './desk-state.ts';
import { storeAt } from './store-at.ts';

/** The months that this desk holds, newest first: by its own row in the cloud where it has come, by its enrolment before. */
export function monthsAt(reader: Reader, { deviceId, profile }: Enrolment, now: number): string[] {
  const known = reader.get<Pick<Device, 'kind' | 'months'>>('SELECT kind, months FROM devices WHERE id = ?', [
    deviceId,
  ]);
  return monthsHeld(known ?? { kind: profile.kind, months: null }, now, storeAt(reader, null)?.timeZone ?? 'UTC');
}
