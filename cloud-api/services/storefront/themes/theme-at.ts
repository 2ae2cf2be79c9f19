import type { FastifyReply, FastifyRequest } from 'fastify';
import * as z from 'zod';
import { notFound } from '../../../platform/http/problem.ts';
import type { StorefrontContext } from '../context.ts';
import type { HostedShop } from '../hosted/hosted-shops.ts';
import type { ThemeAt } from './themes.ts';

const COOKIE = 'shop-theme';
const uuid = z.uuid();

function cookieOf({ headers }: FastifyRequest): string | undefined {
  for (const pair of (headers.cookie ?? '').split(';')) {
    const [name = '', value = ''] = pair.split('=').map((part) => part.trim());
    if (name === COOKIE) return uuid.safeParse(value).data;
  }
  return undefined;
}

/** The theme that a page is written with: the one that somebody looks at by its id before shoppers do, else the published one. */
export async function themeAt(
  { themes }: Pick<StorefrontContext, 'themes'>,
  request: FastifyRequest,
  shop: HostedShop,
): Promise<ThemeAt | undefined> {
  const previewed = cookieOf(request);
  const draft = previewed === undefined ? undefined : await themes.kept.version(shop, previewed);
  if (draft) return { theme: draft, preview: true };
  const { themeId } = shop.hosted;
  const theme = themeId === undefined ? undefined : await themes.kept.version(shop, themeId);
  return theme && { theme, preview: false };
}

/**
 * `?theme={id}`: from then on this browser sees the shop in that version, at all of its pages, until `?theme=none` or until it is
 * closed. Who has the id of a version sees it. @returns undefined where nothing was asked for
 */
export async function choosePreview(
  { themes }: Pick<StorefrontContext, 'themes'>,
  request: FastifyRequest,
  reply: FastifyReply,
  { shop, base }: { readonly shop: HostedShop; readonly base: string },
): Promise<FastifyReply | undefined> {
  const { theme: asked } = (request.query ?? {}) as { theme?: unknown };
  if (asked === undefined) return undefined;
  const id = uuid.safeParse(asked).data;
  if (asked !== 'none' && !(id && (await themes.kept.version(shop, id)))) throw notFound('theme');
  const secure = request.protocol === 'https' ? '; Secure' : '';
  const kept = asked === 'none' ? 'none; Max-Age=0' : String(id);
  reply.header('set-cookie', `${COOKIE}=${kept}; Path=${base || '/'}; HttpOnly; SameSite=Lax${secure}`);
  const { pathname, searchParams } = new URL(request.url, 'http://shop.invalid');
  searchParams.delete('theme');
  // Two strokes at its beginning would lead to somebody else's host.
  const to = pathname.replace(/^\/+/, '/') + (searchParams.size > 0 ? `?${searchParams}` : '');
  return reply.header('cache-control', 'no-store').redirect(to, 303);
}

/** A file of a theme, which never changes. Its type is fixed, and nothing in it runs but a script that a page names by its hash. */
export async function sendAsset(
  { themes }: Pick<StorefrontContext, 'themes'>,
  reply: FastifyReply,
  { shop, base, path }: { readonly shop: HostedShop; readonly base: string; readonly path: readonly string[] },
): Promise<FastifyReply> {
  const [id = '', name = ''] = path;
  // Below the cloud's own address shops share an origin: no script of one may run there.
  const barred = name.endsWith('.js') && base !== '';
  const asset = !barred && path.length === 2 && uuid.safeParse(id).success && (await themes.kept.asset(shop, id, name));
  if (!asset) throw notFound('file');
  return reply
    .header('cache-control', 'public, max-age=31536000, immutable')
    .header('content-security-policy', "default-src 'none'; style-src 'unsafe-inline'; sandbox")
    .header('x-content-type-options', 'nosniff')
    .header('cross-origin-resource-policy', 'same-origin')
    .type(asset.type)
    .send(asset.body);
}
