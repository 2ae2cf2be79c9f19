import { html, nothing, type TemplateResult } from 'lit';
import { variantWith } from './choose-variant.ts';
import { moneyText } from './money-text.ts';
import { swatchesOf } from './picture-source.ts';
import type { ShopProduct } from './shapes.ts';
import { tint } from './tint.ts';
import type { Words } from './words.ts';

export interface PickerOptions {
  readonly product: ShopProduct;
  /** Which of the product's options, from 0 */
  readonly option: number;
  readonly values: readonly string[];
  readonly locale: string;
  readonly words: Words;
  readonly choose: (value: string) => void;
}

/** Arrow keys move the choice within the group and take the focus along, as radio buttons do. */
function onKey(event: KeyboardEvent): void {
  const group = event.currentTarget as HTMLElement;
  const radios = [...group.querySelectorAll<HTMLElement>('[role=radio]')];
  const at = radios.indexOf(event.target as HTMLElement);
  const mirrored = getComputedStyle(group).direction === 'rtl' ? -1 : 1;
  const steps: Record<string, number> = { ArrowRight: mirrored, ArrowLeft: -mirrored, ArrowDown: 1, ArrowUp: -1 };
  const step = steps[event.key];
  if (at < 0 || step === undefined) return;
  event.preventDefault();
  const next = radios[(at + step + radios.length) % radios.length];
  next?.click();
  next?.focus();
}

/** One option of a product: colours as swatches, anything else as words with the price where it differs. */
export function optionPicker(options: PickerOptions): TemplateResult | typeof nothing {
  const { product, option, values, words } = options;
  const declared = product.options[option];
  if (!declared || declared.values.length === 0) return nothing;
  const colours = swatchesOf(declared.values);
  const prices = declared.values.map(
    (value) =>
      variantWith(
        product,
        values.map((one, index) => (index === option ? value : one)),
      )?.price,
  );
  const differ = new Set(prices.filter((price) => price !== undefined)).size > 1;
  const buttons = declared.values.map((value, index) => {
    const variant = variantWith(
      product,
      values.map((one, at) => (at === option ? value : one)),
    );
    const chosen = values[option] === value;
    const off = !variant || variant.availability === 'out';
    const label = off ? `${value}, ${variant ? words.soldOut : words.notOffered}` : value;
    const price =
      differ && variant
        ? html`<span class="num">${moneyText(variant.price, product.currency, options.locale)}</span>`
        : nothing;
    const inside = colours ? html`<i ${tint('--d', colours[index] ?? '')}></i>` : html`<span>${value}</span>${price}`;
    return html`<button type="button" role="radio" aria-checked=${chosen} aria-label=${label} tabindex=${chosen ? 0 : -1} ?data-off=${off}
      @click=${() => options.choose(value)}>${inside}</button>`;
  });
  const chosenWord = colours ? html`: ${values[option]}` : nothing;
  return html`<fieldset role="radiogroup" aria-label=${declared.name} @keydown=${onKey}>
    <legend>${declared.name}${chosenWord}</legend>
    <div class=${colours ? 'cols' : 'opts'}>${buttons}</div>
  </fieldset>`;
}
