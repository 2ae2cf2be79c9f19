import { rateText } from '@tillhouse/shared/domains/pricing/explain.ts';
import { localDayAndHour, localMoment } from '@tillhouse/shared/kernel/instant.ts';

/** `125/1000` as `12.5`; what has no end in decimals stays a fraction. */
export function percentText(rate: string): string {
  return rateText(rate).replace(/ %$/, '');
}

/** What a person typed as an exact rate: `12.5` is `125/1000`. Null when it is none, or more than all of it. */
export function parsePercent(text: string): string | null {
  const clean = text.replace('%', '').replace(',', '.').trim();
  const fraction = /^(\d{1,6})\/([1-9]\d{0,5})$/.exec(clean);
  if (fraction) return Number(fraction[1]) > 0 && Number(fraction[1]) <= Number(fraction[2]) ? clean : null;
  const found = /^(\d{1,3})(?:\.(\d{1,4}))?$/.exec(clean);
  if (!found) return null;
  const places = found[2]?.length ?? 0;
  const top = Number(`${found[1]}${found[2] ?? ''}`);
  const bottom = 10 ** (places + 2);
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
