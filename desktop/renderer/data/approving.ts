import { createContext, useContext } from 'react';
import type { Bridge, BridgeProblem, GivenApproval } from '../../bridge/contract.ts';

type Ran = { readonly mutationId: string };

/** A command that was refused for want of somebody else's yes, and waits for it. */
export interface YesAsked {
  readonly name: string;
  readonly args: unknown;
  /** What it does, in words of the screen that wants it; may be empty */
  readonly summary: string;
  readonly problem: BridgeProblem;
  /** Runs it with a yes. Rejects where the yes is not good enough; another can be tried. */
  readonly run: (given: GivenApproval) => Promise<Ran>;
  /** It was done, or will not be: answers whoever wanted it. */
  readonly resolve: (ran: Ran) => void;
  readonly reject: (problem: BridgeProblem) => void;
}

/** Refusals that a yes can lift. Who lacks a right altogether gets none by somebody's yes. */
const liftable: ReadonlySet<unknown> = new Set([
  'access.approval-needed',
  'access.beyond-limit',
  'access.not-at-this-place',
]);

const asksItself: ReadonlySet<string> = new Set(['basket.approve', 'basket.beginExchange']);

/** Code of the answer to a command that was not done but asked of somebody at another device. */
export const ASKED_ELSEWHERE = 'access.approval-asked';

type Mutate = (name: string, args: unknown, summary: string) => Promise<Ran>;

/**
 * A bridge whose commands do not come back for want of a yes: it is asked for, and they go on with it. A screen that sends
 * one sees only that it was done, or that it was not.
 * @param ask opens the question; it settles the command
 */
export function askingBridge(bridge: Bridge, ask: (asked: YesAsked) => void): { bridge: Bridge; mutate: Mutate } {
  async function run(
    name: string,
    args: unknown,
    mutationId: string,
    approval: GivenApproval | undefined,
    summary: string,
  ): Promise<Ran> {
    try {
      return await bridge.mutate(name, args, mutationId, approval);
    } catch (problem) {
      if (approval || !liftable.has((problem as Partial<BridgeProblem>).code)) throw problem;
      return new Promise((resolve, reject) =>
        ask({
          ...{ name, args, summary, resolve, reject, problem: problem as BridgeProblem },
          // A refused command left nothing behind, so its id is still its own.
          run: (given) => bridge.mutate(name, args, mutationId, given),
        }),
      );
    }
  }
  /** Of calls only those that ask for a yes themselves; what they were refused for says which command that is. */
  const call: Bridge['call'] = async (name, args) => {
    try {
      return await bridge.call(name, args);
    } catch (problem) {
      const { code, details = {} } = problem as Partial<BridgeProblem>;
      if (!asksItself.has(name) || 'approval' in args || !liftable.has(code)) throw problem;
      let answer: unknown;
      await new Promise<Ran>((resolve, reject) =>
        ask({
          ...{ name: String(details.name ?? ''), args: details.args, summary: '', resolve, reject },
          problem: problem as BridgeProblem,
          run: async (approval) => {
            answer = await bridge.call(name, { ...args, approval } as typeof args);
            return { mutationId: '' };
          },
        }),
      );
      return answer as Awaited<ReturnType<typeof bridge.call<typeof name>>>;
    }
  };
  const asking: Bridge = {
    query: bridge.query,
    call,
    mutate: (name, args, mutationId = crypto.randomUUID(), approval) => run(name, args, mutationId, approval, ''),
    onChanged: bridge.onChanged,
    onSync: bridge.onSync,
    onConnection: bridge.onConnection,
    get connection() {
      return bridge.connection;
    },
  };
  return {
    bridge: asking,
    mutate: (name, args, summary) => run(name, args, crypto.randomUUID(), undefined, summary),
  };
}

export const AskingContext = createContext<Mutate | null>(null);

/** Sends a command and says what it does, for whoever is asked to approve it. */
export function useAsking(): Mutate {
  const mutate = useContext(AskingContext);
  if (!mutate) throw new Error('nobody is signed in here');
  return mutate;
}
