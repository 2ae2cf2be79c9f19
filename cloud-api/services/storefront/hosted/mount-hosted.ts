import { createHash } from 'node:crypto';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { StoreRow } from '../../../platform/access/stores.ts';
import { notFound } from '../../../platform/http/problem.ts';
import type { Admission } from '../../../platform/tenancy/admit.ts';
import type { CachedAnswer } from '../answer-cache.ts';
import type { StorefrontContext } from '../context.ts';
import { choosePreview, sendAsset, themeAt } from '../themes/theme-at.ts';
import { TemplateFault } from '../themes/theme-engine.ts';
import { icon, manifest } from './app-files.ts';
import { askedFor, choose, chosenCurrency } from './chosen-currency.ts';
import { type Asset, ASSETS, assetNamed, workerText } from './assets.ts';
import { contentPolicy } from './content-policy.ts';
import { addressOf, type HostedShop, visitorOf } from './hosted-shops.ts';
import { pageText } from './layout.ts';
import { lookedAt } from './looked-at.ts';
import { lookStyle } from './look-style.ts';
import { faultPage } from './plain-pages.ts';
import { robots } from './sitemap.ts';
import { Elsewhere, isMissing, PageWriter, type Writing } from './write-pages.ts';

export interface Hosting {
  readonly context: StorefrontContext;
  /** Keeps a tenant to what it may at this moment. */
  readonly admission: Admission;
  /** `https://cloud.example` */
  readonly publicOrigin: () => string;
}

/** Where hosted shops without an address of their own are; the rest is told by the host that was asked for. */
export const HOSTED_PATHS = ['/s/:slug', '/s/:slug/*', '/*', `${ASSETS}:file`] as const;

/** The pages of hosted shops. Who comes is nobody: which tenant's they are is said by the address alone. */
export function mountHosted(server: FastifyInstance, hosting: Hosting): void {
  const { shops } = hosting.context;
  const bySlug = async (request: FastifyRequest, reply: FastifyReply) => {
    const { slug } = request.params as { slug: string };
    const shop = await shops.atSlug(slug);
    return shop ? answer(hosting, shop, `/s/${slug}`, request, reply) : reply.callNotFound();
  };
  const byHost = async (request: FastifyRequest, reply: FastifyReply) => {
    const shop = await shops.atHost(request.hostname);
    return shop ? answer(hosting, shop, '', request, reply) : reply.callNotFound();
  };
  server.get('/s/:slug', bySlug);
  server.get('/s/:slug/*', bySlug);
  server.get('/*', byHost);
  server.get(`${ASSETS}:file`, async (request, reply) => {
    const asset = await assetNamed((request.params as { file: string }).file);
    if (!asset) throw notFound('file');
    return reply.header('cache-control', 'public, max-age=2592000, immutable').type(asset.type).send(asset.body);
  });
}

/** `/p/a%20b` as its parts; null where it is no address. */
function partsOf(path: string): string[] | null {
  try {
    return path === '' || path === '/' ? [] : path.slice(1).split('/').map(decodeURIComponent);
  } catch {
    return null;
  }
}

