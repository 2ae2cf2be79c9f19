import type { IncomingMessage, ServerResponse } from 'node:http';
import { expect, test } from 'vitest';
import { AnswerCache, serialise } from './answer-cache.ts';
import { HotAnswers } from './hot-answers.ts';

const request = (url: string, headers: Record<string, string>) =>
  ({ method: 'GET', url, headers }) as unknown as IncomingMessage;
const a = { authorization: 'Bearer pk_a' };
const b = { authorization: 'Bearer pk_b' };

async function shops() {
  const cache = new AnswerCache();
  for (const tenant of ['shop-a', 'shop-b']) {
    for (const key of ['list 1', 'list 2'])
      await cache.answer(tenant, key, async () => serialise(`${tenant} ${key}`, []));
  }
  const hot = new HotAnswers(cache);
  /** What the short way answers; undefined when it leaves the request to the whole way. */
  const ask = (url: string, headers: Record<string, string>): string | undefined => {
    let body: string | undefined;
    const response = { writeHead: () => response, end: (sent?: Buffer) => (body = sent?.toString()) };
    return hot.answer(request(url, headers), response as unknown as ServerResponse) ? body : undefined;
  };
  const letIn = (url: string, headers: Record<string, string>, tenant: string, key: string) =>
    hot.remember(
      request(url, headers),
      { tenantId: tenant, view: 'main GBP', key },
      { 'content-type': 'application/json' },
    );
  return { hot, ask, letIn };
}
const one = '/shop/v1/products?limit=1';
const two = '/shop/v1/products?limit=2';

test('a caller who was let in gets the addresses of that shop that anybody validated, and no other shop’s', async () => {
  const { ask, letIn } = await shops();
  letIn(one, a, 'shop-a', 'list 1');
  letIn(one, b, 'shop-b', 'list 1');
  letIn(two, { ...a, origin: 'https://shop.example' }, 'shop-a', 'list 2');
  expect(ask(one, a)).toBe('"shop-a list 1"');
  expect(ask(one, b)).toBe('"shop-b list 1"');
  expect(ask(two, a)).toBe('"shop-a list 2"');
  expect(ask(two, b)).toBeUndefined();
});

test('who was not let in, comes from another page, or has no key in the headers goes the whole way', async () => {
  const { ask, letIn } = await shops();
  letIn(one, a, 'shop-a', 'list 1');
  letIn(`${one}&key=pk_b`, {}, 'shop-b', 'list 1');
  letIn(`${one}&key=pk_b`, { authorization: 'Basic x' }, 'shop-b', 'list 1');
  expect(ask(one, { authorization: 'Bearer pk_nobody' })).toBeUndefined();
  expect(ask(one, { ...a, origin: 'https://evil.example' })).toBeUndefined();
  expect(ask(one, { ...a, 'shop-currency': 'USD' })).toBeUndefined();
  expect(ask(one, {})).toBeUndefined();
  expect(ask(one, { authorization: 'Basic x' })).toBeUndefined();
  expect(ask(`${one}&key=pk_b`, {})).toBeUndefined();
});

test('when keys change, everybody goes the whole way once', async () => {
  const { hot, ask, letIn } = await shops();
  letIn(one, a, 'shop-a', 'list 1');
  hot.forget();
  expect(ask(one, a)).toBeUndefined();
});
