import type { Queries } from './define-query.ts';
import { sessionQueries } from './session.ts';

/** Every query of the bridge. */
export const queries: Partial<Queries> = {
  ...sessionQueries,
};
