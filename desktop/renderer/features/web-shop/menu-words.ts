import type { MenuLeaf } from '@tillhouse/shared/domains/content/menu-parts.ts';
import type { MenuTargets } from '../../../bridge/content-views.ts';
import { t } from '../../ui/text.ts';

export const kinds = [
  ['page', 'Page'],
  ['category', 'Category'],
  ['product', 'Product'],
  ['address', 'Address'],
  ['home', 'First page'],
  ['search', 'Search'],
  ['heading', 'Words over others'],
] as const satisfies readonly (readonly [MenuLeaf['kind'], string])[];

/** What an entry leads to, in words. */
export function targetText({ kind, target }: MenuLeaf, { pages, products }: MenuTargets): string {
  if (kind === 'page') return pages.find(({ id }) => id === target)?.texts[0]?.title ?? t('a page that is gone');
  if (kind === 'product') return products[target] ?? t('a product that is gone');
  return kind === 'category' || kind === 'address' ? target : '';
}

/** As shoppers read it first. */
export function labelText(leaf: MenuLeaf, targets: MenuTargets): string {
  const target = targetText(leaf, targets);
  const own = leaf.kind === 'category' ? target.split(', ').at(-1) : target;
  return leaf.labels[0]?.label || own || t(kinds.find(([kind]) => kind === leaf.kind)?.[1] ?? '');
}
