import type { CallMap } from '@tillhouse/desktop/bridge/calls.ts';
import type { BridgeProblem, FromHost } from '@tillhouse/desktop/bridge/contract.ts';
import type { QueryMap } from '@tillhouse/desktop/bridge/queries.ts';
import type { SyncStatus } from '@tillhouse/desktop/bridge/status.ts';
import { WebSocket } from 'ws';

/** Nobody listens there: the desk is offline, as it must work anyway. */
export const NO_CLOUD = 'http://127.0.0.1:9';

/** A window of the desk as the screens are one: over the loopback socket, with its one-use code. */
export interface BenchWindow {
  /** For another window of the same person */
  readonly session: string;
  call<N extends keyof CallMap>(name: N, args: CallMap[N]['args']): Promise<CallMap[N]['result']>;
  query<N extends keyof QueryMap>(name: N, params: QueryMap[N]['params']): Promise<QueryMap[N]['result']>;
  mutate(name: string, args: unknown): Promise<unknown>;
  status(): SyncStatus | undefined;
  onStatus(listener: (status: SyncStatus) => void): void;
  close(): void;
}

export function openWindow(address: string): Promise<BenchWindow> {
  const url = new URL(address);
  const code = new URLSearchParams(url.hash.slice(1)).get('code') ?? '';
  const socket = new WebSocket(`ws://${url.host}/bridge`, { origin: url.origin });
  const waiting = new Map<number, { resolve: (value: unknown) => void; reject: (problem: Error) => void }>();
  const listeners: ((status: SyncStatus) => void)[] = [];
  let status: SyncStatus | undefined;
  let next = 1;
  const ask = (t: 'query' | 'call' | 'mutate', name: string, rest: object) =>
    new Promise<unknown>((resolve, reject) => {
      const id = next++;
      waiting.set(id, { resolve, reject });
      socket.send(JSON.stringify({ t, id, name, ...rest }));
    });
  const failed = (name: string, problem: BridgeProblem) => new Error(`${name}: ${problem.code} ${problem.message}`);
  return new Promise((opened, refused) => {
    socket.on('open', () => socket.send(JSON.stringify({ t: 'hello', code })));
    socket.on('error', refused);
    socket.on('message', (data) => {
      const message = JSON.parse(String(data)) as FromHost;
      if (message.t === 'welcome') {
        opened({
          session: message.session,
          call: (name, args) => ask('call', name, { args }) as never,
          query: (name, params) => ask('query', name, { params }) as never,
          mutate: (name, args) => ask('mutate', name, { args }),
          status: () => status,
          onStatus: (listener) => void listeners.push(listener),
          close: () => socket.close(),
        });
      } else if (message.t === 'refused') refused(new Error(message.reason));
      else if (message.t === 'sync') {
        status = message.status;
        for (const listener of listeners) listener(message.status);
      } else if (message.t === 'answer') {
        const one = waiting.get(message.id);
        waiting.delete(message.id);
        if (message.ok) one?.resolve(message.value);
        else one?.reject(failed(`question ${message.id}`, message.problem));
      }
    });
  });
}
