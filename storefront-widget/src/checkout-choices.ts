import { html, nothing, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';

export interface Choice {
  readonly id: string;
  readonly name: string;
  readonly says: string;
  readonly price: string;
}

/** One of several, a line each: native radio buttons, so that keys and screen readers know them. */
export function choiceList(
  group: string,
  label: string,
  choices: readonly Choice[],
  chosen: string | null,
  choose: (id: string) => void,
): TemplateResult {
  return html`<div class="opt" role="radiogroup" aria-label=${label}>${choices.map(
    ({ id, name, says, price }) => html`<label class=${id === chosen ? 'on' : ''}>
      <input type="radio" name=${group} value=${id} .checked=${live(id === chosen)} @change=${() => choose(id)} />
      <span><b><bdi>${name}</bdi></b>${says ? html`<small>${says}</small>` : nothing}</span>
      <span class="num">${price}</span></label>`,
  )}</div>`;
}

/** `Tue 24 – Wed 25 Nov` of two days of the calendar, whatever the shopper's clock says. */
export function daysText(earliest: string | null, latest: string | null, locale: string): string {
  const dayOf = (text: string | null) => (text ? new Date(`${text}T12:00:00Z`) : null);
  const [from, to] = [dayOf(earliest) ?? dayOf(latest), dayOf(latest) ?? dayOf(earliest)];
  if (!from || !to || Number.isNaN(from.valueOf()) || Number.isNaN(to.valueOf())) return '';
  const format = new Intl.DateTimeFormat(locale, { weekday: 'short', day: 'numeric', month: 'short', timeZone: 'UTC' });
  return from.valueOf() === to.valueOf() ? format.format(from) : format.formatRange(from, to);
}
