import type { CartLetter } from './cart-letters.ts';

interface Words {
  readonly subject: string;
  readonly again: string;
  readonly text: string;
}

const words: Readonly<Record<'en' | 'ar' | 'de' | 'fr' | 'es' | 'it' | 'nl' | 'pl' | 'pt', Words>> = {
  en: {
    subject: 'Your basket at {store}',
    again: 'Still in your basket at {store}',
    text: 'Hello {name},\n\nwhat you chose is still in your basket:\n{goods}\n\nGo on where you were:\n{link}\n\n{store}',
  },
  de: {
    subject: 'Ihr Warenkorb bei {store}',
    again: 'Noch in Ihrem Warenkorb bei {store}',
    text: 'Guten Tag {name},\n\nwas Sie ausgesucht haben, liegt noch in Ihrem Warenkorb:\n{goods}\n\nHier geht es weiter:\n{link}\n\n{store}',
  },
  fr: {
    subject: 'Votre panier chez {store}',
    again: 'Toujours dans votre panier chez {store}',
    text: 'Bonjour {name},\n\nce que vous avez choisi est encore dans votre panier :\n{goods}\n\nReprendre là où vous en étiez :\n{link}\n\n{store}',
  },
  es: {
    subject: 'Su cesta en {store}',
    again: 'Todavía en su cesta en {store}',
    text: 'Hola, {name}:\n\nlo que eligió sigue en su cesta:\n{goods}\n\nContinúe donde estaba:\n{link}\n\n{store}',
  },
  it: {
    subject: 'Il suo carrello presso {store}',
    again: 'Ancora nel suo carrello presso {store}',
    text: 'Buongiorno {name},\n\nquello che ha scelto è ancora nel suo carrello:\n{goods}\n\nContinui da dove era rimasto:\n{link}\n\n{store}',
  },
  ar: {
    subject: 'سلتك لدى {store}',
    again: 'ما زالت في سلتك لدى {store}',
    text: 'مرحبًا {name}،\n\nما اخترته ما زال في سلتك:\n{goods}\n\nتابع من حيث توقفت:\n{link}\n\n{store}',
  },
  pl: {
    subject: 'Koszyk w {store}',
    again: 'Nadal w koszyku w {store}',
    text: 'Dzień dobry {name},\n\nwybrane produkty są nadal w koszyku:\n{goods}\n\nMożna kontynuować tutaj:\n{link}\n\n{store}',
  },
  pt: {
    subject: 'O seu carrinho em {store}',
    again: 'Ainda no seu carrinho em {store}',
    text: 'Olá {name},\n\no que escolheu ainda está no seu carrinho:\n{goods}\n\nContinue onde estava:\n{link}\n\n{store}',
  },
  nl: {
    subject: 'Uw winkelmand bij {store}',
    again: 'Nog in uw winkelmand bij {store}',
    text: 'Dag {name},\n\nwat u koos ligt nog in uw winkelmand:\n{goods}\n\nGa verder waar u was:\n{link}\n\n{store}',
  },
};

/** A letter to begin with, in the language of the store; English where there are no words for it. @param place which of its letters, from 0 */
export function plainLetter(locale: string, place: number): CartLetter {
  const language = locale.split('-')[0] ?? '';
  const { subject, again, text } = Object.hasOwn(words, language) ? words[language as keyof typeof words] : words.en;
  return { afterHours: [4, 48, 168][place] ?? 168, subject: place === 0 ? subject : again, text };
}
