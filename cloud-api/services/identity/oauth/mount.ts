import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { errors } from 'oidc-provider';
import type { IdentityContext } from '../context.ts';
import { publicKeys } from '../signing-keys.ts';
import { accountVisit } from './account-page.ts';
import { errorPage } from './error-pages.ts';
import { answer, type Outcome, show, type Visit } from './interaction.ts';
import { langOf } from './pages/words.ts';
import type { OauthServer } from './server.ts';

/** What the library answers itself; its paths are in the discovery document. Who may call each is in its own protocol. */
export const PROTOCOL_PATHS = [
  '/auth/.well-known/openid-configuration',
  '/.well-known/oauth-authorization-server/auth',
  '/auth/oauth/*',
  '/auth/device',
  '/auth/device/:uid',
] as const;
/** Pages and what they load; for people, in a browser. */
export const PAGE_PATHS = ['/auth/sign-in/:uid', '/auth/account', '/auth/assets/:file'] as const;

const PAGE_CSP =
  "default-src 'none'; style-src 'self'; font-src 'self'; script-src 'self'; base-uri 'none'; frame-ancestors 'none'";
/** Of the library's pages that go on by themselves: the address they lead to is checked before they are shown. */
const anywhere = `${PAGE_CSP}; form-action 'self' https: http://127.0.0.1:*`;
const MAX_FORM = 16 * 1024;

/** Puts the OpenID server and its pages into the HTTP edge. */
export async function mountOauth(server: FastifyInstance, context: IdentityContext, oauth: OauthServer): Promise<void> {
  await server.register(async (protocol) => {
    protocol.removeAllContentTypeParsers();
    // The library reads its own bodies, with its own limit.
    protocol.addContentTypeParser('*', (_request, _payload, done) => done(null));
    for (const url of PROTOCOL_PATHS) {
      protocol.route({
        method: ['GET', 'POST'],
        url,
        config: { rateLimit: { max: url === '/auth/device' ? 60 : 1_200, timeWindow: 60_000 } },
        handler: (request, reply) => hand(context, oauth, request, reply),
      });
    }
    protocol.get('/auth/oauth/jwks', async (_request, reply) => {
      reply.header('cache-control', 'public, max-age=300').type('application/jwk-set+json');
      return JSON.stringify({ keys: await publicKeys(context.pool, 'office') });
    });
  });
  await server.register(async (pages) => {
    pages.removeAllContentTypeParsers();
    pages.addContentTypeParser(
      'application/x-www-form-urlencoded',
      { parseAs: 'string', bodyLimit: MAX_FORM },
      (_request, body, done) => done(null, new URLSearchParams(String(body))),
    );
    const config = { rateLimit: { max: 120, timeWindow: 60_000 } };
    pages.get('/auth/sign-in/:uid', { config }, (request, reply) => visit(context, oauth, request, reply));
    pages.post('/auth/sign-in/:uid', { config }, (request, reply) => visit(context, oauth, request, reply));
    pages.get('/auth/account', { config }, (request, reply) => account(context, oauth, request, reply));
    pages.post('/auth/account', { config }, (request, reply) => account(context, oauth, request, reply));
    pages.get('/auth/assets/:file', (request, reply) => asset((request.params as { file: string }).file, reply));
  });
}

type Raw = FastifyRequest['raw'] & { originalUrl?: string };

