import { expect, test } from 'vitest';
import { lockFileFaults } from './lock-file.ts';

test('a dependency is found where Node would find it, and named when it is nowhere', () => {
  const packages = {
    '': { dependencies: { a: '1' } },
    'node_modules/a': { dependencies: { b: '1', c: '1' }, optionalDependencies: { 'c-win32': '1' } },
    'node_modules/a/node_modules/b': { dependencies: { c: '1' } },
    'node_modules/c': {},
    sync: { dependencies: { c: '1' } },
  };
  expect(lockFileFaults({ packages })).toEqual([expect.stringContaining('node_modules/a needs c-win32')]);
});

test('an address of a registry is a fault, a link to a workspace is not', () => {
  const packages = { 'node_modules/a': { resolved: 'x' }, 'node_modules/w': { resolved: 'sync', link: true } };
  expect(lockFileFaults({ packages })).toEqual([expect.stringContaining('node_modules/a has an address')]);
});
