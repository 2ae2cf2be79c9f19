import { t } from '../../ui/text.ts';

const kinds: Readonly<Record<string, string>> = {
  earned: 'Earned',
  'taken-back': 'Taken back with a return',
  redeemed: 'Paid with',
  given: 'Given by hand',
  taken: 'Taken off by hand',
  expired: 'Expired',
};

export const pointKindName = (kind: string): string => t(kinds[kind] ?? kind);

/** "1 point", "240 points" */
export const pointsText = (n: number): string => t('{n, plural, one {# point} other {# points}}', { n });
