import type { Factor } from '@tillhouse/shared/domains/access/step-up.ts';
import type { CallMap } from '../../../bridge/calls.ts';
import type { BridgeProblem, CallName } from '../../../bridge/contract.ts';
import { useBridge } from '../../data/bridge.ts';
import { sayRefused } from '../../data/writes.ts';

/** What asks for a fresh factor, and what will do. */
export interface ProofAsked {
  readonly what: string;
  readonly will: readonly Factor[];
}

/** What an answer asks for before it will be given; null where it is some other refusal. */
export function proofAsked(problem: unknown): ProofAsked | 'sign-in' | null {
  const { code, details } = problem as Partial<BridgeProblem>;
  if (code === 'desk.sign-in-online') return 'sign-in';
  if (code !== 'access.step-up-needed' || !details) return null;
  const { what, will } = details as { what?: unknown; will?: unknown };
  return Array.isArray(will) ? { what: String(what ?? ''), will: will as Factor[] } : null;
}

/**
 * Does something that is asked of the cloud as this person. Where it asks for a fresh factor, `ask` shows the dialog, and
 * it is done again once that was shown; what the person was doing goes on.
 */
export function useGuarded(ask: (asked: ProofAsked | 'sign-in', then: () => void) => void) {
  const bridge = useBridge();
  return function run<N extends CallName>(
    name: N,
    args: CallMap[N]['args'],
    done: (result: CallMap[N]['result']) => void,
    failed: (problem: unknown) => void = sayRefused,
  ): void {
    const go = (): void => {
      bridge
        .call(name, args)
        .then(done)
        .catch((problem: unknown) => {
          const asked = proofAsked(problem);
          if (asked) ask(asked, go);
          else failed(problem);
        });
    };
    go();
  };
}
