import type { Views } from './bring.ts';
import { SearchView } from './search-view.ts';

/** The file of the search: brought where a page has one. */
export const views: Views = { search: (host) => new SearchView(host) };
