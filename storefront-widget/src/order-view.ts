import type { TemplateResult } from 'lit';
import { Keeper, type KeptOrder } from './checkout-kept.ts';
import { checkoutStyles } from './checkout-styles.ts';
import { checkoutWords } from './checkout-words.ts';
import type { View, ViewHost } from './lazy-element.ts';
import { OrderPanel } from './order-panel.ts';
import { StoreLink } from './store-link.ts';

type OrderHost = ViewHost & { order?: string | null; token?: string | null };

/** `#th-order=…&th-token=…` of a letter: a fragment is sent to no server, and leaves the address at once. */
function orderInAddress(): KeptOrder | null {
  const led = new URLSearchParams(location.hash.slice(1));
  const [id, token] = [led.get('th-order'), led.get('th-token')];
  if (!id || !token) return null;
  history.replaceState(history.state, '', location.pathname + location.search);
  return { id, number: '', token };
}

/** In `<tillhouse-order order token store>`: how it stands; without attributes the one that was bought here last. */
export class OrderView implements View {
  readonly styles = checkoutStyles;
  readonly #host: OrderHost;
  readonly #link: StoreLink;
  readonly #panel: OrderPanel;

  constructor(host: ViewHost) {
    this.#host = host;
    this.#panel = new OrderPanel(
      () => host.requestUpdate(),
      () => host.bringPart('order'),
    );
    this.#link = new StoreLink(host, {
      read: async () => this.#find(),
      variantIds: () => [],
      apply: () => {},
      watch: (shop) => {
        this.#panel.shop = shop;
        const find = (): void => this.#find();
        addEventListener('hashchange', find);
        return [() => removeEventListener('hashchange', find), () => this.#panel.end()];
      },
    });
  }

  changed(): void {
    if (this.#host.order) this.#find();
  }

  #find(): void {
    const { order, token } = this.#host;
    const { shop } = this.#panel;
    if (!shop) return;
    const kept = new Keeper(shop.slot);
    const led = orderInAddress();
    if (led) kept.order = led;
    this.#panel.show(order && token ? { id: order, number: '', token } : kept.order);
  }

  render(): TemplateResult {
    return this.#panel.render(this.#link, checkoutWords(this.#link.locale), null);
  }
}
