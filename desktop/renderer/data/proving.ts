import type { Bridge, BridgeProblem } from '../../bridge/contract.ts';

/** Something grave that was refused until who is signed in shows again that it is them. */
export interface ProofWanted {
  readonly problem: BridgeProblem;
  /** It was shown: what they were doing is done again. */
  readonly shown: () => void;
  /** It will not be: answers whoever wanted it. */
  readonly left: () => void;
}

const asksHere = (problem: unknown): problem is BridgeProblem => {
  const { code, details } = problem as Partial<BridgeProblem>;
  return code === 'access.step-up-needed' && details?.desk === true;
};

/**
 * A bridge whose commands and calls do not come back for want of a proof: it is asked for, and they go on. A refusal left
 * nothing behind, so a command goes on under its own id.
 */
export function provingBridge(bridge: Bridge, ask: (wanted: ProofWanted) => void): Bridge {
  async function guarded<T>(run: () => Promise<T>): Promise<T> {
    try {
      return await run();
    } catch (problem) {
      if (!asksHere(problem)) throw problem;
      await new Promise<void>((shown, reject) => ask({ problem, shown, left: () => reject(problem) }));
      return guarded(run);
    }
  }
  return {
    query: bridge.query,
    call: (name, args) => guarded(() => bridge.call(name, args)),
    mutate: (name, args, mutationId = crypto.randomUUID(), approval) =>
      guarded(() => bridge.mutate(name, args, mutationId, approval)),
    onChanged: bridge.onChanged,
    onSync: bridge.onSync,
    onConnection: bridge.onConnection,
    get connection() {
      return bridge.connection;
    },
  };
}
