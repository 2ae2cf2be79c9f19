import type { Bridge, BridgeProblem, CallName, FromHost, ToHost } from './contract.ts';
import type { SyncStatus } from './status.ts';
import type { LinkState, Transport } from './transport.ts';

export interface BridgeOptions {
  readonly transport: Transport;
  /** The one-use code of the address this window was opened by */
  readonly code?: string | undefined;
  /** Where the session is kept over a reload of the window; never in a cookie */
  readonly keep: { get(): string | null; set(session: string | null): void };
  readonly newId: () => string;
}

interface Pending {
  readonly message: Exclude<ToHost, { t: 'hello' }>;
  readonly resolve: (value: never) => void;
  readonly reject: (problem: BridgeProblem) => void;
}

const lost: BridgeProblem = {
  code: 'bridge.lost',
  kind: 'unavailable',
  message:
    'The desk’s host stopped before it answered. All that was confirmed is safe; look whether this was done before you do it again.',
  details: {},
};
/** Calls that name what they do by an id, and answer the second time with what was done the first. */
const doneOnce: ReadonlySet<string> = new Set<CallName>([
  'basket.payCash',
  'basket.payCard',
  'basket.payOnAccount',
  'basket.paySplit',
  'basket.finish',
  // Their parts carry ids of their own.
  'basket.takeCash',
  'basket.takeCard',
  'basket.takePoints',
  'card.charge',
  'hours.punch',
  'card.refund',
]);

const refused = (reason: string): BridgeProblem => ({
  code: 'bridge.refused',
  kind: 'forbidden',
  message: reason,
  details: {},
});

/**
 * The bridge over a transport. Queries and commands that wait when the host goes away are asked again when it is back
 * (a command under its own id, a payment under that of its basket, so each is done once); other calls are not, since
 * some of them must not happen twice.
 */
export function createBridge(options: BridgeOptions): Bridge {
  const { transport, keep, newId } = options;
  const pending = new Map<number, Pending>();
  const changedListeners = new Set<(tables: readonly string[]) => void>();
  const syncListeners = new Set<(status: SyncStatus) => void>();
  const stateListeners = new Set<(state: LinkState) => void>();
  let state: LinkState = 'connecting';
  let lastSync: SyncStatus | null = null;
  let over: BridgeProblem | null = null;
  let next = 1;

  const become = (now: LinkState) => {
    if (state === now) return;
    state = now;
    for (const listener of stateListeners) listener(now);
  };

  const rejectCalls = () => {
    for (const [id, { message, reject }] of pending) {
      if (message.t !== 'call' || doneOnce.has(message.name)) continue;
      pending.delete(id);
      reject(lost);
    }
  };

  const ask = <T>(make: (id: number) => Pending['message']): Promise<T> =>
    new Promise<T>((resolve, reject) => {
      if (over) return reject(over);
      const id = next++;
      const message = make(id);
      if (message.t === 'call' && state === 'lost') return reject(lost);
      pending.set(id, { message, resolve, reject });
      if (state === 'open') transport.send(message);
    });

  transport.onState((now) => {
    if (now === 'open') {
      const session = keep.get();
      transport.send({ t: 'hello', ...(session ? { session } : {}), ...(options.code ? { code: options.code } : {}) });
      return;
    }
    become(now);
    if (now === 'lost') rejectCalls();
  });

  const hear: { [T in FromHost['t']]: (message: Extract<FromHost, { t: T }>) => void } = {
    welcome: ({ session }) => {
      keep.set(session);
      become('open');
      for (const { message } of pending.values()) transport.send(message);
    },
    refused: ({ reason }) => {
      keep.set(null);
      over = refused(reason);
      for (const { reject } of pending.values()) reject(over);
      pending.clear();
      become('lost');
      transport.close();
    },
    answer: (message) => {
      const asked = pending.get(message.id);
      pending.delete(message.id);
      if (message.ok) asked?.resolve(message.value as never);
      else asked?.reject(message.problem);
    },
    changed: ({ tables }) => {
      for (const listener of changedListeners) listener(tables);
    },
    sync: ({ status }) => {
      lastSync = status;
      for (const listener of syncListeners) listener(status);
    },
  };
  transport.onMessage((message) => (hear[message.t] as (message: FromHost) => void)(message));

  const listen = <L>(listeners: Set<L>, listener: L) => {
    listeners.add(listener);
    return () => void listeners.delete(listener);
  };
  return {
    query: (name, params) => ask((id) => ({ t: 'query', id, name, params })),
    call: (name, args) => ask((id) => ({ t: 'call', id, name, args })),
    mutate: (name, args, mutationId = newId(), approval) =>
      ask((id) => ({ t: 'mutate', id, name, args, mutationId, ...(approval && { approval }) })),
    onChanged: (listener) => listen(changedListeners, listener),
    onSync: (listener) => {
      if (lastSync) listener(lastSync);
      return listen(syncListeners, listener);
    },
    get connection() {
      return state;
    },
    onConnection: (listener) => listen(stateListeners, listener),
  };
}
