/**
 * The one script tag of a foreign page. It reads its own attributes and brings in the elements; nothing is put on
 * `window`. Several tags, each with its own key, share one copy of the elements.
 */
import type { StoreOptions } from './store.ts';

/** Name of the elements' file, with its content hash; set by the build. */
declare const CORE_FILE: string;

const RETRIES = [1_000, 4_000, 15_000];

const script = document.currentScript as HTMLScriptElement | null;

function load(options: StoreOptions, base: string, attempt = 0): void {
  // A failed import is remembered by the browser under its address, so a retry needs another one.
  const address = new URL(attempt === 0 ? CORE_FILE : `${CORE_FILE}?retry=${attempt}`, base).href;
  import(address).then(
    (core: { connect(options: StoreOptions): void }) => core.connect(options),
    () => {
      const wait = RETRIES[attempt];
      if (wait === undefined) {
        // The page's own fallback inside the elements stays visible.
        console.warn(`Tillhouse: the shop's elements could not be loaded from ${address}.`);
        return;
      }
      setTimeout(() => load(options, base, attempt + 1), wait);
    },
  );
}

if (script?.dataset.key) {
  const { key, api, store, locale, product } = script.dataset;
  load({ key, api: api ?? new URL('/', script.src).href, name: store, locale, productHref: product }, script.src);
} else {
  console.warn('Tillhouse: the script tag needs data-key="pk_…", the publishable key of the shop.');
}
