import type { FastifyReply, FastifyRequest } from 'fastify';
import { currencyCode, type ShopView } from '../shop-views.ts';

const COOKIE = 'shop-currency';
/** Half a year: whoever comes back later is shown the shop's own again. */
const KEPT_S = 15_552_000;

/** What this browser's shopper chose at this shop; undefined: nothing. */
export function chosenCurrency({ headers }: FastifyRequest): string | undefined {
  for (const pair of (headers.cookie ?? '').split(';')) {
    const [name = '', value = ''] = pair.split('=').map((part) => part.trim());
    if (name === COOKIE) return currencyCode(value);
  }
  return undefined;
}

/** `?currency=USD`, as the links at the foot have it. */
export const askedFor = ({ query }: FastifyRequest): string | undefined =>
  currencyCode((query as { currency?: unknown } | undefined)?.currency);

/**
 * Keeps what was asked for and leads back to the page, so that its address stays the one that everybody has. It says what somebody
 * wants to see and nothing of who they are, and goes nowhere but to the pages of this shop.
 * @param base of the shop's pages
 */
export function choose(
  request: FastifyRequest,
  reply: FastifyReply,
  { currency, view, base }: { readonly currency: string; readonly view: ShopView; readonly base: string },
): FastifyReply {
  const own = view.store?.currency;
  const sold = view.store?.currencies.some((one) => one.currency === currency);
  if (currency === own || sold) {
    const secure = request.protocol === 'https' ? '; Secure' : '';
    const age = currency === own ? 0 : KEPT_S;
    reply.header(
      'set-cookie',
      `${COOKIE}=${currency}; Path=${base || '/'}; Max-Age=${age}; HttpOnly; SameSite=Lax${secure}`,
    );
  }
  return reply.header('cache-control', 'no-store').redirect(pageBefore(request), 303);
}

/** The page itself, with what else was asked of it; a list that was narrowed stays so, which the page it was chosen on tells. */
function pageBefore({ url, headers, host }: FastifyRequest): string {
  const asked = new URL(url, 'http://shop.invalid');
  const { referer = '' } = headers;
  const came = URL.canParse(referer) ? new URL(referer) : null;
  const query = came?.host === host && came.pathname === asked.pathname ? came.searchParams : asked.searchParams;
  query.delete('currency');
  // Two strokes at its beginning would lead to somebody else's host.
  return asked.pathname.replace(/^\/+/, '/') + (query.size > 0 ? `?${query}` : '');
}
