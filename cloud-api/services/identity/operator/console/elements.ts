type Child = Node | string | null | undefined | false;

interface Attributes {
  readonly class?: string;
  readonly on?: Readonly<Record<string, (event: Event) => unknown>>;
  readonly [name: string]: unknown;
}

/** An element with attributes and children; texts are texts, never HTML. */
export function el<K extends keyof HTMLElementTagNameMap>(
  name: K,
  { on = {}, ...attributes }: Attributes = {},
  ...children: readonly (Child | readonly Child[])[]
): HTMLElementTagNameMap[K] {
  const made = document.createElement(name);
  for (const [attribute, value] of Object.entries(attributes)) {
    if (value === undefined || value === null || value === false) continue;
    made.setAttribute(attribute, value === true ? '' : String(value));
  }
  for (const [event, listener] of Object.entries(on)) made.addEventListener(event, listener);
  made.append(
    ...children.flat().filter((child): child is Node | string => child instanceof Node || typeof child === 'string'),
  );
  return made;
}

export function field(label: string, input: HTMLElement, hint = ''): HTMLElement {
  return el('label', { class: 'field' }, el('span', {}, label), input, hint ? el('small', {}, hint) : null);
}

/** @param instant epoch milliseconds, or as the database writes it */
export function when(instant: string | number | null): string {
  if (instant === null) return 'never';
  const at = new Date(typeof instant === 'number' ? instant : instant.replace(' ', 'T').replace(/\+00$/, 'Z'));
  return at.toLocaleString('en-GB', { day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit' });
}

export function value(form: HTMLFormElement, name: string): string {
  return String(new FormData(form).get(name) ?? '').trim();
}
