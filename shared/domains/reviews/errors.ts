import { defineError } from '../../kernel/errors.ts';

export const reviewUnknown = defineError<{ reviewId: string }>(
  'reviews.unknown',
  'not-found',
  () => 'This review is not there any more: whoever wrote it took it back. Nothing was changed.',
);

export const reviewChanged = defineError<{ reviewId: string; revision: number }>(
  'reviews.changed-meanwhile',
  'conflict',
  () => 'Whoever wrote this review changed it meanwhile. Nothing was changed; read it as it is now.',
);

export const reviewsOff = defineError<{ storeId: string }>(
  'reviews.off',
  'refused',
  () => 'This shop takes no reviews. Nothing was kept.',
);
