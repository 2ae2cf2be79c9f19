import { afterEach, expect, test, vi } from 'vitest';
import { childEnv, programEnv, run } from './child.mjs';

afterEach(() => vi.unstubAllEnvs());

test("an npm inside npm does not take the outer one's place for its own, but keeps the registry a person set", () => {
  vi.stubEnv('npm_config_local_prefix', '/outer');
  vi.stubEnv('npm_config_registry', 'https://registry.example');
  vi.stubEnv('npm_lifecycle_event', 'start');
  const env = childEnv('/opt/node24/bin/node');
  expect(env['npm_config_local_prefix']).toBeUndefined();
  expect(env['npm_lifecycle_event']).toBeUndefined();
  expect(env['npm_config_registry']).toBe('https://registry.example');
  expect(env['PATH']?.startsWith('/opt/node24/bin')).toBe(true);
});

test('what Node compiled of our programs is kept inside the clone, unless a person says where', () => {
  vi.stubEnv('NODE_COMPILE_CACHE', undefined);
  expect(programEnv('/opt/node24/bin/node').NODE_COMPILE_CACHE).toMatch(/[\\/]\.tillhouse[\\/]compiled$/);
  vi.stubEnv('NODE_COMPILE_CACHE', '/elsewhere');
  expect(programEnv('/opt/node24/bin/node').NODE_COMPILE_CACHE).toBe('/elsewhere');
});

test('a program that is not there is a code, not an exception', async () => {
  expect((await run('tillhouse-no-such-program', [])).code).toBe(127);
  expect(await run(process.execPath, ['-e', 'console.log("so"); process.exit(3)'])).toEqual({ code: 3, output: 'so' });
});
