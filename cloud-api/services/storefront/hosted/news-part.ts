import { spokenIn } from '../../../platform/words/spoken.ts';
import { html, type Markup } from '../../../platform/http/markup.ts';

interface Words {
  readonly title: string;
  readonly what: string;
  readonly start: string;
  readonly on: string;
  readonly stop: string;
  readonly off: string;
  readonly barred: string;
  readonly failed: string;
}

export const en: Words = {
  title: 'News of this order',
  what: 'This device shows a notice when the order is sent, arrives, is ready, is held up, is cancelled or paid back, and nothing else. You can stop it here at any time.',
  start: 'Tell me on this device',
  on: 'On: this device is told of this order.',
  stop: 'Stop',
  off: 'Off: this device is told nothing more.',
  barred: 'This browser blocks notices from this shop. Its settings for this page allow them again.',
  failed: 'That did not work, and nothing was changed. Please try again in a moment.',
};
const words = spokenIn<Words>('newsPart', en);

/** Under an order: shown by `order-news.js` where the browser can be told, and an order is looked at. */
export function newsPart(locale: string): Markup {
  const { title, what, start, on, stop, off, barred, failed } = words(locale);
  return html`<section class="order-news" data-order-news data-on="${on}" data-off="${off}" data-barred="${barred}" data-failed="${failed}" aria-labelledby="order-news" hidden>
<h2 id="order-news">${title}</h2><p>${what}</p><p role="status"></p>
<button type="button" class="button" data-start>${start}</button><button type="button" class="button" data-stop hidden>${stop}</button>
</section>`;
}
