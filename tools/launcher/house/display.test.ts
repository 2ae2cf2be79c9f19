import { expect, test } from 'vitest';
import { whyNoDisplay } from './display.ts';

test('a display is where a window could be seen', () => {
  expect(whyNoDisplay({}, 'linux')).toContain('no display');
  expect(whyNoDisplay({ DISPLAY: ':0' }, 'linux')).toBeUndefined();
  expect(whyNoDisplay({ WAYLAND_DISPLAY: 'wayland-0' }, 'linux')).toBeUndefined();
  expect(whyNoDisplay({}, 'darwin')).toBeUndefined();
  expect(whyNoDisplay({ SSH_CONNECTION: 'a b' }, 'darwin')).toContain('remote');
  expect(whyNoDisplay({ CI: 'true', DISPLAY: ':0' }, 'linux')).toContain('CI');
});
