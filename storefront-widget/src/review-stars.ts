import { html, svg, type TemplateResult } from 'lit';
import type { StoreLink } from './store-link.ts';
import { reviewWords } from './review-words.ts';
import { fill } from './words.ts';

const star = (at: number): string =>
  `M${12 + at * 24} 2.6l2.9 5.9l6.5 .9l-4.7 4.6l1.1 6.5l-5.8 -3.1l-5.8 3.1l1.1 -6.5l-4.7 -4.6l6.5 -.9z`;
const five = [0, 1, 2, 3, 4].map(star).join('');

export const oneStar = html`<svg class="star" viewBox="0 0 24 24" aria-hidden="true"><path d=${star(0)}></path></svg>`;

/** `4.7`; whole ones without a part. @param hundredths of a star */
export const starNumber = ({ locale }: StoreLink, hundredths: number): string =>
  new Intl.NumberFormat(locale, { maximumFractionDigits: 1 }).format(hundredths / 100);

export const starLabel = (link: StoreLink, hundredths: number): string =>
  fill(reviewWords(link.locale).ofFive, { count: starNumber(link, hundredths) });

/** Five stars, of which so many are full. @param hundredths of a star */
export function starRow(link: StoreLink, hundredths: number): TemplateResult {
  const width = Math.round((hundredths * 120) / 500);
  return html`<svg class="stars" viewBox="0 0 120 24" role="img" aria-label=${starLabel(link, hundredths)}><path class="off" d=${five}></path>${svg`<svg width=${width} height="24" viewBox="0 0 ${width} 24"><path d=${five}></path></svg>`}</svg>`;
}
