import { expect, test } from 'vitest';
import { heldShapes } from './held-shapes.ts';

test('a tenant follows as many shapes as its plan has room for, and another is not touched by that', () => {
  const held = heldShapes();
  const leave = [held.hold('one', { shapes: 2 }), held.hold('one', { shapes: 2 })];
  expect(() => held.hold('one', { shapes: 2 })).toThrow(/room for 2 shapes/);
  held.hold('two', { shapes: 2 });
  leave[0]?.();
  // Letting go twice gives back one place.
  leave[0]?.();
  held.hold('one', { shapes: 2 });
  expect(() => held.hold('one', { shapes: 2 })).toThrow(/asks again by itself/);
});

test('without a limit there is none', () => {
  const held = heldShapes();
  for (let at = 0; at < 500; at += 1) held.hold('one', { shapes: null });
});
