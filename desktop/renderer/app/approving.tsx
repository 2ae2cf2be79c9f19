import { lazy, type ReactNode, Suspense, useMemo, useState } from 'react';
import { AskingContext, askingBridge, type YesAsked } from '../data/approving.ts';
import { BridgeContext, useBridge } from '../data/bridge.ts';

const ApproveDialog = lazy(async () => ({
  default: (await import('../features/roles/approve-dialog.tsx')).ApproveDialog,
}));

/** Commands of the pages below that want somebody else's yes are asked for it here, one after the other. */
export function Approving({ children }: { readonly children: ReactNode }) {
  const bridge = useBridge();
  const [waiting, setWaiting] = useState<readonly YesAsked[]>([]);
  const asking = useMemo(() => askingBridge(bridge, (one) => setWaiting((old) => [...old, one])), [bridge]);
  const [first] = waiting;
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
        </Suspense>
      </AskingContext>
    </BridgeContext>
  );
}
