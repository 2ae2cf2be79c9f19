import Fastify from 'fastify';
import { expect, test } from 'vitest';
import { mountFactorPages } from '../../services/identity/factors/pages/mount-pages.ts';
import { HOSTED_PATHS } from '../../services/storefront/hosted/mount-hosted.ts';
import { mountPages } from '../../services/storefront/mount-pages.ts';
import { mountWebhooks, WEBHOOK_PATH } from '../../services/payments/webhooks/mount-webhooks.ts';
import { mountCarrierNews, NEWS_PATH } from '../../services/commerce/carriers/mount-carrier-news.ts';
import { CALLS_PATH } from '../../platform/payments/remote-payments.ts';
import { mountCalls } from '../../services/payments/mount-calls.ts';
import { mountOauth, PAGE_PATHS, PROTOCOL_PATHS } from '../../services/identity/oauth/mount.ts';

/**
 * Addresses that no operation of the document describes, and why the matrices of tenants and roles leave them out. An
 * address that is mounted beside the document and not named here fails.
 */
const outside: Readonly<Record<string, string>> = {
  '/auth/.well-known/openid-configuration': 'public, the same for everybody',
  '/.well-known/oauth-authorization-server/auth': 'public, the same for everybody',
  '/auth/oauth/*': 'spoken by oidc-provider; each of its ways to be misused is tried in oauth-negative.db.test.ts',
  '/auth/oauth/jwks': 'public keys, the same for everybody',
  '/auth/device': 'a form for a code; what it lets in is tried in oauth-negative.db.test.ts',
  '/auth/device/:uid': 'belongs to the cookie of the browser that began it',
  '/auth/sign-in/:uid': 'belongs to the cookie of the browser that began it; takes no access token',
  '/auth/account': 'belongs to the cookie of who signed in; takes no access token, shows their own sign-ins',
  '/auth/assets/:file': 'a style sheet, scripts and a font, the same for everybody',
  '/auth/new-password': 'the same page for everybody; the secret is behind the # of the link',
  '/auth/passkey': 'the same page for everybody; the ticket is behind the # of the link',
  '/s/:slug': 'pages of the hosted shop that the address names; tried against another tenant in hosted.db.test.ts',
  '/s/:slug/*': 'the same',
  '/*': 'the same at a web address of the store; nothing at any other',
  '/letters/off': 'belongs to whoever holds the link of a letter; shows no basket, tried in left-carts.db.test.ts',
  '/letters/reviews': 'the same of letters that ask for reviews; shows no order, tried in order-letters.db.test.ts',
  '/approvals': 'belongs to who approves for a firm, by the link of their letter alone; tried in requests.db.test.ts',
  '/pay': 'belongs to whoever holds the link to pay one order; a wrong one is tried in due.e2e.test.ts',
  '/hosted/:file': 'a style sheet and fonts, the same for everybody',
  [CALLS_PATH]: 'for processes that know the secret of this cloud; tried in webhooks.db.test.ts',
  [NEWS_PATH]: 'shown by the carrier to be its own; tried in carrier-news.db.test.ts',
  [WEBHOOK_PATH]: 'signed by the provider over its bytes; tried in webhooks.db.test.ts',
};

test('what is mounted beside the document is named here, with a reason', async () => {
  const server = Fastify();
  const mounted = new Set<string>();
  server.addHook('onRoute', ({ url }) => void mounted.add(url));
  await mountOauth(server, {} as never, {} as never);
  await mountFactorPages(server);
  mountCalls(server, {} as never, 'secret');
  await mountWebhooks(server, {} as never);
  await mountCarrierNews(server, {} as never);
  await mountPages(server, { context: {} } as never);
  await server.ready();
  expect([...mounted].sort()).toEqual(Object.keys(outside).sort());
  expect([...PROTOCOL_PATHS, ...PAGE_PATHS, ...HOSTED_PATHS].filter((path) => !(path in outside))).toEqual([]);
  await server.close();
});
