import type { Route } from '../../../platform/http/route.ts';
import type { IdentityContext } from '../context.ts';
import { lifeRoutes } from './life-routes.ts';
import { invitationRoutes } from './invitation-routes.ts';
import { ownershipRoutes } from './ownership-routes.ts';
import { peopleRoutes } from './people-routes.ts';

export function tenantRoutes(context: IdentityContext): Route[] {
  return [...invitationRoutes(context), ...peopleRoutes(context), ...ownershipRoutes(context), ...lifeRoutes(context)];
}
