// Under an order: whoever presses is told of it by this browser, until they press again. Nobody is asked unless they press.
{
  const part = document.querySelector('[data-order-news]');
  const shop = document.querySelector('script[data-key]');
  const can = 'serviceWorker' in navigator && 'PushManager' in window && 'Notification' in window;
  if (part && shop && can && worker) newsOf(part, shop);
}

function newsOf(part, { src, dataset: { key, currency } }) {
  const [start, stop, status] = ['[data-start]', '[data-stop]', '[role=status]'].map((at) => part.querySelector(at));
  const place = `tillhouse-checkout:${new URL('/', src).href.replace(/\/+$/, '')}|${key}`;
  const keptAt = ({ id }) => `${location.origin}${base}/order?news=${id}`;
  const kept = () => caches.open(`news ${base}`);

  /** Named in the address, which the widget empties as it takes it over; else the one that it keeps. */
  function order() {
    const led = new URLSearchParams(location.hash.slice(1));
    const [id, token] = [led.get('th-order'), led.get('th-token')];
    if (id && token) return { id, token };
    try {
      const [own] = [currency ? `${place}|${currency}:order` : null, `${place}:order`].flatMap((name) =>
        name ? (JSON.parse(localStorage.getItem(name)) ?? []) : [],
      );
      return own?.id && own.token ? own : null;
    } catch {
      return null;
    }
  }

  async function ask(path, { token } = {}, body) {
    const headers = { authorization: `Bearer ${key}`, ...(token && { 'order-token': token }) };
    const sent = body && { method: 'POST', body: JSON.stringify(body) };
    if (body) headers['content-type'] = 'application/json';
    const answer = await fetch(path, { ...sent, headers, credentials: 'omit' });
    if (!answer.ok) throw new Error(`${path} ${answer.status}`);
    return answer.json();
  }
  const at = ({ id }, more = '') => `/shop/v1/orders/${encodeURIComponent(id)}/push${more}`;
  const manager = async () => (await navigator.serviceWorker.ready).pushManager;

  async function subscribed() {
    const { publicKey } = await ask('/shop/v1/push-key');
    const pushes = await manager();
    const of = { userVisibleOnly: true, applicationServerKey: publicKey };
    // One of another key, of before this shop had moved here, takes nothing of ours.
    return pushes.subscribe(of).catch(async () => {
      await (await pushes.getSubscription())?.unsubscribe();
      return pushes.subscribe(of);
    });
  }

  async function begin(one) {
    const { endpoint, keys } = (await subscribed()).toJSON();
    await ask(at(one), one, { endpoint, keys, locale: document.documentElement.lang });
    // For the worker, which leads back to the order: its token stays in this browser.
    const way = `#th-order=${encodeURIComponent(one.id)}&th-token=${encodeURIComponent(one.token)}`;
    await (await kept()).put(keptAt(one), new Response(way));
  }

  async function end(one) {
    const pushes = await manager();
    const own = await pushes.getSubscription();
    if (own) await ask(at(one, '/stop'), one, { endpoint: own.endpoint });
    const cache = await kept();
    await cache.delete(keptAt(one));
    if ((await cache.keys()).length === 0) await own?.unsubscribe();
  }

  async function isOn(one) {
    if (Notification.permission !== 'granted' || !(await (await kept()).match(keptAt(one)))) return false;
    return (await (await manager()).getSubscription()) !== null;
  }

  /** Also where a theme gives its buttons a display of their own, which outdoes `hidden`. */
  function reveal(element, is) {
    element.hidden = !is;
    element.style.display = is ? '' : 'none';
  }

  async function show(said = '') {
    const one = order();
    const on = one !== null && (await isOn(one).catch(() => false));
    const barred = Notification.permission === 'denied';
    // What has the focus does not vanish under it.
    const focused = part.contains(document.activeElement);
    reveal(part, one !== null);
    reveal(start, !on && !barred);
    reveal(stop, on);
    status.textContent = on ? part.dataset.on : barred ? part.dataset.barred : said;
    if (focused) (on ? stop : start).focus();
  }

  async function press(button, change) {
    const one = order();
    if (!one || button.getAttribute('aria-disabled')) return;
    button.setAttribute('aria-disabled', 'true');
    const said = await change(one).catch(() => part.dataset.failed);
    button.removeAttribute('aria-disabled');
    await show(said);
  }

  start.addEventListener('click', () =>
    press(start, async (one) => {
      if ((await Notification.requestPermission()) === 'granted') await begin(one);
    }),
  );
  stop.addEventListener('click', () =>
    press(stop, async (one) => {
      await end(one);
      return part.dataset.off;
    }),
  );
  addEventListener('hashchange', () => show());
  show();
}
