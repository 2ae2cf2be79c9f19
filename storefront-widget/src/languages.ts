import { importChecked } from './import-checked.ts';
import { languageOf } from './language-of.ts';

/** What the build lays down for each language but English: the file of its words, and its hash in full. */
export type LanguageFiles = Readonly<Record<string, readonly [file: string, integrity: string]>>;

/** By the name of what says them */
type Said = Readonly<Record<string, object>>;

let files: LanguageFiles = {};
let from = '';
let nonce = '';
const there = new Map<string, Said>();
const coming = new Map<string, Promise<void>>();
const slow = new Set<string>();

/** Which languages there are, and where; the first script tag of a page says it, whose version of the elements counts. */
export function offerLanguages(given: LanguageFiles, address: string, allowed: string): void {
  if (from) return;
  [files, from, nonce] = [given, address, allowed];
}

/** Words that take longer than this are read once they are there; until then it is English. */
const PATIENCE_MS = 3_000;

/**
 * Settles when the words of a language are there, or have kept their reader waiting long enough. Without a promise where there
 * is nothing to wait for.
 * @param late called should they come after that
 */
export function bringLanguage(locale: string, late?: () => void): Promise<unknown> | undefined {
  const language = languageOf(locale);
  const file = files[language];
  if (!file || there.has(language)) return undefined;
  const known = coming.get(language) ?? bringFile(language, file);
  void known.then(() => slow.has(language) && late?.());
  // Nobody waits twice.
  if (slow.has(language)) return undefined;
  const enough = new Promise((done) => setTimeout(done, PATIENCE_MS)).then(
    () => there.has(language) || slow.add(language),
  );
  return Promise.race([known, enough]);
}

function bringFile(language: string, [file, integrity]: LanguageFiles[string]): Promise<void> {
  const asked = importChecked(new URL(file, from).href, integrity, nonce).then(
    (words) => void there.set(language, (words as { readonly default: Said }).default),
    // The next element that asks tries again.
    () => void coming.delete(language),
  );
  coming.set(language, asked);
  return asked;
}

/** The words that an element or a part of one says, by locale; English until others are there, and where there are none. */
export const saidIn =
  <W extends object>(name: string, en: W) =>
  (locale: string): W =>
    (there.get(languageOf(locale))?.[name] as W | undefined) ?? en;
