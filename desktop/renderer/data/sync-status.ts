import { createContext, useContext, useEffect, useState } from 'react';
import type { Bridge } from '../../bridge/contract.ts';
import type { SyncStatus } from '../../bridge/status.ts';

export interface LinkState {
  readonly status: SyncStatus | null;
  /** Between this window and the host on the same machine. */
  readonly connection: Bridge['connection'];
}

export const LinkContext = createContext<LinkState>({ status: null, connection: 'connecting' });

/** What the sync pill, the banner and the sync page show. */
export function useSyncStatus(): SyncStatus | null {
  return useContext(LinkContext).status;
}

export function useLinkState(bridge: Bridge): LinkState {
  const [status, setStatus] = useState<SyncStatus | null>(null);
  const [connection, setConnection] = useState(bridge.connection);
  useEffect(() => bridge.onSync(setStatus), [bridge]);
  useEffect(() => bridge.onConnection(setConnection), [bridge]);
  return { status, connection };
}
