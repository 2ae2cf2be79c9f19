import type { Page } from '../hosted/layout.ts';
import type { PageView } from '../hosted/page-view.ts';
import type { PageFacts } from './page-facts.ts';

/** What writes pages in the place of the built-in ones. */
export interface PageTheme {
  /** By CSS variable */
  readonly colours: Readonly<Record<string, string>>;
  /** Null: the built-in page is to be shown */
  readonly write: (view: PageView, page: Page, facts: PageFacts) => Promise<string | null>;
}
