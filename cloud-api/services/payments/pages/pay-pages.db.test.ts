import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Attempt } from '../../../platform/payments/payments.ts';
import { startTestCloud, type TestCloud } from '../../../testing/test-cloud.ts';

let test_: TestCloud;
const tenantId = randomUUID();
beforeAll(async () => {
  test_ = await startTestCloud({ services: ['payments'] });
});
afterAll(() => test_?.close());

async function begun(): Promise<{ attempt: Attempt; url: URL }> {
  const ids = { attemptId: randomUUID(), checkoutId: randomUUID(), orderId: randomUUID() };
  const attempt = await test_.cloud.payments.begin({
    ...{ tenantId, ...ids, amount: 1_234, currency: 'GBP', method: 'test-card', email: 'a@people.example' },
    ...{ returnUrl: 'https://shop.example/cart?colour=blue', description: 'A <b>jug</b>' },
  });
  return { attempt, url: new URL(attempt.action?.url ?? 'about:blank') };
}

/** As a browser sends a form of that page; it follows nothing. */
const post = (url: URL, form: Record<string, string>, origin = url.origin) =>
  fetch(url, { method: 'POST', body: new URLSearchParams(form), redirect: 'manual', headers: { origin } });

const look = ({ attemptId }: Attempt) => test_.cloud.payments.look(tenantId, attemptId);

test('a shopper picks a card, confirms it, and comes back to the shop; without a script', async () => {
  const { attempt, url } = await begun();
  expect(url.origin).not.toBe(test_.cloud.url);
  const page = await fetch(url);
  const text = await page.text();
  expect([page.status, text.includes('Pay £12.34')]).toEqual([200, true]);
  expect(text).toContain('A &#60;b&#62;jug');
  expect(text).not.toMatch(/<script|type="(text|tel|number)"/);
  const policy = page.headers.get('content-security-policy') ?? '';
  expect(policy).toContain("default-src 'none'");
  expect(policy).toContain("frame-ancestors 'none'");
  expect(policy).toContain("form-action 'self' https://shop.example");
  expect(page.headers.get('set-cookie')).toBeNull();
  const asked = await post(url, { do: 'pay', card: 'challenge' });
  expect([asked.status, (await asked.text()).includes('Yes, confirm the payment')]).toEqual([200, true]);
  const back = await post(url, { do: 'confirm' });
  expect(back.status).toBe(303);
  expect(back.headers.get('location')).toBe(`https://shop.example/cart?colour=blue&th-checkout=${attempt.checkoutId}`);
  expect(await look(attempt)).toMatchObject({ state: 'authorised', action: null });
  // Who opens it again is sent on; nothing is asked twice.
  const again = await fetch(url, { redirect: 'manual' });
  expect([again.status, again.headers.get('location')]).toEqual([303, back.headers.get('location')]);
});

test.each([
  ['a card that is declined', { do: 'pay', card: 'declined' }, 'payments.declined'],
  ['going back without paying', { do: 'cancel' }, 'payments.cancelled'],
])('%s takes the shopper back with words to read', async (_name, form, code) => {
  const { attempt, url } = await begun();
  expect((await post(url, form)).status).toBe(303);
  expect(await look(attempt)).toMatchObject({ state: 'declined', captured: 0, problem: { code } });
});

test('nobody gets in with another token, another tenant, or from another page', async () => {
  const { attempt, url } = await begun();
  const { url: other } = await begun();
  const token = url.searchParams.get('token') ?? '';
  const wrong = [
    '',
    `${token.slice(0, -1)}${token.endsWith('A') ? 'B' : 'A'}`,
    other.searchParams.get('token') ?? '',
    randomUUID().replaceAll('-', '') + token.slice(32),
    `${token}x`,
    `${token}' OR '1'='1`,
  ];
  for (const each of wrong) {
    const address = new URL(url);
    address.searchParams.set('token', each);
    expect((await fetch(address)).status, each).toBe(404);
    expect((await post(address, { do: 'pay', card: 'paid' })).status, each).toBe(404);
  }
  for (const origin of ['https://evil.example', 'null', test_.cloud.url]) {
    expect((await post(url, { do: 'pay', card: 'paid' }, origin)).status, origin).toBe(404);
  }
  expect(await look(attempt)).toMatchObject({ state: 'action' });
});

test('the colours of the page are those of the screens', () => {
  const file = (path: string) => readFileSync(new URL(path, import.meta.url), 'utf8');
  const tokensOf = (css: string, block: RegExp) =>
    [...(block.exec(css)?.[1] ?? '').matchAll(/(--[\w-]+):\s*([^;]+);/g)].map(([, name, value]) => [name, value]);
  const screens = file('../../../../desktop/renderer/ui/tokens.css');
  const blocks = [
    [/:root \{([^}]*)\}/, /:root,\s*\[data-theme='light'\] \{([^}]*)\}/],
    [/prefers-color-scheme: dark\) \{\s*:root \{([^}]*)\}/, /\[data-theme='dark'\] \{([^}]*)\}/],
  ] as const;
  for (const [own, theirs] of blocks) {
    const pages = tokensOf(file('./pay.css'), own);
    expect(pages.length).toBeGreaterThan(10);
    expect(tokensOf(screens, theirs)).toEqual(expect.arrayContaining(pages));
  }
});
