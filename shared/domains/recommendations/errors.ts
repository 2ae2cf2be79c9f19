import { defineError } from '../../kernel/errors.ts';

export const suggestionsChanged = defineError<{ productId: string; revision: number }>(
  'recommendations.changed-meanwhile',
  'conflict',
  () =>
    'Somebody else changed what goes with this product meanwhile. Nothing was changed; look at it as it is now and change it again.',
);

export const suggestsItself = defineError<{ productId: string }>(
  'recommendations.suggests-itself',
  'invalid',
  () => 'A product does not go with itself, and nothing is both shown and left out. Nothing was changed.',
);
