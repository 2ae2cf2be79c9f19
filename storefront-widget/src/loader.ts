/**
 * The one script tag of a foreign page. It reads its own attributes and brings in the elements; nothing is put on
 * `window`. Several tags, each with its own key, share one copy of the elements.
 */
import { importChecked, NO_MORE } from './import-checked.ts';
import { languageOf } from './language-of.ts';
import type { LanguageFiles } from './languages.ts';
import type { StoreOptions } from './store.ts';

/** Name of the elements' file, with its content hash, and its hash in full; set by the build. */
declare const CORE: readonly [file: string, integrity: string];
/** The same of the words of each language but English */
declare const LANGUAGES: LanguageFiles;

interface Core {
  connect(options: StoreOptions, nonce: string, languages: LanguageFiles, from: string): Promise<void>;
}

const script = document.currentScript as HTMLScriptElement | null;

function load(options: StoreOptions, { src, nonce }: HTMLScriptElement): void {
  const [file, integrity] = CORE;
  const address = new URL(file, src).href;
  // The words of the page's language come beside the elements, not after them.
  const said = LANGUAGES[languageOf(options.locale || document.documentElement.lang)];
  if (said) importChecked(new URL(said[0], src).href, said[1], nonce, NO_MORE).catch(() => {});
  // A browser reads what it knows of languages at the first question, which takes it a moment: while the elements are on their way.
  setTimeout(() => Intl.NumberFormat.supportedLocalesOf('en'));
  importChecked(address, integrity, nonce).then(
    (core) => (core as Core).connect(options, nonce, LANGUAGES, src),
    // The page's own fallback inside the elements stays visible.
    () => console.warn(`Tillhouse: the shop's elements could not be loaded from ${address}.`),
  );
}

if (script?.dataset.key) {
  const { key, api, store, locale, currency, product, checkout } = script.dataset;
  const shop = { key, api: api ?? new URL('/', script.src).href, name: store, locale, currency };
  load({ ...shop, productHref: product, checkoutHref: checkout }, script);
} else {
  console.warn('Tillhouse: the script tag needs data-key="pk_…", the publishable key of the shop.');
}
