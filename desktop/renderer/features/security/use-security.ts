import { useQuery, useQueryClient } from '@tanstack/react-query';
import type { Factor } from '@tillhouse/shared/domains/access/step-up.ts';
import type { CallMap } from '../../../bridge/calls.ts';
import type { BridgeProblem, CallName } from '../../../bridge/contract.ts';
import type { SecurityCalls } from '../../../bridge/security-views.ts';
import { useBridge } from '../../data/bridge.ts';
import { useSession } from '../../data/session.ts';
import { sayRefused } from '../../data/writes.ts';

/** What asks for a fresh factor, and what will do. */
export interface ProofAsked {
  readonly what: string;
  readonly will: readonly Factor[];
}

export type SecurityCall = keyof SecurityCalls & CallName;

/** What an answer asks for before it will be given; null where it is some other refusal. */
function proofAsked(problem: unknown): ProofAsked | 'sign-in' | null {
  const { code, details } = problem as Partial<BridgeProblem>;
  if (code === 'desk.sign-in-online') return 'sign-in';
  if (code !== 'access.step-up-needed' || !details) return null;
  const { what, will } = details as { what?: unknown; will?: unknown };
  return Array.isArray(will) ? { what: String(what ?? ''), will: will as Factor[] } : null;
}

/** How the person of this window signs in; asked anew when it changed here. */
export function useSecurity() {
  const bridge = useBridge();
  const { person } = useSession();
  const client = useQueryClient();
  const key = ['security', person.id];
  const state = useQuery({ queryKey: key, queryFn: () => bridge.call('security.state', {}), retry: false });
  return { state, again: () => client.invalidateQueries({ queryKey: key }) };
}

/**
 * Does something of the Security page. Where it asks for a fresh factor, `ask` shows the dialog, and it is done again
 * once that was shown; what the person was doing goes on.
 */
export function useGuarded(ask: (asked: ProofAsked | 'sign-in', then: () => void) => void) {
  const bridge = useBridge();
  return function run<N extends SecurityCall>(
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
