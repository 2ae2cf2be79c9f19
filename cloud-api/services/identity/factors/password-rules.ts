import { HttpProblem } from '../../../platform/http/problem.ts';
import { commonPasswords } from './common-passwords.ts';

/** OWASP ASVS 5.0, 6.2: at least twelve characters, any characters, nothing about their kinds, never cut off. */
export const SHORTEST = 12;
/** A bound for the request, far above what anybody types; longer ones are refused, not shortened. */
export const LONGEST = 1_000;

/** Whether a password is known to have been stolen somewhere. */
export interface BreachedPasswords {
  has(password: string): Promise<boolean>;
}

/** The embedded default: the words and rows of keys that people take most, also with digits and signs around them. */
export const embeddedList: BreachedPasswords = {
  has: async (password) => {
    const plain = password.toLowerCase();
    const bare = plain.replace(/^[^a-z]+|[^a-z]+$/g, '');
    return commonPasswords.has(plain) || commonPasswords.has(bare) || isRow(plain);
  },
};

/** `aaaaaaaaaaaa`, `abcabcabcabc`, `123456789012`: one short piece again and again, or a run of neighbours. */
function isRow(text: string): boolean {
  for (let size = 1; size <= 4; size += 1) {
    if (
      text
        .slice(0, size)
        .repeat(Math.ceil(text.length / size))
        .slice(0, text.length) === text
    )
      return true;
  }
  const steps = [...text].slice(1).map((letter, at) => (letter.codePointAt(0) ?? 0) - (text.codePointAt(at) ?? 0));
  return steps.length > 0 && steps.filter((step) => step === steps[0]).length >= steps.length - 2;
}

const refused = (why: string): HttpProblem =>
  new HttpProblem(
    422,
    'auth.weak-password',
    `${why} Nothing was changed. Choose another one; four words are easy to keep.`,
  );

/** @param about what an attacker would try first: the address and the name of the person @throws HttpProblem 422 */
export async function checkNewPassword(
  password: string,
  about: readonly string[],
  breached: BreachedPasswords = embeddedList,
): Promise<void> {
  const characters = [...password.normalize('NFKC')].length;
  if (characters < SHORTEST)
    throw refused(`A password has at least ${SHORTEST} characters, and this one has ${characters}.`);
  const plain = password.toLowerCase();
  const own = about.map((each) => each.toLowerCase()).filter((each) => each.length >= 4);
  const bare = own.reduce((text, each) => text.replaceAll(each, ''), plain);
  if ([...bare].length < SHORTEST / 2) throw refused('This password is little more than your own name or address.');
  if (await breached.has(password)) throw refused('This password is on lists that are tried first.');
}
