import { randomUUID } from 'node:crypto';
import { createBridge } from '../../bridge/client.ts';
import type { Bridge, FromHost } from '../../bridge/contract.ts';
import type { RunningHost } from '../boot.ts';

/** A window on a host in the same process, by the real bridge over a pipe in memory. */
export function openBridge(host: Pick<RunningHost, 'connect'>): Bridge & { close(): void } {
  let gone = () => {};
  let hear: (text: string) => void = () => {};
  let message: (said: FromHost) => void = () => {};
  const bridge = createBridge({
    transport: {
      send: (said) => hear(JSON.stringify(said)),
      onState: (state) => {
        host.connect({
          send: (text) => message(JSON.parse(text) as FromHost),
          close: () => state('lost'),
          onMessage: (listener) => {
            hear = listener;
          },
          onClose: (listener) => {
            gone = listener;
          },
        });
        queueMicrotask(() => state('open'));
      },
      onMessage: (listener) => {
        message = listener;
      },
      close: () => gone(),
    },
    keep: { get: () => null, set: () => {} },
    newId: randomUUID,
  });
  return Object.assign(bridge, { close: () => gone() });
}
