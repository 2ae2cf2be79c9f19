import { localDayAndHour } from '@tillhouse/shared/kernel/instant.ts';
import type { Read } from '@tillhouse/shared/kernel/read-numbers.ts';

const ok = <T>(value: T): Read<T> => ({ ok: true, value });
const bad = (reason: string): Read<never> => ({ ok: false, reason });

const pad = (value: string) => value.padStart(2, '0');

/** Milliseconds that wall-clock time in a zone is ahead of UTC at an instant. */
function offsetAt(at: number, timeZone: string): number {
  const { date, hour } = localDayAndHour(at, timeZone);
  const minute = Math.floor(at / 60_000) % 60;
  const parts = new Intl.DateTimeFormat('en-CA', { timeZone, minute: '2-digit', second: '2-digit' }).formatToParts(at);
  const localMinute = Number(parts.find((part) => part.type === 'minute')?.value ?? minute);
  return Date.parse(`${date}T${pad(String(hour))}:${pad(String(localMinute))}:00Z`) - Math.floor(at / 60_000) * 60_000;
}

export interface LocalMoment {
  readonly at: number;
  readonly date: string;
  readonly hour: number;
}

const offsets = new Map<string, number>();

/** `2010-12-01 08:26:00` (or with T, without seconds) by the clocks of a zone. Dates that no calendar has are refused. */
export function readMoment(text: string, timeZone: string): Read<LocalMoment> {
  const match = /^(\d{4})-(\d{1,2})-(\d{1,2})[ T](\d{1,2}):(\d{2})(?::(\d{2}))?/.exec(text.trim());
  if (!match) return bad(`"${text.slice(0, 40)}" is not a date and time such as 2010-12-01 08:26:00`);
  const [, year = '', month = '', day = '', hour = '', minute = '', second = '0'] = match;
  const wall = Date.UTC(+year, +month - 1, +day, +hour, +minute, +second);
  const back = new Date(wall);
  if (back.getUTCMonth() !== +month - 1 || back.getUTCDate() !== +day || back.getUTCHours() !== +hour || +minute > 59) {
    return bad(`${text.trim()} is not a date of the calendar`);
  }
  const date = `${year}-${pad(month)}-${pad(day)}`;
  const key = `${timeZone}|${date}|${hour}`;
  let offset = offsets.get(key);
  if (offset === undefined) {
    // Twice, since the first guess may stand on the other side of a change of clocks.
    offset = offsetAt(wall - offsetAt(wall, timeZone), timeZone);
    offsets.set(key, offset);
  }
  return ok({ at: wall - offset, date, hour: +hour });
}
