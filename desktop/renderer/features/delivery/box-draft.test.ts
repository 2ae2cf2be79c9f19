import { expect, test } from 'vitest';
import { boxOf, draftOfBox } from './box-draft.ts';

const box = { id: 'b', name: 'Mug box', length: 140, width: 120, height: 120, wall: 3, ownGrams: 60, active: true };

test('what is typed is saved as it was, and an empty weight is none', () => {
  expect(boxOf('b', draftOfBox({ ...box, mostGrams: 2_000 }))).toEqual({ ...box, mostGrams: 2_000 });
  const light = { ...draftOfBox({ ...box, mostGrams: null }), ownGrams: ' ', name: ' Bag ' };
  expect(boxOf('b', light)).toEqual({ ...box, name: 'Bag', ownGrams: 0, mostGrams: null });
});

test('what is no box says why', () => {
  const draft = draftOfBox({ ...box, mostGrams: null });
  const wrong = (patch: object) => boxOf('b', { ...draft, ...patch });
  expect(wrong({ name: ' ' })).toEqual({ wrong: 'Give it a name.' });
  for (const length of ['', '0', '1.5', '12cm', '10001'])
    expect(wrong({ length })).toEqual({ wrong: 'Length, width and height are whole millimetres.' });
  expect(wrong({ wall: '101' })).toMatchObject({ wrong: expect.stringContaining('wall') });
  expect(wrong({ ownGrams: 'x' })).toMatchObject({ wrong: expect.stringContaining('own weight') });
  expect(wrong({ mostGrams: '2 kg' })).toMatchObject({ wrong: expect.stringContaining('carries') });
  expect(wrong({ mostGrams: '60' })).toEqual({ wrong: 'It weighs more empty than it may weigh full.' });
});
