import { linkOf } from '@tillhouse/shared/domains/content/rich-text.ts';
import { textOf } from '../../../platform/http/markup.ts';
import { textHtml } from '../hosted/content-page.ts';
import { href, lastPart, pathTo, type PageView } from '../hosted/page-view.ts';
import { fill } from '../hosted/page-words.ts';
import type { ShownSection } from '../hosted/read-sections.ts';
import { cardData, imageData } from './product-data.ts';
import type { SectionData } from './theme-data.ts';

const EMPTY = {
  ...{ title: '', text_html: '', image: null, image_alt: '', side: 'start', url: null, label: '' },
  ...{ products: [], tiles: [], quotes: [], places: [] },
} satisfies Omit<SectionData, 'kind'>;

function urlOf(page: PageView, to: string): string | null {
  const link = to === '' ? null : linkOf(to);
  if (!link) return null;
  return link.kind === 'own' ? href(page, link.address === '/' ? '' : link.address) : link.address;
}

export function sectionData(page: PageView, section: ShownSection): SectionData {
  const { kind } = section;
  if (kind === 'opening') {
    const { headline, intro } = page.shop.hosted;
    return {
      ...{ ...EMPTY, kind, title: headline || page.name, text_html: intro === '' ? '' : textOf(textHtml(page, intro)) },
      ...{ image: imageData(section.picture), url: urlOf(page, section.to), label: section.label },
    };
  }
  if (kind === 'shelf') {
    const { category, title, goods, products } = section;
    const one = category !== '' && products.length === 0;
    return {
      ...{ ...EMPTY, kind, title: title || (one ? lastPart(category) : page.words.all) },
      products: goods.map((product) => cardData(page, product)),
      url: one ? href(page, pathTo.category(category)) : null,
      label: one ? fill(page.words.seeAll, { name: lastPart(category) }) : '',
    };
  }
  if (kind === 'words')
    return {
      ...{ ...EMPTY, kind, title: section.title, text_html: textOf(textHtml(page, section.text)) },
      ...{ image: imageData(section.picture), image_alt: section.alt, side: section.side },
    };
  if (kind === 'tiles') {
    const tiles = section.tiles.map(({ label, to, picture }) => ({
      ...{ label, url: urlOf(page, to), image: imageData(picture) },
    }));
    return { ...EMPTY, kind, title: section.title, tiles };
  }
  if (kind === 'quotes')
    return {
      ...{ ...EMPTY, kind, title: section.title },
      quotes: section.quotes.map(({ words: text, who }) => ({ text, who })),
    };
  const { title, text, places } = section;
  return { ...EMPTY, kind, title, text_html: textOf(textHtml(page, text)), places: [...places] };
}
