import type { Route } from '../../platform/http/route.ts';
import type { CommerceContext } from './context.ts';
import { pushRoute } from './push-route.ts';
import { shapeRoute } from './shape-route.ts';

export function commerceRoutes(context: CommerceContext): Route[] {
  return [pushRoute(context), shapeRoute(context)];
}
