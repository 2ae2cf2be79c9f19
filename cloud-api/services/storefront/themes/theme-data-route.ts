import { settledValues, themeSettings } from '@tillhouse/shared/domains/content/theme-parts.ts';
import * as z from 'zod';
import type { StaffCaller } from '../../../platform/auth/caller.ts';
import { withTenant } from '../../../platform/db/transaction.ts';
import { notFound } from '../../../platform/http/problem.ts';
import { type Route, route } from '../../../platform/http/route.ts';
import type { StorefrontContext } from '../context.ts';
import { type HostedShop, visitorOf } from '../hosted/hosted-shops.ts';
import { Elsewhere, isMissing, PageWriter } from '../hosted/write-pages.ts';
import { coloursOf } from './kept-themes.ts';
import { partsAtHome } from './own-parts.ts';
import { pageData } from './page-data.ts';
import { THEME_PAGES } from './theme-data.ts';

const written = z.object({
  page: z.enum(THEME_PAGES),
  data: z.record(z.string(), z.unknown()).describe('As `docs/reference/theme-data.md` says'),
  parts: z.object({
    ...{ head: z.string(), notes: z.string(), cartButton: z.array(z.string()) },
    ...{ buy: z.string(), cart: z.string(), account: z.string(), order: z.string() },
  }),
});

/** What templates get of a page of a shop, for whoever writes them at home. */
export function themeDataRoute(context: StorefrontContext): Route {
  return route(
    {
      method: 'POST',
      path: '/v1/theme-data',
      summary: 'What a theme gets of a page of a shop on the web',
      description:
        'The very data and elements that its templates are given, for `tillhouse theme dev`. `base` is put before links, so that they lead to where the theme is developed. Nothing is changed.',
      tag: 'Themes',
      access: { as: 'staff', permission: 'content.themes' },
      body: z.strictObject({
        storeId: z.uuid(),
        address: z
          .string()
          .regex(/^\//)
          .max(2_000)
          .describe('Of the page, after that of the shop, with its query: `/search?q=mug`'),
        settings: themeSettings,
      }),
      answers: { 200: { description: 'The page', schema: written } },
    },
    async ({ body, caller, request }) => {
      const { tenantId } = caller as StaffCaller;
      const shop = await shopOf(context, tenantId, body.storeId);
      const { pathname, searchParams } = new URL(body.address, 'http://shop.invalid');
      const view = await context.views.of(visitorOf(shop), request, undefined, undefined);
      const script = (await context.widget.pinned()) ?? null;
      const settings = settledValues(body.settings, {});
      let found: z.infer<typeof written> | undefined;
      const theme = {
        colours: coloursOf(body.settings, settings),
        write: async (...[of, page, facts]: Parameters<NonNullable<PageWriterTheme>['write']>) => {
          const parts = partsAtHome(of, page, facts);
          const data = pageData({ view: of, page, facts, settings, preview: true });
          found = { page: facts.kind, data, parts: { ...parts, cartButton: [...parts.cartButton] } };
          return '';
        },
      };
      const at = { shop, view, base: '', publicOrigin: context.publicOrigin(), script, theme };
      const writer = new PageWriter(context, at);
      const path = pathname === '/' ? [] : pathname.slice(1).split('/').map(decoded);
      try {
        await (writer.page(path, Object.fromEntries(searchParams)) ?? writer.missing()).write();
      } catch (error) {
        if (!isMissing(error) && !(error instanceof Elsewhere)) throw error;
        await writer.missing().write();
      }
      if (!found) throw notFound('page that is a theme’s');
      return found;
    },
  );
}

type PageWriterTheme = ConstructorParameters<typeof PageWriter>[1]['theme'];

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

/** A store that is no open shop may be written for too. */
async function shopOf({ pool }: StorefrontContext, tenantId: string, storeId: string): Promise<HostedShop> {
  const [row] = await withTenant(pool, tenantId, (db) =>
    db.rows<{ slug: string | null; hosted: HostedShop['hosted'] | null; domains: string[] }>(
      `SELECT s.slug, s.hosted, ARRAY(SELECT d.domain FROM store_domains d WHERE d.tenant_id = s.tenant_id AND d.store_id = s.id) AS domains
         FROM store_settings s WHERE s.tenant_id = $1 AND s.id = $2`,
      [tenantId, storeId],
    ),
  );
  if (!row) throw notFound('store');
  const hosted = row.hosted ?? { open: false, domain: null, fonts: 'classic' as const, headline: '', intro: '' };
  return { tenantId, storeId, slug: row.slug ?? '', hosted, domains: row.domains };
}
