import { defineError } from '../../kernel/errors.ts';

export const rateTwice = defineError<{ fromDay: string }>(
  'commissions.twice',
  'invalid',
  ({ fromDay }) =>
    `Two rates are for the same people and goods from ${fromDay} on. Nothing was changed; leave one of them out.`,
);

export const rateTooHigh = defineError<{ rate: string }>(
  'commissions.too-high',
  'invalid',
  () => 'A commission is at most all of what was sold. Nothing was changed.',
);
