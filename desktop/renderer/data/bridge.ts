import { createContext, useContext } from 'react';
import type { Bridge, BridgeProblem } from '../../bridge/contract.ts';

export const BridgeContext = createContext<Bridge | null>(null);

/** The desk's host, the only thing the screens talk to. */
export function useBridge(): Bridge {
  const bridge = useContext(BridgeContext);
  if (!bridge) throw new Error('no bridge above this component');
  return bridge;
}

/** What a rejected promise of the bridge says: what happened, what is safe, what to do. */
export function problemText(problem: unknown, otherwise: string): string {
  const message = (problem as Partial<BridgeProblem> | null)?.message;
  return typeof message === 'string' && message !== '' ? message : otherwise;
}
