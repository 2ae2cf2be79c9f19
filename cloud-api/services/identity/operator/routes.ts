import type { Route } from '../../../platform/http/route.ts';
import type { IdentityContext } from '../context.ts';
import { operatorFactorRoutes } from './factor-routes.ts';
import { operatorSessionRoutes } from './session-routes.ts';
import { operatorTenantRoutes } from './tenant-routes.ts';
import { visitRoutes } from './visit-routes.ts';

export function operatorRoutes(context: IdentityContext): Route[] {
  return [
    ...operatorSessionRoutes(context),
    ...operatorFactorRoutes(context),
    ...operatorTenantRoutes(context),
    ...visitRoutes(context),
  ];
}
