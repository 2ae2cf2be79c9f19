import type { Permission } from '@tillhouse/shared/domains/access/permissions.ts';
import type * as z from 'zod';
import type { LeaseState } from '../../bridge/access-queries.ts';
import type { NeighbourState } from '../../bridge/neighbour-views.ts';
import type { QueryName } from '../../bridge/contract.ts';
import type { QueryMap } from '../../bridge/queries.ts';
import type { Reader } from '../database/reader.ts';
import type { KnownPerson } from '../session/people.ts';
import type { DeviceFacts } from '../session/session-state.ts';
import type { WindowSession } from '../session/windows.ts';

/** Who asks, from where and when. Plain data: it travels to the report worker. */
export interface Asking {
  readonly now: number;
  readonly window: WindowSession;
  readonly person: KnownPerson | null;
  readonly device: DeviceFacts;
  readonly lease: LeaseState;
  readonly neighbours: NeighbourState;
}

export interface Query<P, R> {
  readonly params: z.ZodType<P>;
  /** Needed to ask; null: anybody at this desk, also before signing in. */
  readonly permission: Permission | null;
  /** Runs in the report worker, so that it never delays a scan. */
  readonly heavy: boolean;
  readonly run: (reader: Reader, params: P, asking: Asking) => R;
}

export type Queries = { readonly [N in QueryName]: Query<QueryMap[N]['params'], QueryMap[N]['result']> };

export function query<N extends QueryName>(
  _name: N,
  of: {
    params: z.ZodType<QueryMap[N]['params']>;
    permission: Permission | null;
    heavy?: boolean;
    run: Query<QueryMap[N]['params'], QueryMap[N]['result']>['run'];
  },
): Query<QueryMap[N]['params'], QueryMap[N]['result']> {
  return { heavy: false, ...of };
}

/** Whether what people may see includes this. */
export function sees(asking: Asking, permission: Permission): boolean {
  return asking.person?.permissions.includes(permission) ?? false;
}
