import { request } from 'node:http';
import { expect, test } from 'vitest';
import { listenOnLoopback } from './loopback-listener.ts';

const ask = (url: string, options: { method?: string; host?: string } = {}): Promise<number> =>
  new Promise((done, failed) => {
    const headers = options.host === undefined ? {} : { host: options.host };
    request(url, { method: options.method ?? 'GET', headers }, (response) => {
      response.resume();
      done(response.statusCode ?? 0);
    })
      .on('error', failed)
      .end();
  });

test('only the answer with our own state counts, once, and by our own address', async () => {
  const listener = await listenOnLoopback('the state');
  const { redirectUri } = listener;
  expect(redirectUri).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/signed-in$/);
  let came: URL | undefined;
  listener.came.then((url) => {
    came = url;
  });
  expect(await ask(`${redirectUri}?code=theirs&state=another`)).toBe(404);
  expect(await ask(`${redirectUri}?code=theirs`)).toBe(404);
  expect(await ask(`${redirectUri}/more?code=theirs&state=the%20state`)).toBe(404);
  expect(await ask(`${redirectUri}?code=theirs&state=the%20state`, { method: 'POST' })).toBe(404);
  expect(await ask(`${redirectUri}?code=theirs&state=the%20state`, { host: 'evil.example' })).toBe(404);
  expect(came).toBeUndefined();
  expect(await ask(`${redirectUri}?code=ours&state=the%20state`)).toBe(200);
  expect((await listener.came).searchParams.get('code')).toBe('ours');
  await expect(ask(`${redirectUri}?code=more&state=the%20state`)).rejects.toThrow(/ECONNREFUSED/);
});
