import * as z from 'zod';
import type { KeysState } from '../../bridge/key-views.ts';
import { type Calls, call } from '../define-call.ts';
import { asking, none } from '../session/asking.ts';
import { askAsPerson, type Asked, askWith, cloudUrlOf, hasSignIn } from '../session/cloud-sign-ins.ts';

const text = z.string().trim().min(1).max(500);
const texts = z.array(text).max(200);
const one = z.strictObject({ id: z.uuid() });
const instant = z.number();

const keys = z.object({
  keys: z.array(
    z.object({
      id: z.string(),
      kind: z.enum(['publishable', 'secret']),
      name: z.string(),
      shown: z.string(),
      scopes: z.array(z.string()),
      origins: z.array(z.string()),
      storeId: z.string().nullable(),
      createdAt: instant,
      lastUsedAt: instant.nullable(),
      endsAt: instant.nullable(),
    }),
  ),
});
const apps = z.object({
  apps: z.array(
    z.object({
      id: z.string(),
      name: z.string(),
      authentication: z.enum(['secret', 'key', 'none']),
      grants: z.array(z.string()),
      redirectUris: z.array(z.string()),
      permissions: z.array(z.string()),
      createdAt: instant,
      lastUsedAt: instant.nullable(),
    }),
  ),
});
const widget = z.object({ pinned: z.string(), integrity: z.string() });
const made = z.object({ id: z.string(), key: z.string() });

const newKey = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('publishable'), name: text, origins: texts, storeId: z.uuid().optional() }),
  z.strictObject({ kind: z.literal('secret'), name: text, scopes: texts }),
]);
const newApp = z.strictObject({
  name: text,
  authentication: z.enum(['secret', 'none']),
  grants: z.array(z.enum(['authorization_code', 'client_credentials'])),
  redirectUris: texts,
  permissions: texts,
});

/** Keys and apps are kept in the cloud, and made there: a desk shows what it was told this once and keeps none of it. */
export const keyCalls = {
  'keys.state': call(z.strictObject({}), async (host, window): Promise<KeysState> => {
    if (!hasSignIn(host, window)) return null;
    const known = await askAsPerson(host, window, { method: 'GET', path: '/auth/api-keys', answer: keys });
    const registered = await askAsPerson(host, window, { method: 'GET', path: '/auth/apps', answer: apps });
    const cloudUrl = cloudUrlOf(host);
    // A cloud that serves no widget still has keys.
    const script = await askWith(cloudUrl, { method: 'GET', path: '/shop/v1/widget', answer: widget }).catch(
      () => null,
    );
    return { cloudUrl, ...known, ...registered, widget: script };
  }),
  'keys.make': asking(newKey, (body) => ({ method: 'POST', path: '/auth/api-keys', body, answer: made })),
  'keys.change': asking(
    z.strictObject({ id: z.uuid(), name: text, origins: texts.optional(), storeId: z.uuid().nullable().optional() }),
    ({ id, ...body }): Asked<null> => ({ method: 'PATCH', path: `/auth/api-keys/${id}`, body, answer: none }),
  ),
  'keys.rotate': asking(
    z.strictObject({ id: z.uuid(), keepHours: z.number().int().min(0).max(168) }),
    ({ id, ...body }) => ({ method: 'POST', path: `/auth/api-keys/${id}/rotate`, body, answer: made }),
  ),
  'keys.revoke': asking(
    one,
    ({ id }): Asked<null> => ({
      method: 'DELETE',
      path: `/auth/api-keys/${id}`,
      answer: none,
    }),
  ),
  'apps.register': asking(newApp, (body) => ({
    method: 'POST',
    path: '/auth/apps',
    body,
    answer: z.object({ id: z.string(), secret: z.string().nullable() }),
  })),
  'apps.rotateSecret': asking(one, ({ id }) => ({
    method: 'POST',
    path: `/auth/apps/${id}/secret`,
    answer: z.object({ secret: z.string() }),
  })),
  'apps.revoke': asking(one, ({ id }): Asked<null> => ({ method: 'DELETE', path: `/auth/apps/${id}`, answer: none })),
} satisfies Partial<Calls>;
