import { defineError } from '../../kernel/errors.ts';

export const punchOutOfTurn = defineError<{ state: string; kind: string }>(
  'hours.out-of-turn',
  'refused',
  () =>
    'That does not follow what was said before: who is in already does not come, and who is not in does not go. Nothing was written down.',
);

export const correctionUnknown = defineError<{ replacesId: string }>(
  'hours.correction-unknown',
  'not-found',
  () =>
    'What is to be corrected is not there, is somebody else’s, or was corrected already. Nothing was changed. Look at the hours again.',
);

export const correctionAhead = defineError<{ at: number }>(
  'hours.correction-ahead',
  'refused',
  () => 'That time is still to come. Nothing was changed. Write when it was.',
);
