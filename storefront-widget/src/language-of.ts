/** `de` of `de-AT`, by BCP 47. */
export const languageOf = (locale: string): string => locale.toLowerCase().split('-')[0] ?? '';

/** What an element's page says its language is, also from inside of another element. */
export function languageAround(element: Element): string {
  const near = element.closest('[lang]')?.getAttribute('lang');
  const root = element.getRootNode();
  return near || (root instanceof ShadowRoot ? languageAround(root.host) : '');
}
