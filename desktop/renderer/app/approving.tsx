import { lazy, type ReactNode, Suspense, useMemo, useState } from 'react';
import { AskingContext, askingBridge, type YesAsked } from '../data/approving.ts';
import { BridgeContext, useBridge } from '../data/bridge.ts';
import { type ProofWanted, provingBridge } from '../data/proving.ts';

const ApproveDialog = lazy(async () => ({
  default: (await import('../features/roles/approve-dialog.tsx')).ApproveDialog,
}));
const DeskProof = lazy(async () => ({
  default: (await import('../features/proof/desk-proof.tsx')).DeskProof,
}));

/**
 * Commands of the pages below that want somebody else's yes, or that who is here shows again that it is them, are asked
 * for it here, one after the other.
 */
export function Approving({ children }: { readonly children: ReactNode }) {
  const bridge = useBridge();
  const [waiting, setWaiting] = useState<readonly YesAsked[]>([]);
  const [proofs, setProofs] = useState<readonly ProofWanted[]>([]);
  const asking = useMemo(
    () =>
      askingBridge(
        provingBridge(bridge, (one) => setProofs((old) => [...old, one])),
        (one) => setWaiting((old) => [...old, one]),
      ),
    [bridge],
  );
  const [first] = waiting;
  const [proof] = proofs;
  return (
    <BridgeContext value={asking.bridge}>
      <AskingContext value={asking.mutate}>
        {children}
        <Suspense fallback={null}>
          {first ? (
            <ApproveDialog
              key={waiting.length}
              asked={first}
              onClose={() => setWaiting((old) => old.filter((one) => one !== first))}
            />
          ) : null}
          {proof ? (
            <DeskProof
              key={`proof ${proofs.length}`}
              wanted={proof}
              onClose={() => setProofs((old) => old.filter((one) => one !== proof))}
            />
          ) : null}
        </Suspense>
      </AskingContext>
    </BridgeContext>
  );
}
