import type { QueryMap } from '../../../bridge/queries.ts';
import { NOW } from './catalog.ts';

const day = 86_400_000;
const settings = [
  {
    ...{ id: 'columns', type: 'choice', label: 'Products in a row', default: '3' },
    options: [
      { value: '3', label: 'Three' },
      { value: '4', label: 'Four' },
    ],
  },
  { id: 'show_makers', type: 'checkbox', label: 'Name the maker below each product', default: true },
  {
    id: 'note',
    type: 'text',
    label: 'A line over every page',
    help: 'Such as when orders leave; empty: none',
    default: '',
  },
  { id: 'rail', type: 'colour', label: 'Ground of the index', default: '#f1ede4' },
] as const;

type Themes = QueryMap['content.themes']['result'];
const version = (number: number, more: Partial<Themes['versions'][number]>): Themes['versions'][number] => ({
  ...{ id: `tv-${number}`, storeId: 'store-1', number, name: 'Almanac', release: '1.0.0', choices: {}, faults: [] },
  ...{
    settings: [...settings] as unknown as Themes['versions'][number]['settings'],
    publishAt: null,
    publishedAt: null,
  },
  ...{ createdAt: NOW - (5 - number) * day, actorName: 'API key Studio Wells' },
  ...more,
});

/** Themes of the sample shop: a draft, the one that shoppers see with a fault, and one of before. */
export const themesOf = (none: boolean): Themes => ({
  stores: [{ id: 'store-1', name: 'Larkhall', slug: 'larkhall', themeId: none ? null : 'tv-2' }],
  versions: none
    ? []
    : [
        version(3, { release: '1.1.0', publishAt: NOW + 2 * day }),
        version(2, {
          ...{ actorName: 'Ewa Nowak', publishedAt: NOW - day, choices: { columns: '4' } },
          faults: [
            {
              ...{ id: 'tf-1', template: 'templates/product.liquid', line: 14, times: 6, lastAt: NOW - 3_600_000 },
              message: 'template render limit exceeded',
            },
          ],
        }),
        version(1, { publishedAt: NOW - 3 * day }),
      ],
});
