import { withLook, type ShopLook } from '@tillhouse/shared/domains/content/look-parts.ts';
import * as z from 'zod';
import { withTenant } from '../../../platform/db/transaction.ts';
import type { StorefrontContext } from '../context.ts';
import type { ShopView } from '../shop-views.ts';
import type { HostedShop } from './hosted-shops.ts';

const asked = z.object({ look: z.uuid() });

/**
 * The shop in a look that is not published, for who has the number of that version: `?look=…`. It is colours and two sentences; what
 * is on sale, for how much, stays as it is.
 */
export async function lookedAt(
  { pool }: Pick<StorefrontContext, 'pool'>,
  query: unknown,
  of: { readonly shop: HostedShop; readonly view: ShopView },
): Promise<{ readonly shop: HostedShop; readonly view: ShopView; readonly asked: boolean }> {
  const { data } = asked.safeParse(query ?? {});
  const { tenantId, storeId } = of.shop;
  const [row] = data
    ? await withTenant(pool, tenantId, (db) =>
        db.rows<{ look: ShopLook }>(
          'SELECT look FROM look_versions WHERE tenant_id = $1 AND id = $2 AND store_id = $3',
          [tenantId, data.look, storeId],
        ),
      )
    : [];
  if (!row || !of.view.store) return { ...of, asked: false };
  const { theme, hosted } = withLook(of.shop, row.look);
  return {
    shop: { ...of.shop, hosted: hosted ?? of.shop.hosted },
    view: { ...of.view, store: { ...of.view.store, theme } },
    asked: true,
  };
}
