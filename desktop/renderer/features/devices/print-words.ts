import { t } from '../../ui/text.ts';

/** Why a printer does not print now. */
export function printProblemText(problem: string): string {
  if (problem === 'paper-out') return t('No paper');
  if (problem === 'cover-open') return t('Its cover is open');
  if (problem === 'not-confirmed') return t('The printer stopped in the middle');
  return t('The printer does not answer');
}
