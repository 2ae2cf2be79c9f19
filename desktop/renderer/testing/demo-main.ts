import { setClock } from '../data/clock.ts';
import { NOW } from './demo/catalog.ts';
import { type DemoChoices, demoBridge } from './demo-bridge.ts';

/** The screens over the sample desk. Choices come in the address: `?session=locked&basket=full&offline=7`. */
const search = new URLSearchParams(location.search);
const offline = search.get('offline');
const calm = search.get('sync') === 'calm';
const choices: DemoChoices = {
  session: (search.get('session') as DemoChoices['session']) ?? 'open',
  basket: (search.get('basket') as DemoChoices['basket']) ?? 'empty',
  ...(search.has('webShop') && { webShop: 'none' as const }),
  ...(search.has('delivery') && { delivery: 'none' as const }),
  ...(search.has('carriers') && { carriers: 'none' as const }),
  ...(search.has('promotions') && { promotions: search.get('promotions') as 'none' }),
  ...(search.has('thanks') && { thanks: true }),
  ...(search.has('printer') && { printer: true }),
  ...(search.has('terminal') && { terminal: search.get('terminal') as 'approves' }),
  alone: search.has('alone'),
  ...(search.has('yes') && { yes: search.get('yes') ?? '' }),
  ...(search.has('prove') && { prove: search.get('prove') ?? '' }),
  ...(search.has('person') && { person: search.get('person') ?? '' }),
  ...(search.has('products') && { products: Number(search.get('products')) }),
  sync: offline
    ? {
        state: 'offline',
        since: Date.UTC(2026, 10, 23, 10, 42),
        waiting: Number(offline),
        waitingSales: Number(offline),
        needsAttention: 0,
      }
    : search.get('sync') === 'not-let-in'
      ? {
          state: 'failing',
          problem:
            'This device was revoked. What it did is safe in its file, and selling goes on at it. An owner makes a code; with that it is enrolled again on its sync page and sends all that waits. What was done here is safe in this desk and goes on waiting.',
          problemCode: 'auth.device-revoked',
          needsAttention: 0,
        }
      : calm
        ? { state: 'synced', waiting: 0, needsAttention: 0 }
        : {},
};
const dir = search.get('dir');
if (dir) document.documentElement.dir = dir;
const started = Date.now();
setClock(() => NOW + (Date.now() - started));
const bridge = demoBridge(choices);
Object.assign(globalThis, { demo: bridge });
// The router must not take the choices for its own: hash addresses carry the search of the page along.
history.replaceState(null, '', `${location.pathname}${location.hash}`);
const element = document.getElementById('root');
if (element) void import('../app/start.tsx').then(({ start }) => start(bridge, element));
