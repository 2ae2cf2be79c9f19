import { spokenIn } from '../../../platform/words/spoken.ts';
import type { Letter } from '../../../platform/mail/mailer.ts';

interface Words {
  /** `{store}` and `{code}` are put in; the code never stands in the subject, which screens show to anybody */
  readonly subject: string;
  readonly code: string;
  readonly careful: string;
}

export const en: Words = {
  subject: 'Sign in at {store}',
  code: 'Your code is {code}. It is good for ten minutes, once, in the window that asked for it.',
  careful: 'Nobody of the shop asks you for it. If you did not ask to sign in, there is nothing you need to do.',
};

const words = spokenIn<Words>('code', en);

/** @param locale BCP 47, of the store; a language that there are no words for reads English */
export function codeLetter(
  to: string,
  code: string,
  store: { readonly name: string; readonly locale: string },
): Letter {
  const said = words(store.locale);
  const fill = (text: string) => text.replaceAll('{store}', () => store.name).replaceAll('{code}', () => code);
  return { to, subject: fill(said.subject), text: `${fill(said.code)}\n\n${fill(said.careful)}` };
}
