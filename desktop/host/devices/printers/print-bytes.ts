import { speechOf } from '../../../bridge/receipt-words.ts';
import type { PrinterSettings } from '../../../bridge/print-views.ts';
import { drawerKick, escpos } from './escpos.ts';
import type { Paper } from './paper.ts';
import { lineDrawer } from './raster/draw-lines.ts';
import { star, starDrawerKick } from './star.ts';

/** Papers are in any language where lines can be drawn, and else in those that a printer has the letters of. */
export const papersOn = (locale: string): 'printer' | 'screen' =>
  // Asked for those alone that a printer has no letters of: the others load nothing.
  speechOf(locale, 'screen').dir === 'rtl' && lineDrawer() ? 'screen' : 'printer';

/** What a printer is, as far as bytes for it go. */
export type Roll = Pick<PrinterSettings, 'width' | 'commands'> & Partial<Pick<PrinterSettings, 'model'>>;

/** The one on the screen reads ESC/POS alone. */
const isStar = ({ commands, model }: Omit<Roll, 'width'>): boolean => commands === 'star' && model !== 'virtual';

export const kickOf = (roll: Omit<Roll, 'width'>): Uint8Array => (isStar(roll) ? starDrawerKick : drawerKick);

/** Paper as the bytes for the printer of a till. @param locale of the store: `ja-JP` */
export function printBytes(paper: Paper, roll: Roll, locale: string): Uint8Array {
  const { language, dir } = speechOf(locale, papersOn(locale));
  // What is in another language than its words still says which letters are meant.
  const wanted = language === 'en' ? (locale.split('-')[0] ?? 'en') : language;
  const drawn = { draw: lineDrawer, language: wanted, dir };
  return isStar(roll) ? star(paper, roll.width, drawn) : escpos(paper, roll.width, drawn);
}
