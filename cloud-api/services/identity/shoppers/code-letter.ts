import type { Letter } from '../../../platform/mail/mailer.ts';

interface Words {
  /** `{store}` and `{code}` are put in; the code never stands in the subject, which screens show to anybody */
  readonly subject: string;
  readonly code: string;
  readonly careful: string;
}

const en: Words = {
  subject: 'Sign in at {store}',
  code: 'Your code is {code}. It is good for ten minutes, once, in the window that asked for it.',
  careful: 'Nobody of the shop asks you for it. If you did not ask to sign in, there is nothing you need to do.',
};

const words: Readonly<Record<string, Words>> = {
  en,
  de: {
    subject: 'Anmelden bei {store}',
    code: 'Ihr Code ist {code}. Er gilt zehn Minuten lang, einmal, in dem Fenster, das ihn angefordert hat.',
    careful:
      'Niemand vom Shop fragt Sie danach. Wenn Sie sich nicht anmelden wollten, brauchen Sie nichts weiter zu tun.',
  },
  fr: {
    subject: 'Se connecter chez {store}',
    code: 'Votre code est {code}. Il est valable dix minutes, une seule fois, dans la fenêtre qui l’a demandé.',
    careful:
      'Personne de la boutique ne vous le demandera. Si vous n’avez pas demandé à vous connecter, ignorez ce message.',
  },
  es: {
    subject: 'Iniciar sesión en {store}',
    code: 'Su código es {code}. Vale diez minutos, una sola vez, en la ventana que lo pidió.',
    careful: 'Nadie de la tienda se lo pedirá. Si no quería iniciar sesión, no tiene que hacer nada.',
  },
  it: {
    subject: 'Accedere a {store}',
    code: 'Il suo codice è {code}. Vale dieci minuti, una sola volta, nella finestra che l’ha chiesto.',
    careful: 'Nessuno del negozio glielo chiederà. Se non voleva accedere, non deve fare nulla.',
  },
  nl: {
    subject: 'Inloggen bij {store}',
    code: 'Uw code is {code}. Die is tien minuten geldig, één keer, in het venster dat erom vroeg.',
    careful: 'Niemand van de winkel vraagt u erom. Wilde u niet inloggen, dan hoeft u niets te doen.',
  },
  ar: {
    subject: 'تسجيل الدخول إلى {store}',
    code: 'رمزك هو {code}. يصلح لعشر دقائق ومرة واحدة في النافذة التي طلبته.',
    careful: 'لن يسألك أحد من المتجر عنه. إن لم تطلب تسجيل الدخول فلا حاجة لفعل شيء.',
  },
};

/** @param locale BCP 47, of the store; a language that there are no words for reads English */
export function codeLetter(
  to: string,
  code: string,
  store: { readonly name: string; readonly locale: string },
): Letter {
  const said = words[store.locale.split('-')[0] ?? ''] ?? en;
  const fill = (text: string) => text.replaceAll('{store}', () => store.name).replaceAll('{code}', () => code);
  return { to, subject: fill(said.subject), text: `${fill(said.code)}\n\n${fill(said.careful)}` };
}
