import { defineError } from '../../kernel/errors.ts';

// All of kind `invalid`: a fact that carries such an approval is kept whole in quarantine, outside money, until somebody
// has looked at it; an intent is refused.

export const approvalForged = defineError<{ approvalId: string; problem: string }>(
  'access.approval-forged',
  'invalid',
  ({ problem }) =>
    `The approval of this is false: ${problem}. It is kept whole and changes nothing until somebody has looked at it.`,
);

export const approvalOwn = defineError<{ approvalId: string }>(
  'access.approval-own',
  'invalid',
  () => 'Nobody approves what they do themselves. Nothing was changed; ask somebody else who may.',
);

export const approvalSpent = defineError<{ approvalId: string }>(
  'access.approval-spent',
  'invalid',
  () => 'This approval was used before, and it is good once. Nothing was changed; ask again.',
);

export const approvalUnknown = defineError<{ approvalId: string }>(
  'access.approval-not-given',
  'invalid',
  () => 'This was not approved, or the approval has run out. Nothing was changed; ask again.',
);

export const approvalOtherCommand = defineError<{ approvalId: string }>(
  'access.approval-of-other',
  'invalid',
  () => 'What was approved is not what is done here. Nothing was changed; ask for exactly this.',
);

export const approvalDecided = defineError<{ approvalId: string; status: string }>(
  'access.approval-decided',
  'conflict',
  ({ status }) => `This was ${status} already. Nothing was changed.`,
);

export const approvalNotYours = defineError<{ permission: string }>(
  'access.approval-not-yours',
  'forbidden',
  ({ permission }) =>
    `You may not do this yourself without asking, so you cannot approve it (“${permission}”). Nothing was changed.`,
);

export const nobodyElse = defineError<{ permission: string }>(
  'access.nobody-else',
  'refused',
  ({ permission }) =>
    `Fewer than two people may “${permission}”, so nobody could approve it. Nothing was changed; give the right to a second person first.`,
);
