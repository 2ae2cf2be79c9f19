// Keeps the pages of one hosted shop that were looked at, to be read without a connection. What is about one shopper, and what
// the shop API says, is never kept: a basket or a price to pay is asked for, or it is not there.
const { searchParams } = new URL(location.href);
const base = searchParams.get('base') ?? '';
const PAGES = `pages ${base}`;
const FILES = `files ${base}`;
const MOST = { [PAGES]: 60, [FILES]: 120 };

const pathIn = ({ origin, pathname }) => {
  if (origin !== location.origin) return null;
  if (base === '') return pathname;
  return pathname === base || pathname.startsWith(`${base}/`) ? pathname.slice(base.length) || '/' : null;
};
/** First page, categories, products and what the shop says beside them */
const isCatalogue = (path) => path === '/' || /^\/(?:[cp]|pages)\//.test(path);
/** Named by their content, or drawings: the same whenever they are asked for */
const isFile = ({ origin, pathname }) =>
  origin === location.origin &&
  (/^\/(hosted\/[^/]+|tillhouse-[\w-]+\.js|media\/samples\/[^/]+)$/.test(pathname) ||
    /^\/theme\/[^/]+\/[^/]+$/.test(pathIn({ origin, pathname }) ?? ''));

async function keep(name, request, answer) {
  const cache = await caches.open(name);
  await cache.delete(request);
  await cache.put(request, answer);
  const keys = await cache.keys();
  for (const oldest of keys.slice(0, Math.max(0, keys.length - MOST[name]))) await cache.delete(oldest);
}

/** As it is now; without a connection as it was when it was looked at. */
async function page(event) {
  try {
    const answer = await fetch(event.request);
    const kept = answer.headers.get('cache-control') !== 'no-store';
    if (answer.ok && kept && answer.type === 'basic' && !answer.redirected)
      event.waitUntil(keep(PAGES, event.request.url, answer.clone()));
    return answer;
  } catch (error) {
    const cache = await caches.open(PAGES);
    const known = (await cache.match(event.request.url)) ?? (await cache.match(`${location.origin}${base || '/'}`));
    if (known) return known;
    throw error;
  }
}

async function file(event) {
  const known = await (await caches.open(FILES)).match(event.request);
  if (known) return known;
  const answer = await fetch(event.request);
  if (answer.ok) event.waitUntil(keep(FILES, event.request, answer.clone()));
  return answer;
}

addEventListener('install', () => skipWaiting());
addEventListener('activate', (event) => event.waitUntil(clients.claim()));
addEventListener('fetch', (event) => {
  const { request } = event;
  if (request.method !== 'GET') return;
  const url = new URL(request.url);
  if (isFile(url)) return event.respondWith(file(event));
  const path = request.mode === 'navigate' ? pathIn(url) : null;
  if (path !== null && isCatalogue(path)) event.respondWith(page(event));
});

/** News of an order, encrypted for this browser alone; what is none of ours is not shown. */
function news(data) {
  try {
    const { title, body, lang, order } = data.json();
    if (typeof title !== 'string' || typeof order !== 'string') return undefined;
    const icon = `${base}/icon.svg`;
    return registration.showNotification(title, {
      body,
      lang,
      icon,
      tag: `order ${order}`,
      renotify: true,
      data: { order },
    });
  } catch {
    return undefined;
  }
}

/** The page of the order, where it is open, or anew; which order it is was left by the page that asked for the news. */
async function openOrder(order) {
  const cache = await caches.open(`news ${base}`);
  const way = await cache.match(`${location.origin}${base}/order?news=${order}`);
  const page = `${location.origin}${base}/order`;
  const address = page + (way ? await way.text() : '');
  const all = await clients.matchAll({ type: 'window' });
  const open = all.find(({ url }) => url.split(/[?#]/)[0] === page);
  if (!open) return clients.openWindow(address);
  await open.focus();
  return open.navigate(address);
}

addEventListener('push', (event) => event.waitUntil(news(event.data)));
addEventListener('notificationclick', (event) => {
  event.notification.close();
  event.waitUntil(openOrder(event.notification.data?.order));
});