/** Gives a request to the library as it came, but for what a client could say of itself: where we are and who it is. */
async function hand(
  context: IdentityContext,
  oauth: OauthServer,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<void> {
  const provider = await oauth.provider();
  const raw: Raw = request.raw;
  const { host, protocol } = new URL(context.issuer);
  raw.headers.host = host;
  raw.headers['x-forwarded-proto'] = protocol.slice(0, -1);
  raw.headers['x-forwarded-for'] = request.ip;
  delete raw.headers['x-forwarded-host'];
  const path = (raw.url ?? '').startsWith('/.well-known/') ? '/auth/.well-known/openid-configuration' : (raw.url ?? '');
  raw.originalUrl = path;
  raw.url = path.slice('/auth'.length);
  reply.hijack();
  reply.raw.setHeader('content-security-policy', anywhere);
  reply.raw.setHeader('referrer-policy', 'same-origin');
  reply.raw.setHeader('cache-control', 'no-store');
  reply.raw.setHeader('x-request-id', request.id);
  await provider.callback()(raw, reply.raw);
}

/** A page of ours: shown, or answered by a form of this very page. */
async function visit(
  context: IdentityContext,
  oauth: OauthServer,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<void> {
  const provider = await oauth.provider();
  const lang = langOf(undefined, request.headers['accept-language']);
  if (request.method === 'POST' && !isOurs(context, request)) {
    send(reply, { status: 403, page: errorPage(lang, 'the form was not sent by our own page') }, []);
    return;
  }
  const found = await provider.interactionDetails(request.raw, reply.raw).catch((error: unknown) => {
    if (error instanceof errors.SessionNotFound) return undefined;
    throw error;
  });
  if (found?.uid !== (request.params as { uid: string }).uid) {
    send(
      reply,
      { status: 400, page: errorPage(lang, 'this sign-in was begun elsewhere, is over or took too long') },
      [],
    );
    return;
  }
  const here: Visit = {
    context,
    provider,
    interaction: found,
    acceptLanguage: request.headers['accept-language'],
    address: request.ip,
  };
  const outcome = request.method === 'POST' ? await answer(here, request.body as URLSearchParams) : await show(here);
  if ('page' in outcome) {
    const goal = URL.parse(String(found.params['redirect_uri'] ?? ''));
    send(reply, outcome, goal ? [goal.origin] : []);
    return;
  }
  reply.hijack();
  await provider.interactionFinished(request.raw, reply.raw, outcome.result, {
    mergeWithLastSubmission: outcome.merge,
  });
}

/** What is signed in in a person's name. */
async function account(
  context: IdentityContext,
  oauth: OauthServer,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<void> {
  if (request.method === 'POST' && !isOurs(context, request)) {
    const lang = langOf(undefined, request.headers['accept-language']);
    send(reply, { status: 403, page: errorPage(lang, 'the form was not sent by our own page') }, []);
    return;
  }
  const outcome = await accountVisit(context, await oauth.provider(), request, reply);
  if ('page' in outcome) send(reply, { status: 200, page: outcome.page }, []);
  else reply.header('cache-control', 'no-store').redirect(outcome.to, 303);
}

/** Browsers name the page that a form was sent from; one that says nothing, or another place, is refused. */
function isOurs({ issuer }: IdentityContext, { headers }: FastifyRequest): boolean {
  const site = headers['sec-fetch-site'];
  if (site !== undefined && site !== 'same-origin') return false;
  return headers.origin === new URL(issuer).origin;
}

function send(
  reply: FastifyReply,
  { status, page }: Extract<Outcome, { page: string }>,
  goals: readonly string[],
): void {
  reply
    .status(status)
    // Browsers hold a form to `form-action` through every redirect that follows it, so the program's address is in it.
    .header('content-security-policy', `${PAGE_CSP}; form-action ${["'self'", ...goals].join(' ')}`)
    // Without a referrer browsers would call the origin of a form `null`.
    .header('referrer-policy', 'same-origin')
    .header('cache-control', 'no-store')
    .type('text/html; charset=utf-8')
    .send(page);
}

const assets: Readonly<Record<string, { readonly type: string; readonly file: () => string }>> = {
  'pages.css': {
    type: 'text/css; charset=utf-8',
    file: () => fileURLToPath(new URL('./pages/pages.css', import.meta.url)),
  },
  'passkey.js': {
    type: 'text/javascript; charset=utf-8',
    file: () => fileURLToPath(new URL('../factors/pages/passkey.js', import.meta.url)),
  },
  'ceremony.js': {
    type: 'text/javascript; charset=utf-8',
    file: () => fileURLToPath(new URL('../factors/pages/ceremony.js', import.meta.url)),
  },
  'new-password.js': {
    type: 'text/javascript; charset=utf-8',
    file: () => fileURLToPath(new URL('../factors/pages/new-password.js', import.meta.url)),
  },
  'plex-latin.woff2': {
    type: 'font/woff2',
    file: () =>
      fileURLToPath(
        import.meta.resolve('@fontsource-variable/ibm-plex-sans/files/ibm-plex-sans-latin-wght-normal.woff2'),
      ),
  },
};

async function asset(name: string, reply: FastifyReply): Promise<FastifyReply> {
  const found = Object.hasOwn(assets, name) ? assets[name] : undefined;
  if (!found) return reply.callNotFound() as unknown as FastifyReply;
  return reply
    .header('cache-control', 'public, max-age=3600')
    .type(found.type)
    .send(await readFile(found.file()));
}
