/** What can be told of an order. */
export type NewsKind = 'sent' | 'part' | 'handed' | 'cancelled' | 'refunded';

/** `{number}` and `{store}` are put in. */
interface NewsWords extends Readonly<Record<NewsKind, string>> {
  readonly body: string;
}

const en: NewsWords = {
  sent: 'Order {number} is on its way',
  part: 'A part of order {number} is on its way',
  handed: 'Order {number} was handed over',
  cancelled: 'Order {number} was cancelled',
  refunded: 'Money for order {number} is on its way back',
  body: '{store}: open it to see how it stands.',
};
const words: Readonly<Record<string, NewsWords>> = {
  en,
  de: {
    sent: 'Bestellung {number} ist unterwegs',
    part: 'Ein Teil der Bestellung {number} ist unterwegs',
    handed: 'Bestellung {number} wurde übergeben',
    cancelled: 'Bestellung {number} wurde storniert',
    refunded: 'Geld für Bestellung {number} ist auf dem Weg zurück',
    body: '{store}: öffnen, um zu sehen, wie es steht.',
  },
  fr: {
    sent: 'La commande {number} est en route',
    part: 'Une partie de la commande {number} est en route',
    handed: 'La commande {number} a été remise',
    cancelled: 'La commande {number} a été annulée',
    refunded: 'Un remboursement de la commande {number} est en route',
    body: '{store} : ouvrez pour voir où elle en est.',
  },
  es: {
    sent: 'El pedido {number} está en camino',
    part: 'Una parte del pedido {number} está en camino',
    handed: 'El pedido {number} se ha entregado en mano',
    cancelled: 'El pedido {number} se ha cancelado',
    refunded: 'El dinero del pedido {number} va de vuelta',
    body: '{store}: ábralo para ver cómo está.',
  },
  it: {
    sent: 'L’ordine {number} è in viaggio',
    part: 'Una parte dell’ordine {number} è in viaggio',
    handed: 'L’ordine {number} è stato consegnato a mano',
    cancelled: 'L’ordine {number} è stato annullato',
    refunded: 'Il denaro dell’ordine {number} sta tornando',
    body: '{store}: lo apra per vedere a che punto è.',
  },
  nl: {
    sent: 'Bestelling {number} is onderweg',
    part: 'Een deel van bestelling {number} is onderweg',
    handed: 'Bestelling {number} is overhandigd',
    cancelled: 'Bestelling {number} is geannuleerd',
    refunded: 'Geld voor bestelling {number} is op de terugweg',
    body: '{store}: open om te zien hoe het ermee staat.',
  },
  ar: {
    sent: 'الطلب {number} في الطريق إليك',
    part: 'جزء من الطلب {number} في الطريق إليك',
    handed: 'تم تسليم الطلب {number}',
    cancelled: 'أُلغي الطلب {number}',
    refunded: 'المبلغ المسترد للطلب {number} في طريقه إليك',
    body: '{store}: افتح لترى حالة الطلب.',
  },
};

/** @param locale BCP 47; a language that there are no words for reads English */
export function newsText(
  locale: string,
  kind: NewsKind,
  { number, store }: { readonly number: string; readonly store: string },
): { readonly title: string; readonly body: string; readonly lang: string } {
  const language = locale.split('-')[0] ?? '';
  const own = words[language];
  const { [kind]: title, body } = own ?? en;
  const put = (text: string): string => text.replace('{number}', () => number).replace('{store}', () => store);
  return { title: put(title), body: put(body), lang: own ? locale : 'en' };
}
