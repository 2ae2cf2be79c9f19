import { query } from './define-query.ts';
import { nothing } from './params.ts';

export const neighbourQueries = {
  'neighbours.state': query('neighbours.state', {
    params: nothing,
    permission: null,
    run: (_reader, _params, { neighbours }) => neighbours,
  }),
};
