import { localDayAndHour, localMoment } from '@tillhouse/shared/kernel/instant.ts';
import { exactPercent } from '../../data/percent.ts';

/** What a person typed as an exact rate: `12.5` is `125/1000`. Null when it is none, or more than all of it. */
export function parsePercent(text: string): string | null {
  const clean = text.replace('%', '').trim();
  const fraction = /^(\d{1,6})\/([1-9]\d{0,5})$/.exec(clean);
  if (fraction) return Number(fraction[1]) > 0 && Number(fraction[1]) <= Number(fraction[2]) ? clean : null;
  const { top = 0, bottom = 0 } = exactPercent(clean) ?? {};
  return top > 0 && top <= bottom ? `${top}/${bottom}` : null;
}

/** A whole number of at least 1. */
export function parseCount(text: string): number | null {
  const clean = text.trim();
  return /^[1-9]\d{0,5}$/.test(clean) ? Number(clean) : null;
}

/** An instant as a field for date and time shows it in the shop's zone; nothing for none. */
export function localText(at: number | null | undefined, timeZone: string): string {
  if (typeof at !== 'number') return '';
  return `${localDayAndHour(at, timeZone).date}T${localMoment(at, timeZone).time}`;
}

/** The instant of a date and time in the shop's zone; where the clocks skip it, the next one that exists. */
export function parseLocal(text: string, timeZone: string): number | null {
  const wanted = Date.parse(`${text}Z`);
  if (!Number.isFinite(wanted)) return null;
  let at = wanted;
  for (let round = 0; round < 2; round += 1) at -= Date.parse(`${localText(at, timeZone)}Z`) - wanted;
  return at;
}
