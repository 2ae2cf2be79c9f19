import { defineError } from './errors.ts';

export const commandUnknown = defineError<{ name: string; version: number }>(
  'command.unknown',
  'invalid',
  ({ name, version }) =>
    `This version of Tillhouse does not know the command ${name} (version ${version}). Nothing was changed; update and try again.`,
);

export const commandInvalid = defineError<{ name: string; problems: { path: string; message: string }[] }>(
  'command.invalid-arguments',
  'invalid',
  ({ name, problems }) =>
    `${name} was not understood: ${problems.map(({ path, message }) => (path ? `${path}: ${message}` : message)).join('; ')}. Nothing was changed.`,
);

export const commandForbidden = defineError<{ name: string; permission: string }>(
  'command.forbidden',
  'forbidden',
  ({ permission }) =>
    `You may not do this: it needs the permission “${permission}”. Nothing was changed; ask somebody who has it.`,
);

export const amountTooLarge = defineError<{ reason: string }>(
  'command.amount-too-large',
  'invalid',
  ({ reason }) =>
    `An amount is too large to be kept exactly (${reason}). Nothing was changed; check quantities and prices.`,
);

export const duplicateRow = defineError<{ table: string }>(
  'data.duplicate',
  'conflict',
  ({ table }) => `Something like this exists already in ${table}. Nothing was changed; look at the existing one first.`,
);

/** At a desk only: it holds the last months and its own locations, so what it does not find may well be in the cloud. */
export const notHere = defineError<{ table: string; asked: string }>(
  'data.not-here',
  'not-found',
  () =>
    'This desk does not hold what this needs: it is older than the months kept here, or of another location. Nothing was changed. With a line, look it up by its number first; then do it again.',
);

/** In the cloud only, where a person would have something taken in that was put aside. */
export const putAsideUnreadable = defineError<{ id: string }>(
  'command.put-aside-unreadable',
  'invalid',
  () => 'What the device sent does not say who did what and when.',
);

export const putAsideNoFact = defineError<{ name: string }>(
  'command.put-aside-no-fact',
  'invalid',
  ({ name }) => `${name} is a wish and not something that happened; whoever wants it can do it again.`,
);
