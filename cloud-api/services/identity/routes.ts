import type { Route } from '../../platform/http/route.ts';
import { apiKeyRoutes } from './api-key-routes.ts';
import type { IdentityContext } from './context.ts';
import { deviceRoutes } from './device-routes.ts';
import { ceremonyRoutes } from './factors/ceremony-routes.ts';
import { passkeyRoutes } from './factors/passkey-routes.ts';
import { passwordRoutes } from './factors/password-routes.ts';
import { proveRoutes } from './factors/prove-routes.ts';
import { totpRoutes } from './factors/totp-routes.ts';
import { appRoutes } from './oauth/app-routes.ts';
import { operatorRoutes } from './operator/routes.ts';
import { sessionRoutes } from './session-routes.ts';
import { sessionListRoutes } from './sessions/session-list-routes.ts';
import { shopperRoutes } from './shoppers/shopper-routes.ts';
import { shopperSessionRoutes } from './shoppers/shopper-session-routes.ts';
import { tenantRoutes } from './tenants/routes.ts';

export function identityRoutes(context: IdentityContext): Route[] {
  return [
    ...sessionRoutes(context),
    ...sessionListRoutes(context),
    ...proveRoutes(context),
    ...passkeyRoutes(context),
    ...ceremonyRoutes(context),
    ...totpRoutes(context),
    ...passwordRoutes(context),
    ...deviceRoutes(context),
    ...apiKeyRoutes(context),
    ...appRoutes(context),
    ...tenantRoutes(context),
    ...operatorRoutes(context),
    ...shopperRoutes(context),
    ...shopperSessionRoutes(context),
  ];
}
