/** What the letter that confirms an order says, by the language of its store. */
export interface LetterWords {
  /** `{number}` and `{store}` are put in */
  readonly subject: string;
  readonly thanks: string;
  readonly subtotal: string;
  readonly discount: string;
  readonly delivery: string;
  readonly tax: string;
  readonly total: string;
  /** What paid first, and what is left for the way to pay that was chosen */
  readonly 'gift-card': string;
  readonly 'store-credit': string;
  readonly rest: string;
  readonly goesTo: string;
  readonly follow: string;
}

const en: LetterWords = {
  subject: 'Your order {number} at {store}',
  thanks: 'Thank you, {name}. We have your order {number}.',
  subtotal: 'Goods',
  discount: 'Discount',
  delivery: 'Delivery',
  tax: 'of which tax',
  total: 'Total',
  'gift-card': 'Gift card',
  'store-credit': 'Store credit',
  rest: 'Left to pay',
  goesTo: 'It goes to:',
  follow: 'See how it stands:',
};

const words: Readonly<Record<string, LetterWords>> = {
  en,
  de: {
    subject: 'Ihre Bestellung {number} bei {store}',
    thanks: 'Vielen Dank, {name}. Ihre Bestellung {number} ist bei uns eingegangen.',
    subtotal: 'Waren',
    discount: 'Rabatt',
    delivery: 'Versand',
    tax: 'darin Steuer',
    total: 'Summe',
    'gift-card': 'Geschenkkarte',
    'store-credit': 'Guthaben',
    rest: 'Noch zu zahlen',
    goesTo: 'Sie geht an:',
    follow: 'So steht es um Ihre Bestellung:',
  },
  fr: {
    subject: 'Votre commande {number} chez {store}',
    thanks: 'Merci, {name}. Nous avons bien reçu votre commande {number}.',
    subtotal: 'Articles',
    discount: 'Remise',
    delivery: 'Livraison',
    tax: 'dont taxes',
    total: 'Total',
    'gift-card': 'Carte cadeau',
    'store-credit': 'Avoir',
    rest: 'Reste à payer',
    goesTo: 'Adresse de livraison :',
    follow: 'Suivre votre commande :',
  },
  es: {
    subject: 'Su pedido {number} en {store}',
    thanks: 'Gracias, {name}. Hemos recibido su pedido {number}.',
    subtotal: 'Artículos',
    discount: 'Descuento',
    delivery: 'Envío',
    tax: 'impuestos incluidos',
    total: 'Total',
    'gift-card': 'Tarjeta regalo',
    'store-credit': 'Saldo',
    rest: 'Resta por pagar',
    goesTo: 'Se envía a:',
    follow: 'Ver cómo va:',
  },
  it: {
    subject: 'Il suo ordine {number} presso {store}',
    thanks: 'Grazie, {name}. Abbiamo ricevuto il suo ordine {number}.',
    subtotal: 'Articoli',
    discount: 'Sconto',
    delivery: 'Spedizione',
    tax: 'di cui imposte',
    total: 'Totale',
    'gift-card': 'Carta regalo',
    'store-credit': 'Credito',
    rest: 'Resta da pagare',
    goesTo: 'Indirizzo di consegna:',
    follow: 'A che punto è:',
  },
  nl: {
    subject: 'Uw bestelling {number} bij {store}',
    thanks: 'Dank u, {name}. We hebben uw bestelling {number} ontvangen.',
    subtotal: 'Artikelen',
    discount: 'Korting',
    delivery: 'Verzending',
    tax: 'waarvan btw',
    total: 'Totaal',
    'gift-card': 'Cadeaukaart',
    'store-credit': 'Tegoed',
    rest: 'Nog te betalen',
    goesTo: 'Gaat naar:',
    follow: 'Zo staat het ermee:',
  },
};

/** @param locale BCP 47; a language that there are no words for reads English */
export const letterWords = (locale: string): LetterWords => words[locale.split('-')[0] ?? ''] ?? en;
