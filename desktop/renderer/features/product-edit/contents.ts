import {
  type Measure,
  type MeasureUnit,
  measureUnits,
  sameKind,
  type UnitReference,
  unitReferences,
  usualReference,
} from '@tillhouse/shared/domains/catalog/measure.ts';
import { decimalText } from '../../ui/money.tsx';

const unitSigns: Partial<Record<string, string>> = { m2: 'm²', cm2: 'cm²', '100g': '100 g', '100ml': '100 ml' };

export const unitSign = (unit: MeasureUnit | UnitReference): string => unitSigns[unit] ?? unit;

/** `340 g`, `0.75 l`, `330 ml / 100 ml` where the price is for something else than usual. */
export function contentsText(contents: Measure | null): string {
  if (!contents) return '';
  const { amount, scale, unit, per } = contents;
  const text = `${decimalText(amount, scale)} ${unitSign(unit)}`;
  return per === usualReference(unit) ? text : `${text} / ${unitSign(per)}`;
}

const plain = (text: string) => text.toLowerCase().replaceAll(/\s/g, '').replaceAll('²', '2');
const shape = /^(\d{1,9})(?:[.,](\d{1,6}))?([a-z]+2?)(?:\/(.+))?$/;

/** What was typed: null for nothing, undefined where it is not understood. */
export function readContents(text: string): Measure | null | undefined {
  const typed = plain(text);
  if (typed === '') return null;
  const found = shape.exec(typed);
  if (!found) return undefined;
  const [, whole = '', part = '', named = '', said] = found;
  const unit = measureUnits.find((each) => each === named);
  const amount = Number(`${whole}${part}`);
  if (!unit || amount < 1 || amount > 999_999_999) return undefined;
  const per =
    said === undefined ? usualReference(unit) : unitReferences.find((each) => each === said.replace(/^1(?=[a-z])/, ''));
  if (!per || !sameKind(unit, per)) return undefined;
  return { amount, scale: part.length, unit, per };
}
