import { html, type Markup } from '../../../platform/http/markup.ts';
import { href, pathTo, type PageView } from './page-view.ts';
import { fill } from './page-words.ts';
import type { MenuLink } from './read-menus.ts';

function anchor(page: PageView, { label, to, outside }: MenuLink, at: string | undefined): Markup {
  if (to === null) return html`<span class="over">${label}</span>`;
  if (outside) return html`<a href="${to}" rel="noopener noreferrer">${label}</a>`;
  // A page of goods says its category, every other its path.
  const isHere = at !== undefined && (to === at || to === pathTo.category(at));
  return html`<a href="${href(page, to)}"${isHere ? html` aria-current="page"` : null}>${label}</a>`;
}

/** Below an entry, behind the entry itself, which would else be nothing but a switch. */
function below(page: PageView, entry: MenuLink, at: string | undefined): Markup {
  const all = { ...entry, label: fill(page.words.seeAll, { name: entry.label }) };
  return html`<ul>${entry.to !== null && html`<li>${anchor(page, all, at)}</li>`}${entry.items.map(
    (one) => html`<li>${anchor(page, one, at)}</li>`,
  )}</ul>`;
}

/** In a row; what is below an entry opens under it, by pointer and keys, with no script. */
export function headMenu(page: PageView, menu: readonly MenuLink[], at: string | undefined): Markup {
  return html`<ul class="row-menu">${menu.map((entry) =>
    entry.items.length === 0
      ? html`<li>${anchor(page, entry, at)}</li>`
      : html`<li><details class="sub" name="head-menu"><summary>${entry.label}</summary>${below(page, entry, at)}</details></li>`,
  )}</ul>`;
}

/** One below the other, all of it, as on a phone. */
export function foldedMenu(page: PageView, menu: readonly MenuLink[], at: string | undefined): Markup {
  return html`<ul>${menu.map(
    (entry) =>
      html`<li>${anchor(page, entry, at)}${
        entry.items.length > 0 && html`<ul>${entry.items.map((one) => html`<li>${anchor(page, one, at)}</li>`)}</ul>`
      }</li>`,
  )}</ul>`;
}

/** Columns of what has something below it, then a row of the rest. */
export function footMenu(page: PageView, menu: readonly MenuLink[], at: string | undefined): Markup {
  const columns = menu.filter(({ items }) => items.length > 0);
  const rest = menu.filter(({ items }) => items.length === 0);
  return html`${
    columns.length > 0 &&
    html`<ul class="columns">${columns.map(
      (entry) =>
        html`<li>${anchor(page, entry, at)}<ul>${entry.items.map(
          (one) => html`<li>${anchor(page, one, at)}</li>`,
        )}</ul></li>`,
    )}</ul>`
  }${rest.length > 0 && html`<ul class="rest">${rest.map((entry) => html`<li>${anchor(page, entry, at)}</li>`)}</ul>`}`;
}
