import '@fontsource-variable/ibm-plex-sans/index.css';
import '@fontsource/ibm-plex-mono/400.css';
import '@fontsource/ibm-plex-mono/500.css';
import './mantine.css';
import '../ui/tokens.css';
import '../ui/base.css';
import { MantineProvider } from '@mantine/core';
import { Notifications } from '@mantine/notifications';
import { notifyManager, QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import type { Bridge } from '../../bridge/contract.ts';
import { BridgeContext } from '../data/bridge.ts';
import { invalidateTables } from '../data/reads.ts';
import { applyAppearance, useAppearance } from '../ui/appearance.ts';
import { fetchGate, fetchSurfaces } from './root.tsx';
import { router } from './router.tsx';
import { cssVariables, theme } from './theme.ts';

/** The host is on this machine: a read never waits for a network, and is fresh until a table changes. */
export function makeQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        networkMode: 'always',
        retry: false,
        staleTime: Number.POSITIVE_INFINITY,
        gcTime: 300_000,
        refetchOnWindowFocus: false,
      },
      mutations: { networkMode: 'always', retry: false },
    },
  });
}

function App({ bridge, client }: { readonly bridge: Bridge; readonly client: QueryClient }) {
  const appearance = useAppearance();
  return (
    <MantineProvider theme={theme} cssVariablesResolver={cssVariables} forceColorScheme={appearance}>
      <QueryClientProvider client={client}>
        <BridgeContext value={bridge}>
          <RouterProvider router={router} />
          {/* Above the strip at the foot of a page: what is said of one step must not lie on the button of the next. */}
          <Notifications position="bottom-right" limit={3} styles={{ root: { marginBlockEnd: 'var(--dock)' } }} />
        </BridgeContext>
      </QueryClientProvider>
    </MantineProvider>
  );
}

// Answers reach the screen in the same turn as what the page makes of them: a scan is one render, not one and then another.
notifyManager.setScheduler(queueMicrotask);

/** Mounts the desk over a bridge and keeps what is on the screen fresh. */
export function start(bridge: Bridge, element: HTMLElement): void {
  applyAppearance();
  const client = makeQueryClient();
  let waiting = new Set<string>();
  bridge.onChanged((tables) => {
    // A burst of incoming changes becomes one refresh two frames later.
    if (waiting.size === 0) {
      setTimeout(() => {
        const changed = [...waiting];
        waiting = new Set();
        invalidateTables(client, changed);
      }, 32);
    }
    for (const table of tables) waiting.add(table);
  });
  bridge.onSync(() => {
    void client.invalidateQueries({ queryKey: ['sync.queue'] });
    void client.invalidateQueries({ queryKey: ['attention.list'] });
  });
  bridge.onConnection((state) => {
    if (state === 'open') void client.invalidateQueries();
  });
  void Promise.allSettled([router.load(), fetchGate()]).then(() => {
    createRoot(element).render(
      <StrictMode>
        <App bridge={bridge} client={client} />
      </StrictMode>,
    );
    requestIdleCallback(() => void fetchSurfaces());
  });
}
