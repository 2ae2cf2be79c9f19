import { resolve } from 'node:path';
import { expect, test } from 'vitest';
import { readOptions } from './options.ts';

test('paths are meant from where the person stands; the rest has defaults', () => {
  const options = readOptions(['--data', 'my shop', '--no-open'], '/home/ann');
  expect(options).toMatchObject({ dataDir: resolve('/home/ann/my shop'), port: 4640, open: false, reset: false });
});

test.each([[['--port', 'x']], [['--port', '70000']], [['--colour']], [['--data']]])(
  '%j is refused with the usage',
  (args) => {
    expect(() => readOptions(args, '/')).toThrow(/npm start --/);
  },
);
