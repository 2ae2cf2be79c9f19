import type { Rating } from '@tillhouse/shared/domains/reviews/rules.ts';
import { html, type Markup } from '../../../platform/http/markup.ts';
import type { ReviewPage, ShownReview } from '../reviews/read-reviews.ts';
import { cursorOf } from '../reviews/review-schemas.ts';
import { href, pathTo, type PageView } from './page-view.ts';
import { counted, fill } from './page-words.ts';
import { saidWords } from './said-words.ts';

/** Five in a row, 24 by 24 each. */
const five = Array.from(
  { length: 5 },
  (_, at) => `M${12 + at * 24} 2.6l2.9 5.9l6.5 .9l-4.7 4.6l1.1 6.5l-5.8 -3.1l-5.8 3.1l1.1 -6.5l-4.7 -4.6l6.5 -.9z`,
).join('');

const numberText = (page: PageView, hundredths: number): string =>
  new Intl.NumberFormat(page.locale, { maximumFractionDigits: 1, minimumFractionDigits: 1 }).format(hundredths / 100);

/** @param hundredths of a star */
function starRow(page: PageView, hundredths: number): Markup {
  const average = hundredths % 100 === 0 ? String(hundredths / 100) : numberText(page, hundredths);
  const label = fill(saidWords(page.lang).ofFive, { average });
  const width = Math.round((hundredths * 120) / 500);
  return html`<svg class="stars" viewBox="0 0 120 24" role="img" aria-label="${label}"><path class="off" d="${five}"/><svg width="${width}" height="24" viewBox="0 0 ${width} 24"><path d="${five}"/></svg></svg>`;
}

const countText = (page: PageView, count: number): string => counted(saidWords(page.lang).count, count, page.locale);

/** Beside the name of a product: how many stars, of how many reviews, which it leads to. */
export function ratedLine(page: PageView, rating: Rating | null): Markup | null {
  if (!rating) return null;
  return html`<p class="rated"><a href="#reviews">${starRow(page, rating.average)}<span class="num" aria-hidden="true">${numberText(page, rating.average)}</span><span>${countText(page, rating.count)}</span></a></p>`;
}

/** On a card, where there is little room. */
export function ratedShort(page: PageView, rating: Rating | null): Markup | null {
  if (!rating) return null;
  const { average_text, text } = ratingText(page, rating);
  return html`<span class="rated num"><span aria-hidden="true">★ ${average_text} (${new Intl.NumberFormat(page.locale).format(rating.count)})</span><span class="hush">${text}</span></span>`;
}

/** The average, and all of it as it is read out. */
export function ratingText(page: PageView, { average, count }: Rating): { average_text: string; text: string } {
  const said = numberText(page, average);
  const label = fill(saidWords(page.lang).ofFive, { average: said });
  return { average_text: said, text: `${label}, ${countText(page, count)}` };
}

function bars(page: PageView, { stars, count }: ReviewPage): Markup {
  const number = new Intl.NumberFormat(page.locale);
  return html`<ul class="spread" role="list">${[5, 4, 3, 2, 1].map((of) => {
    const many = stars[of - 1] ?? 0;
    const label = fill(saidWords(page.lang).ofFive, { average: String(of) });
    return html`<li><span class="num"><span aria-hidden="true">${number.format(of)} ★</span><span class="hush">${label}</span></span><svg viewBox="0 0 100 6" preserveAspectRatio="none" aria-hidden="true"><rect class="off" width="100" height="6"/><rect width="${count === 0 ? 0 : Math.round((many * 100) / count)}" height="6"/></svg><span class="num">${number.format(many)}</span></li>`;
  })}</ul>`;
}

function one(page: PageView, review: ShownReview): Markup {
  const words = saidWords(page.lang);
  const date = (at: number): Markup => {
    const shown = new Intl.DateTimeFormat(page.locale, { dateStyle: 'medium', timeZone: page.view.timeZone }).format(
      at,
    );
    return html`<time datetime="${new Date(at).toISOString().slice(0, 10)}">${shown}</time>`;
  };
  const { stars, title, text, name, lang, verified, writtenAt, answer } = review;
  return html`<li class="review">
${starRow(page, stars * 100)}
${title && html`<h3 lang="${lang}" dir="auto">${title}</h3>`}
<p class="who"><bdi>${name}</bdi> · ${date(writtenAt)}${verified && html` · <span class="bought">${words.verified}</span>`}</p>
${text && html`<p class="says" lang="${lang}" dir="auto">${text}</p>`}
${answer && html`<div class="answer"><p class="who">${fill(words.answers, { name: page.name })} · ${date(answer.at)}</p><p class="says" dir="auto">${answer.text}</p></div>`}
</li>
`;
}

/** What shoppers say of a product, readable without a script; writing something needs one. @param first whether these are the newest */
export function reviewSection(page: PageView, handle: string, said: ReviewPage, first: boolean): Markup {
  const words = saidWords(page.lang);
  const older = cursorOf(said.last);
  const at = (query: string) => `${href(page, pathTo.product(handle))}${query}#reviews`;
  const sums = html`<div class="sums"><p class="big num">${numberText(page, said.average)}</p><div>${starRow(page, said.average)}<p>${countText(page, said.count)}</p></div>${bars(page, said)}</div>`;
  return html`<section class="said" id="reviews" aria-labelledby="said"><h2 id="said">${words.reviews}</h2>
<div class="all">${said.count > 0 ? sums : html`<p class="none">${words.none}</p>`}
<div class="list">${said.count > 0 && html`<ul role="list">${said.reviews.map((each) => one(page, each))}</ul>`}
${(older !== null || !first) && html`<p class="pages">${!first && html`<a class="more" href="${at('')}">${words.first}</a>`}${older !== null && html`<a class="more" rel="nofollow" href="${at(`?reviews=${older}`)}">${words.more}</a>`}</p>`}
<tillhouse-reviews product="${handle}" form></tillhouse-reviews></div></div></section>`;
}
