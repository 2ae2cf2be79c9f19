import type { PartName } from './bring.ts';
import type { ViewHost } from './lazy-element.ts';

/** Words of a part: English is in it, other languages lie in files of their own, each brought for who reads it. */
export function broughtWords<W>(
  en: W,
  others: Readonly<Record<string, PartName>>,
): (locale: string, host: ViewHost) => W {
  const brought = new Map<string, W>();
  // By the language of BCP 47; English until it is there, and where there is none.
  return (locale, host) => {
    const language = locale.toLowerCase().split('-')[0] ?? '';
    const part = others[language];
    const known = brought.get(language);
    if (known || !part) return known ?? en;
    void host.bringPart(part).then(
      ({ words }) => {
        if (words) brought.set(language, words as unknown as W);
        host.requestUpdate();
      },
      () => {},
    );
    return en;
  };
}
