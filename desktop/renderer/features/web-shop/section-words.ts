import type { PageSection, SectionKind } from '@tillhouse/shared/domains/content/section-parts.ts';
import {
  IconBlockquote,
  IconLayoutGrid,
  IconLayoutList,
  IconMapPin,
  IconPhoto,
  IconTextSize,
  type TablerIcon,
} from '@tabler/icons-react';
import { t } from '../../ui/text.ts';

interface KindWords {
  readonly kind: SectionKind;
  readonly name: string;
  /** What it is for */
  readonly says: string;
  readonly icon: TablerIcon;
}

/** In words that `t` knows, in the order in which they are offered. */
export const kindWords: readonly KindWords[] = [
  {
    ...{ kind: 'opening', name: 'Opening', icon: IconPhoto },
    says: 'Headline and introduction, a picture, a button',
  },
  { ...{ kind: 'shelf', name: 'Shelf', icon: IconLayoutGrid }, says: 'Products of a category, or chosen ones' },
  { ...{ kind: 'words', name: 'Words', icon: IconTextSize }, says: 'A text, with a picture beside it' },
  { ...{ kind: 'tiles', name: 'Tiles', icon: IconLayoutList }, says: 'Pictures that lead somewhere' },
  { ...{ kind: 'quotes', name: 'Quotes', icon: IconBlockquote }, says: 'What customers or makers say' },
  { ...{ kind: 'shops', name: 'Shops', icon: IconMapPin }, says: 'Where your shops are, and when they are open' },
];

export const wordsOf = (kind: SectionKind): KindWords =>
  kindWords.find((each) => each.kind === kind) ?? (kindWords[0] as KindWords);

/** What tells one from another of its kind. */
export function sectionSays(section: PageSection): string {
  if (section.kind === 'opening') return section.label;
  if (section.title !== '') return section.title;
  if (section.kind === 'shelf')
    return section.products.length > 0
      ? t('{count} products', { count: section.products.length })
      : section.category || t('Everything we have');
  if (section.kind === 'words')
    return section.text
      .replaceAll(/[#*>|_[\]()\n-]+/g, ' ')
      .trim()
      .slice(0, 60);
  if (section.kind === 'tiles') return section.tiles.map(({ label }) => label).join(', ');
  return section.kind === 'quotes' ? (section.quotes[0]?.who ?? '') : '';
}
