import type { ApiKeyRow, AppRow, KeysState } from '../../../bridge/key-views.ts';
import { NOW } from './catalog.ts';

const HOUR = 3_600_000;
const id = (n: number): string => `5b0f6a1e-0000-4000-8000-0000000001${String(n).padStart(2, '0')}`;

const page = { kind: 'publishable', scopes: [], storeId: null, endsAt: null } as const;
const program = { kind: 'secret', origins: [], storeId: null, endsAt: null } as const;
const keys: ApiKeyRow[] = [
  {
    ...page,
    id: id(1),
    name: 'Web shop',
    shown: 'pk_larkhall_web_shop_4nB7',
    origins: ['https://shop.larkhall.example', 'https://larkhall.example'],
    createdAt: NOW - 90 * 24 * HOUR,
    lastUsedAt: NOW - HOUR / 2,
  },
  {
    ...page,
    id: id(2),
    name: 'Christmas page of the agency',
    shown: 'pk_larkhall_agency_9xQ2',
    origins: ['*'],
    createdAt: NOW - 20 * 24 * HOUR,
    lastUsedAt: null,
  },
  {
    ...program,
    id: id(3),
    name: 'Nightly stock report',
    shown: 'sk_9fR21kQ',
    scopes: ['products.view', 'stock.view', 'orders.view'],
    createdAt: NOW - 300 * 24 * HOUR,
    lastUsedAt: NOW - 9 * HOUR,
    endsAt: NOW + 23 * HOUR,
  },
  {
    ...program,
    id: id(4),
    name: 'Nightly stock report',
    shown: 'sk_Tz07aLw',
    scopes: ['products.view', 'stock.view', 'orders.view'],
    createdAt: NOW - HOUR,
    lastUsedAt: NOW - 26 * HOUR,
  },
];
const apps: AppRow[] = [
  {
    id: id(11),
    name: 'Ledgerly bookkeeping',
    authentication: 'secret',
    grants: ['authorization_code'],
    redirectUris: ['https://ledgerly.example/callback'],
    permissions: ['ledger.view', 'orders.view'],
    createdAt: NOW - 40 * 24 * HOUR,
    lastUsedAt: NOW - 3 * HOUR,
  },
];
const widget = {
  pinned: '/tillhouse-loader-4f1c2a9be07d.js',
  integrity: 'sha384-oqVuAfXRKap7fdgcCY5uykM6+R9GqQ8K/uxy9rx7HNQlGYl1kPzQho1wx4JwY8wC',
};
const state: KeysState = { cloudUrl: 'https://cloud.larkhall.example', keys, apps, widget };

/** A cloud that knows keys and apps, and makes new ones. @param alone nobody signed in to it at this desk */
export function keysAnswer(name: string, args: Record<string, unknown>, alone: boolean): unknown {
  if (name === 'keys.state') return alone ? null : state;
  if (name === 'keys.make' || name === 'keys.rotate') {
    const mark = args.kind === 'publishable' ? 'pk' : 'sk';
    return { id: id(90), key: `${mark}_shown_this_once_in_the_sample_and_opens_nothing` };
  }
  if (name === 'apps.register') return { id: id(91), secret: 'cs_shown_this_once_in_the_sample_and_opens_nothing' };
  if (name === 'apps.rotateSecret') return { secret: 'cs_shown_this_once_in_the_sample_and_opens_nothing' };
  return null;
}
