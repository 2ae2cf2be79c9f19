import { expect, test } from 'vitest';
import {
  type CartLetter,
  dueLetter,
  filledLetter,
  firstLook,
  type LeftCart,
  lettersProblem,
  nextLook,
  storeCartLetters,
} from './cart-letters.ts';

const HOUR = 3_600_000;
const letter = (afterHours: number): CartLetter => ({ afterHours, subject: 'Your basket', text: 'It is here: {link}' });
const store = { active: true, letters: [letter(1), letter(24), letter(72)] };
const cart: LeftCart = {
  ...{ status: 'open', contact: { email: 'bo@shopper.example', name: 'Bo', phone: '' }, updatedAt: 0 },
  lines: [{ variantId: 'v', quantity: 1, seen: null }],
  ...{ agreedAt: 0, lastStep: null, refusedAt: null, boughtAt: null },
};

test.each([
  [0.9, null, null],
  [1, null, 0],
  [23, 0, null],
  [24, 0, 1],
  [72, 1, 2],
  [100, 2, null],
  [80, null, 2],
  [30 * 24, 1, null],
])('%d hours after, with letter %j sent, %j is due', (hours, lastStep, due) => {
  expect(dueLetter(store, { ...cart, lastStep }, hours * HOUR)).toBe(due);
});

test.each([
  ['who did not agree', { agreedAt: null }],
  ['who said no to letters after that', { refusedAt: 1 }],
  ['who bought since', { boughtAt: 1 }],
  ['who is paying', { status: 'paying' as const }],
  ['who left no address', { contact: null }],
  ['who took everything out', { lines: [] }],
])('nothing is sent to %s', (_who, change) => {
  expect(dueLetter(store, { ...cart, ...change }, HOUR)).toBeNull();
});

test('what was bought before the basket was filled is no reason', () => {
  expect(dueLetter(store, { ...cart, updatedAt: 10, boughtAt: 9 }, HOUR + 10)).toBe(0);
});

test('a store that did not ask for letters sends none', () => {
  expect(dueLetter({ ...store, active: false }, cart, HOUR)).toBeNull();
});

test.each([
  [[], 'count'],
  [[1, 2, 3, 4], 'count'],
  [[24, 24], 'order'],
  [[0], 'order'],
  [[720], 'order'],
  [[1, 24, 72], null],
])('letters after %j hours: %j', (hours, problem) => {
  expect(lettersProblem({ active: true, letters: hours.map(letter) })).toBe(problem);
});

test('a letter without the way back is none', () => {
  expect(lettersProblem({ active: true, letters: [{ ...letter(1), text: 'Come back' }] })).toBe('text');
});

test('who agrees after they once said no has agreed', () => {
  expect(dueLetter(store, { ...cart, refusedAt: 9, agreedAt: 10 }, HOUR)).toBe(0);
});

test('a basket is looked at when its next letter may be due, and no more once none can be', () => {
  const at = (change: Partial<LeftCart>, lastStep: number | null, hours: number, active = true) =>
    nextLook({ ...store, active }, { ...cart, ...change }, lastStep, hours * HOUR);
  expect(firstLook(null, 0)).toBeNull();
  expect(firstLook(0, 0)).toBe(HOUR);
  expect(at({}, 0, 1)).toBe(24 * HOUR);
  expect(at({}, 2, 72)).toBeNull();
  // Filled anew after the first letter: the second one counts from then.
  expect(at({ updatedAt: 30 * HOUR }, 0, 31)).toBe(54 * HOUR);
  expect(at({ status: 'paying' }, 0, 1)).toBe(2 * HOUR);
  expect(at({ status: 'placed' }, 0, 1)).toBeNull();
  expect(at({ refusedAt: 1 }, 0, 1)).toBeNull();
  expect(at({}, null, 1, false)).toBe(25 * HOUR);
});

test('what a store keeps is checked as a whole', () => {
  expect(storeCartLetters.safeParse({ active: false, letters: [letter(1)] }).success).toBe(true);
  expect(storeCartLetters.safeParse({ active: false, letters: [letter(2), letter(1)] }).success).toBe(false);
});

test('what is put into a letter stays what it is', () => {
  const parts = { name: 'Bo\n{link}', store: 'Larkhall', link: 'https://x.example/#a', goods: ['Mug', 'Jug'] };
  const template = { subject: '{name} at {store}', text: '{goods}\n{link} {other}' };
  expect(filledLetter(template, parts)).toEqual({
    subject: 'Bo {link} at Larkhall',
    text: '· Mug\n· Jug\nhttps://x.example/#a {other}',
  });
});