async function answer(
  { context, admission, publicOrigin }: Hosting,
  found: HostedShop,
  base: string,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const visitor = visitorOf(found);
  await admission.admit(visitor, { as: 'shop' }, request);
  const [path = ''] = request.url.slice(base.length).split('?');
  if (base !== '' && path === '/') return reply.redirect(base, 308);
  if (path === '/robots.txt') {
    reply.header('cache-control', 'public, max-age=3600').type('text/plain; charset=utf-8');
    return reply.send(robots(addressOf(found, publicOrigin())));
  }
  const seen = {
    shop: found,
    view: await context.views.of(visitor, request, undefined, chosenCurrency(request)),
  };
  const currency = askedFor(request);
  if (currency !== undefined) return choose(request, reply, { currency, view: seen.view, base });
  const previewed = await choosePreview(context, request, reply, { shop: found, base });
  if (previewed) return previewed;
  const { shop, view, asked } = await lookedAt(context, request.query, seen);
  const parts = partsOf(path);
  if (parts?.[0] === 'theme') return sendAsset(context, reply, { shop, base, path: parts.slice(1) });
  const theme = await themeAt(context, request, shop);
  if (asked || theme?.preview) reply.header('x-robots-tag', 'noindex');
  const file = await appFile(path, base, view.store);
  if (file) {
    // A worker has a policy of its own: it asks this origin and nobody else.
    reply.header('content-security-policy', "default-src 'none'; connect-src 'self'");
    reply.header('cache-control', 'no-cache').header('service-worker-allowed', base || '/');
    return reply.type(file.type).send(file.body);
  }
  const script = (await context.widget.pinned()) ?? null;
  const written = theme && context.themes.pageTheme(theme);
  const writer = new PageWriter(context, { shop, view, base, publicOrigin: publicOrigin(), script, theme: written });
  const style = lookStyle(view.store?.theme ?? null, shop.hosted.fonts, theme?.theme.colours).hash;
  const scripts = script ? [...(await context.widget.names())] : [];
  // The checkout, where addresses are written, is never a theme's and runs none of its scripts.
  if (theme && base === '' && parts?.[0] !== 'checkout')
    scripts.push(...theme.theme.scripts.map((name) => `theme/${theme.theme.id}/${name}`));
  reply
    .header('content-security-policy', contentPolicy(request, scripts, style))
    .header('referrer-policy', 'strict-origin-when-cross-origin')
    .header('cross-origin-resource-policy', 'same-origin')
    // Pages are of a currency that somebody chose, which a cookie tells.
    .header('vary', 'Cookie')
    .header('cache-control', 'no-cache');
  const shown = (page: Writing): Promise<Pick<CachedAnswer, 'body'> & { etag?: string }> => {
    if (theme?.preview) return previewOf(writer, page);
    // What a page was written with is in its name: who began to write before a store was changed keeps nothing for after it.
    const by = sha1(JSON.stringify([base, script?.name, shop, view.store]));
    return kept(context, shop, `${view.key} page ${by} ${page.name}`, page);
  };
  if (theme?.preview) reply.header('cache-control', 'no-store');
  try {
    const toCome = parts?.[0] === 'preview' && parts.length === 2 && (await writer.pageToCome(parts[1] ?? ''));
    // Looked at by who writes it: never kept, and told to nobody.
    if (toCome) return reply.header('cache-control', 'no-store').type('text/html; charset=utf-8').send(toCome);
    const page = parts && writer.page(parts, request.query);
    if (!page) throw notFound('page');
    const { body, etag } = await shown(page);
    if (etag !== undefined) reply.header('etag', etag);
    if (etag !== undefined && request.headers['if-none-match'] === etag) return reply.status(304).send();
    return reply.type(page.type).send(body);
  } catch (error) {
    if (error instanceof Elsewhere) return reply.redirect(base + error.path, 302);
    if (!isMissing(error)) throw error;
    const lost = writer.missing();
    const { body } = await shown(lost);
    return reply.status(404).type(lost.type).send(body);
  }
}

/** For whoever writes the theme: what is wrong in it stands in the place of the page. */
async function previewOf(writer: PageWriter, page: Writing): Promise<{ body: Buffer }> {
  try {
    return { body: Buffer.from((await page.write()).text) };
  } catch (error) {
    if (!(error instanceof TemplateFault)) throw error;
    const view = await writer.view();
    return { body: Buffer.from(pageText(view, faultPage(view, error))) };
  }
}

const sha1 = (content: string | Buffer): string => createHash('sha1').update(content).digest('base64url');

/** What makes a program of the shop on a phone. */
async function appFile(path: string, base: string, store: StoreRow | undefined): Promise<Asset | undefined> {
  if (path === '/worker.js') return { type: 'text/javascript; charset=utf-8', body: await workerText() };
  if (path === '/icon.svg') return { type: 'image/svg+xml', body: Buffer.from(icon(store)) };
  if (path !== '/manifest.webmanifest') return undefined;
  return { type: 'application/manifest+json', body: Buffer.from(JSON.stringify(manifest(store, base))) };
}

/** Kept beside the answers of the shop API, and taken out by the same events. */
function kept(context: StorefrontContext, { tenantId }: HostedShop, key: string, page: Writing): Promise<CachedAnswer> {
  const read = async (): Promise<CachedAnswer> => {
    const { text, variantIds } = await page.write();
    const body = Buffer.from(text);
    return { body, etag: `"${sha1(body)}"`, variantIds };
  };
  return context.cache.answer(tenantId, key, read, page.mostMs);
}
