import { html, nothing, type TemplateResult } from 'lit';
import type { Business } from './checkout-shapes.ts';
import type { CheckoutFlow } from './checkout-flow.ts';
import { saidIn } from './languages.ts';
import type { StoreLink } from './store-link.ts';

type Name = keyof Business;
const names: readonly Name[] = ['company', 'vatId', 'reference'];
export const en: Business = { company: 'Company', vatId: 'VAT number', reference: 'Your order number or reference' };
const firmWords = saidIn<Business>('firm', en);
const fill: Readonly<Partial<Record<Name, string>>> = { company: 'organization' };

/** What the invoice of a firm is to say; each is kept when its field is left. */
export function businessFields(link: StoreLink, flow: CheckoutFlow | undefined): TemplateResult | typeof nothing {
  const { checkout } = flow ?? {};
  if (!flow || !checkout) return nothing;
  const words = firmWords(link.locale);
  const { business } = checkout;
  // All that stands there: the answer to the field before may still be on its way.
  const keep = ({ currentTarget }: Event): void => {
    const inputs = (currentTarget as Element).querySelectorAll('input');
    const typed = Object.fromEntries([...inputs].map(({ name, value }) => [name, value.trim()]));
    void flow.change({ business: typed as Record<Name, string> });
  };
  const wrong = (name: Name): string => (flow.lacks.includes(`business.${name}`) && flow.problem) || '';
  return html`<div class="fields" @change=${keep}>${names.map((name) => {
    const why = wrong(name);
    return html`<div><label>${words[name]}<input name=${name} dir="auto" .value=${business?.[name] ?? ''} maxlength=${name === 'vatId' ? 20 : 60}
      autocomplete=${fill[name] ?? 'off'} autocapitalize=${name === 'company' ? 'words' : 'characters'} spellcheck="false"
      aria-invalid=${why !== ''} aria-describedby=${why ? `${name}-wrong` : nothing} /></label>${
        why ? html`<span id=${`${name}-wrong`} class="wrong">${why}</span>` : nothing
      }</div>`;
  })}</div>`;
}
