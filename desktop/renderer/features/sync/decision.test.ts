import { expect, test } from 'vitest';
import type { Case } from '../../../bridge/sync-queries.ts';
import { chooseAll, chooseField, chooseWhole, nothingChosen, settleArgs } from './decision.ts';

const field = (at: number, wording: string | null = null) => ({
  at,
  field: `Field ${at}`,
  base: 'a',
  mine: 'b',
  theirs: 'c',
  wording,
});
const one = (more: Partial<Case>): Case => ({
  mutationId: 'case',
  kind: 'refused',
  title: 'Stoneware mug',
  image: null,
  badge: 'Refused',
  text: '',
  at: 0,
  by: 'Priya Nair',
  to: null,
  mine: null,
  theirs: null,
  fields: [field(2), field(5)],
  reckoning: [],
  evidence: [],
  countable: false,
  maySettle: true,
  ...more,
});

test('nothing is asked while a field is undecided', () => {
  const decision = chooseField(one({}), null, 2, 'mine');
  expect(settleArgs(one({}), decision)).toBe(null);
});

test('all of one side is that side; a mixture names the places of mine', () => {
  expect(settleArgs(one({}), chooseAll(one({}), 'mine'))).toEqual({ mutationId: 'case', choice: 'mine' });
  expect(settleArgs(one({}), chooseAll(one({}), 'theirs'))).toEqual({ mutationId: 'case', choice: 'theirs' });
  const mixed = chooseField(one({}), chooseAll(one({}), 'theirs'), 5, 'mine');
  expect(settleArgs(one({}), mixed)).toEqual({ mutationId: 'case', choice: 'merge', fields: [5] });
});

test('a third wording goes in place of both, and an empty one is no choice', () => {
  const conflict = one({ kind: 'field-conflict', fields: [field(0, 'b')] });
  const worded = { ...nothingChosen('case'), wording: ' Small willow basket ' };
  expect(settleArgs(conflict, worded)).toEqual({ mutationId: 'case', choice: 'merge', wording: 'Small willow basket' });
  expect(settleArgs(conflict, { ...worded, wording: '  ' })).toBe(null);
});

test('a choice in another case begins anew', () => {
  const other = chooseAll(one({ mutationId: 'other' }), 'mine');
  expect(chooseField(one({}), other, 2, 'theirs')).toMatchObject({ id: 'case', sides: { 2: 'theirs' } });
});

test('a task is closed with its note, and a case without fields is sent again or let go', () => {
  const task = one({ kind: 'stock-task', fields: [] });
  const noted = { ...nothingChosen('case'), note: 'Counted, two were in the window ' };
  expect(settleArgs(task, noted)).toMatchObject({ note: 'Counted, two were in the window' });
  const bare = one({ fields: [] });
  expect(settleArgs(bare, nothingChosen('case'))).toBe(null);
  expect(settleArgs(bare, chooseAll(bare, 'mine'))).toEqual({ mutationId: 'case', choice: 'mine' });
});

test('what was put aside needs a choice and a reason; the reason stays when the choice changes', () => {
  const aside = one({ kind: 'put-aside', fields: [] });
  expect(settleArgs(aside, { ...nothingChosen('case'), note: 'The roll has it' })).toBe(null);
  expect(settleArgs(aside, chooseWhole(aside, null, 'mine'))).toBe(null);
  const noted = { ...chooseWhole(aside, null, 'mine'), note: 'The roll has it ' };
  expect(settleArgs(aside, noted)).toEqual({ mutationId: 'case', choice: 'mine', note: 'The roll has it' });
  expect(settleArgs(aside, chooseWhole(aside, noted, 'theirs'))).toMatchObject({
    choice: 'theirs',
    note: 'The roll has it',
  });
});
