import { healthRoutes } from '@tillhouse/cloud-api/platform/http/health-routes.ts';
import type { Route } from '@tillhouse/cloud-api/platform/http/route.ts';
import { commerceRoutes } from '@tillhouse/cloud-api/services/commerce/routes.ts';
import { identityRoutes } from '@tillhouse/cloud-api/services/identity/routes.ts';
import { paymentRoutes } from '@tillhouse/cloud-api/services/payments/routes.ts';
import { storefrontRoutes } from '@tillhouse/cloud-api/services/storefront/routes.ts';
import { stepUpFor } from '@tillhouse/cloud-api/platform/auth/step-up.ts';
import { code, groupBy, page, table } from './markdown.ts';

/** Routes only close over what they work on, so declaring them needs none of it. */
const nothing = {} as never;

const who: Record<Route['definition']['access']['as'], string> = {
  open: 'anybody',
  staff: 'a person or a secret key',
  person: 'a person',
  device: 'a device',
  shop: 'a publishable key',
  shopper: 'a shopper',
  operator: 'an operator of the platform',
};

export function endpointsPage(): string {
  const routes = [
    ...healthRoutes(nothing),
    ...identityRoutes(nothing),
    ...commerceRoutes(nothing),
    ...storefrontRoutes(nothing),
    ...paymentRoutes({ context: nothing, payments: nothing }),
  ];
  const rows = routes.map(({ definition }) => {
    const { access } = definition;
    const permission = 'permission' in access && access.permission ? `, ${code(access.permission)}` : '';
    const stepUp = stepUpFor(`${definition.method} ${definition.path}`, access);
    const fresh = stepUp ? ', fresh factor' : '';
    return {
      tag: definition.tag,
      cells: [code(`${definition.method} ${definition.path}`), definition.summary, who[access.as] + permission + fresh],
    };
  });
  const body = groupBy(rows, (row) => row.tag)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([tag, of]) => [
      `## ${tag}`,
      '',
      ...table(
        ['address', 'what it does', 'who may'],
        of.map(({ cells }) => cells).sort((a, b) => ((a[0] ?? '') < (b[0] ?? '') ? -1 : 1)),
      ),
    ]);
  return page('Endpoints', 'Of the cloud, with all services. Schemas are in `/openapi.json` of a running cloud.', body);
}
