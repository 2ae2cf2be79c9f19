import { html, nothing, type TemplateResult } from 'lit';
import { pictureSource, thingLetters } from './picture-source.ts';
import type { UnitPrice } from './shapes.ts';
import type { StoreLink } from './store-link.ts';
import { tint } from './tint.ts';
import { fill } from './words.ts';

/** A 5:4 frame with the picture, or two letters; it keeps its place while the picture is on its way. */
export function picture(
  link: StoreLink,
  address: string | null,
  name: string,
  eager: boolean,
  inside: unknown = nothing,
): TemplateResult {
  const source = pictureSource(address, link.shop?.options.api ?? '');
  const remove = (event: Event) => (event.target as HTMLElement).remove();
  const shown = source
    ? html`<img class=${source.fit} src=${source.src} alt="" width="500" height="400" loading=${eager ? 'eager' : 'lazy'}
        decoding="async" @error=${remove} />`
    : html`<span class="letters" aria-hidden="true">${thingLetters(name)}</span>`;
  return html`<div class="shot" part="picture" ${tint('--g', source?.ground ?? '')}>${shown}${inside}</div>`;
}

/** What happened, what is safe, what to do. */
export function notice(link: StoreLink): TemplateResult {
  const problem = link.problem?.problem ?? 'away';
  const id = link.problem?.requestId;
  const retry = html`<button class="quiet" @click=${() => link.reload()}>${link.words.retry}</button>`;
  return html`<div class="notice" role="alert">
    <p>${problem === 'refused' ? link.words.away : link.words[problem]}</p>${id ? html`<small>${id}</small>` : nothing}${problem === 'away' ? retry : nothing}
  </div>`;
}

export function announcement(link: StoreLink): TemplateResult {
  return html`<div class="hush" role="status">${link.said}</div>`;
}

/** The lowest price of the 30 days before a reduction, which the law of many countries wants beside it. */
export function priorText(
  link: StoreLink,
  prior: number | null | undefined,
  currency: string,
): TemplateResult | typeof nothing {
  if (prior == null) return nothing;
  return html`<p class="by">${fill(link.words.prior, { price: link.money(prior, currency) })}</p>`;
}

const signs: Readonly<Record<string, string>> = { '100g': '100 g', '100ml': '100 ml', m2: 'm²' };

/** The price of a kilogram or litre of it, which stands beside its price. */
export function unitPriceText(
  link: StoreLink,
  unit: UnitPrice | null | undefined,
  currency: string,
): TemplateResult | typeof nothing {
  if (!unit) return nothing;
  const per = unit.per === 'piece' ? link.words.piece : (signs[unit.per] ?? unit.per);
  return html`<p class="by num" part="unit-price">${fill(link.words.perUnit, { price: link.money(unit.amount, currency), unit: per })}</p>`;
}

/** The price now, and the one before struck through where there was a higher one. */
export function priceText(
  link: StoreLink,
  now: string,
  price: number,
  compareAt: number | null,
  currency: string,
): TemplateResult {
  if (compareAt === null || compareAt <= price) return html`<span class="price num">${now}</span>`;
  const before = link.money(compareAt, currency);
  return html`<span class="price num"><del><span class="hush">${link.words.was} </span>${before}</del><ins>${now}</ins></span>`;
}
