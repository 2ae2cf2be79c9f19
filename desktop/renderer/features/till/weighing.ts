import type { Weighing } from '../../../bridge/scale-views.ts';
import { t } from '../../ui/text.ts';

/** `425` as `0.425`. */
export const weightText = (thousandths: number): string => (thousandths / 1_000).toFixed(3);

/** A weight as it is typed, in thousandths; null where it is none, or finer than a scale counts. */
export function thousandthsOf(text: string): number | null {
  const [, whole, part = ''] = /^\s*(\d{0,3})(?:[.,](\d{0,3}))?\s*$/.exec(text) ?? [];
  if (whole === undefined || whole + part === '') return null;
  return Number(whole) * 1_000 + Number(part.padEnd(3, '0'));
}

/** A weight after one more key; what no weight begins with is not taken. */
export function typeWeight(text: string, key: string): string {
  if (key === 'back') return text.slice(0, -1);
  const next = text === '' && key === '.' ? '0.' : text + key;
  return /^\d{0,3}(\.\d{0,3})?$/.test(next) ? next : text;
}

export const weightKeys = () => [
  ...['1', '2', '3', '4', '5', '6', '7', '8', '9'].map((value) => ({ value })),
  { value: '.', label: t('Decimal point') },
  { value: '0' },
  { value: 'back', label: t('Delete'), soft: true },
];

/** What its weight is told in: what is sold by the gram is weighed in kilograms. */
export const unitOf = (unit: string): string => (unit === 'LBR' ? t('lb') : t('kg'));

export function panText({ pan, tare, gross }: Weighing): string {
  switch (pan) {
    case 'stable':
      return gross > tare ? t('At rest') : t('No more than the tare');
    case 'moving':
      return t('Not at rest yet…');
    case 'zero':
      return t('Put it on the scale');
    case 'over':
      return t('Too heavy for the scale: weigh it in parts');
    case 'under':
      return t('Less than nothing: empty the pan and set it to zero');
    case 'unreached':
      return t('The scale does not answer');
    case 'other-unit':
      return t('The scale weighs in another unit than this is sold by');
    case 'none':
      return t('No scale is set up here');
    case 'fault':
      return t('The scale says that something is wrong with it');
  }
}
