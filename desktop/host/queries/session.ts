import * as z from 'zod';
import { sessionState } from '../session/session-state.ts';
import { query } from './define-query.ts';

export const sessionQueries = {
  'session.state': query('session.state', {
    params: z.strictObject({}),
    permission: null,
    run: (reader, _params, asking) => sessionState(reader, asking),
  }),
};
