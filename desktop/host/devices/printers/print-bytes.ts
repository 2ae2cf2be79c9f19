import { speechOf } from '../../../bridge/receipt-words.ts';
import { escpos } from './escpos.ts';
import type { Paper, PaperWidth } from './paper.ts';
import { lineDrawer } from './raster/draw-lines.ts';

/** Papers are in any language where lines can be drawn, and else in those that a printer has the letters of. */
export const papersOn = (): 'printer' | 'screen' => (lineDrawer() ? 'screen' : 'printer');

/** Paper as the bytes for the printer of a till. @param locale of the store: `ja-JP` */
export function printBytes(paper: Paper, width: PaperWidth, locale: string): Uint8Array {
  const { language, dir } = speechOf(locale, papersOn());
  // What is in another language than its words still says which letters are meant.
  const wanted = language === 'en' ? (locale.split('-')[0] ?? 'en') : language;
  return escpos(paper, width, { draw: lineDrawer(), language: wanted, dir });
}
