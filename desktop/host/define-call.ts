import type { CallMap } from '../bridge/calls.ts';
import type { CallName } from '../bridge/contract.ts';
import type * as z from 'zod';
import type { Host } from './host.ts';
import type { WindowSession } from './session/windows.ts';

export interface Call<A, R> {
  readonly args: z.ZodType<A>;
  readonly run: (host: Host, window: WindowSession, args: A) => Promise<R>;
}

/** One call of the bridge: what it takes, checked, and what it does. */
export function call<A, R>(args: z.ZodType<A>, run: Call<A, R>['run']): Call<A, R> {
  return { args, run };
}

/** Every call; the contract's types hold arguments and results together. */
// biome-ignore lint/suspicious/noExplicitAny: arguments are checked by the call's own schema at run time
export type Calls = { readonly [N in CallName]: Call<any, CallMap[N]['result']> };
