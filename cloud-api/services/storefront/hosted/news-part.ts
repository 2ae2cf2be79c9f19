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

const en: Words = {
  title: 'News of this order',
  what: 'This device shows a notice when the order is sent, handed over, cancelled or paid back, and nothing else. You can stop it here at any time.',
  start: 'Tell me on this device',
  on: 'On: this device is told of this order.',
  stop: 'Stop',
  off: 'Off: this device is told nothing more.',
  barred: 'This browser blocks notices from this shop. Its settings for this page allow them again.',
  failed: 'That did not work, and nothing was changed. Please try again in a moment.',
};
const words: Readonly<Record<string, Words>> = {
  en,
  de: {
    title: 'Neues zu dieser Bestellung',
    what: 'Dieses Gerät meldet, wenn die Bestellung verschickt, übergeben, storniert oder erstattet wird, und sonst nichts. Sie können es hier jederzeit beenden.',
    start: 'Auf diesem Gerät melden',
    on: 'An: dieses Gerät meldet Neues zu dieser Bestellung.',
    stop: 'Beenden',
    off: 'Aus: dieses Gerät meldet nichts mehr.',
    barred:
      'Dieser Browser lässt keine Meldungen dieses Ladens zu. In seinen Einstellungen zu dieser Seite lässt sich das ändern.',
    failed: 'Das ging nicht, und nichts wurde geändert. Bitte versuchen Sie es gleich noch einmal.',
  },
  fr: {
    title: 'Des nouvelles de cette commande',
    what: 'Cet appareil vous avertit quand la commande est expédiée, remise, annulée ou remboursée, et de rien d’autre. Vous pouvez l’arrêter ici à tout moment.',
    start: 'M’avertir sur cet appareil',
    on: 'Activé : cet appareil vous avertit de cette commande.',
    stop: 'Arrêter',
    off: 'Désactivé : cet appareil ne vous avertit plus.',
    barred:
      'Ce navigateur bloque les notifications de cette boutique. Ses réglages pour cette page permettent de les autoriser.',
    failed: 'Cela n’a pas marché, et rien n’a changé. Réessayez dans un instant.',
  },
  ar: {
    title: 'أخبار هذا الطلب',
    what: 'يعرض هذا الجهاز إشعارًا عند إرسال الطلب أو تسليمه أو إلغائه أو رد المبلغ، ولا شيء غير ذلك. يمكنك إيقافه هنا في أي وقت.',
    start: 'أخبرني على هذا الجهاز',
    on: 'مُفعّل: يُخبرك هذا الجهاز بأخبار هذا الطلب.',
    stop: 'إيقاف',
    off: 'متوقف: لن يُخبرك هذا الجهاز بشيء بعد الآن.',
    barred: 'يمنع هذا المتصفح إشعارات هذا المتجر. يمكن السماح بها من إعداداته لهذه الصفحة.',
    failed: 'لم ينجح ذلك ولم يتغير شيء. حاول مرة أخرى بعد قليل.',
  },
};

/** Under an order: shown by `order-news.js` where the browser can be told, and an order is looked at. */
export function newsPart(locale: string): Markup {
  const { title, what, start, on, stop, off, barred, failed } = words[locale.split('-')[0] ?? ''] ?? en;
  return html`<section class="order-news" data-order-news data-on="${on}" data-off="${off}" data-barred="${barred}" data-failed="${failed}" aria-labelledby="order-news" hidden>
<h2 id="order-news">${title}</h2><p>${what}</p><p role="status"></p>
<button type="button" class="button" data-start>${start}</button><button type="button" class="button" data-stop hidden>${stop}</button>
</section>`;
}
