/**
 * The bridge: all that the screens may ask of the host. The same over a MessagePort in Electron and a
 * loopback WebSocket in a browser. Queries read; calls change the session or the device; mutations are commands.
 */
import type { CallMap } from './calls.ts';
import type { QueryMap } from './queries.ts';
import type { SyncStatus } from './status.ts';

export type QueryName = keyof QueryMap;
export type CallName = keyof CallMap;

export interface BridgeProblem {
  readonly code: string;
  readonly kind: 'refused' | 'conflict' | 'forbidden' | 'not-found' | 'invalid' | 'bug' | 'unavailable';
  /** What happened, what is safe, what to do */
  readonly message: string;
  readonly details: Record<string, unknown>;
}

export type ToHost =
  /** First message of a connection; the code is used once, the host answers with a session token for reconnects. */
  | { readonly t: 'hello'; readonly code?: string; readonly session?: string }
  | { readonly t: 'query'; readonly id: number; readonly name: string; readonly params: unknown }
  | { readonly t: 'call'; readonly id: number; readonly name: string; readonly args: unknown }
  /** `mutationId` is made by the window, so that asking again after a lost answer does the command once. */
  | {
      readonly t: 'mutate';
      readonly id: number;
      readonly name: string;
      readonly args: unknown;
      readonly mutationId?: string;
      readonly approval?: GivenApproval;
    };

/** Somebody else's yes to one command: by PIN, badge or security key at this desk, or given at another one. */
export type GivenApproval =
  | { readonly approverId: string; readonly pin: string }
  | { readonly badge: string }
  | { readonly keyUse: string }
  | { readonly approvalId: string };

export type FromHost =
  | { readonly t: 'welcome'; readonly session: string }
  | { readonly t: 'refused'; readonly reason: string }
  | { readonly t: 'answer'; readonly id: number; readonly ok: true; readonly value: unknown }
  | { readonly t: 'answer'; readonly id: number; readonly ok: false; readonly problem: BridgeProblem }
  /** Tables whose rows changed, by SQL name; also `basket` and `session`. */
  | { readonly t: 'changed'; readonly tables: readonly string[] }
  | { readonly t: 'sync'; readonly status: SyncStatus };

/** What the renderer holds. Every promise rejects with a BridgeProblem. */
export interface Bridge {
  query<N extends QueryName>(name: N, params: QueryMap[N]['params']): Promise<QueryMap[N]['result']>;
  call<N extends CallName>(name: N, args: CallMap[N]['args']): Promise<CallMap[N]['result']>;
  /**
   * Runs a command at the desk; resolves after COMMIT with the mutation's id. `name` is `domain.verbNoun`. A command whose
   * answer is lost is asked again by itself when the host is back, under the same id, so it is done once.
   */
  mutate(name: string, args: unknown, mutationId?: string, approval?: GivenApproval): Promise<{ mutationId: string }>;
  onChanged(listener: (tables: readonly string[]) => void): () => void;
  onSync(listener: (status: SyncStatus) => void): () => void;
  readonly connection: 'connecting' | 'open' | 'lost';
  onConnection(listener: (state: 'connecting' | 'open' | 'lost') => void): () => void;
}
