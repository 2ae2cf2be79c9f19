import { htmlNotTaken, linkNotTaken, pictureNotTaken } from './errors.ts';
import { textProblem } from './rich-text.ts';

/** @throws what a text cannot say, with its line @param lang of the text */
export function checkText(lang: string, body: string): void {
  const problem = textProblem(body);
  if (!problem) return;
  const { kind, line, found } = problem;
  if (kind === 'html') throw htmlNotTaken({ lang, line, found });
  throw kind === 'picture' ? pictureNotTaken({ line, found }) : linkNotTaken({ line, found });
}
