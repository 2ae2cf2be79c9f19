/// <reference path="./jsbarcode.d.ts" />
import encoder from 'jsbarcode/bin/barcodes/CODE128/CODE128_AUTO.js';

const Code128 = 'default' in encoder ? encoder.default : encoder;
/** Left white on either side, in modules, so that a scanner finds where the code begins. */
const QUIET = 10;

export interface Bars {
  /** Its whole width in modules, white on both sides included */
  readonly modules: number;
  /** From the left, in modules */
  readonly bars: readonly { readonly at: number; readonly width: number }[];
}

/** The bars of a text in Code 128; null when it has a letter that the code has not. */
export function barsOf(text: string): Bars | null {
  if (!/^[ -~]+$/.test(text)) return null;
  const { data } = new Code128(text, {}).encode();
  const bars = [...data.matchAll(/1+/g)].map(({ index, 0: run }) => ({ at: QUIET + index, width: run.length }));
  return { modules: data.length + 2 * QUIET, bars };
}
