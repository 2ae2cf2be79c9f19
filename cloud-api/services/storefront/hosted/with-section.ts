import { html, type Markup } from '../../../platform/http/markup.ts';
import type { Recommended } from '../recommendations/read-recommended.ts';
import type { PageView } from './page-view.ts';
import { cards } from './pieces.ts';
import { saidWords } from './said-words.ts';

/** What goes with a product, named by why most of it is there. */
export function withSection(page: PageView, recommended: readonly Recommended[]): Markup | null {
  if (recommended.length === 0) return null;
  const words = saidWords(page.lang);
  const together = recommended.filter(({ because }) => because === 'together').length;
  const title = together * 2 >= recommended.length ? words.together : words.alike;
  return html`<section class="with" aria-labelledby="with"><h2 id="with">${title}</h2>${cards(
    page,
    recommended.map(({ product }) => product),
  )}</section>`;
}
