import type { FromHost } from './contract.ts';
import type { LinkState, Transport } from './transport.ts';

/** The part of a MessagePort that is used. */
export interface PortLike {
  postMessage(message: unknown): void;
  close(): void;
  onmessage: ((event: { data: unknown }) => void) | null;
  /** Chromium tells when the other side is gone */
  onclose?: (() => void) | null;
}

/**
 * The bridge inside Electron. `ask` wants a port; each port that comes is a connection to a host: a new one replaces the old,
 * as after a restart of the host.
 */
export function portTransport(ask: (arrive: (port: PortLike) => void) => void): Transport {
  let port: PortLike | undefined;
  let closed = false;
  let state: (now: LinkState) => void = () => {};
  let message: (said: FromHost) => void = () => {};

  const arrive = (fresh: PortLike) => {
    if (closed) return fresh.close();
    port = fresh;
    fresh.onmessage = ({ data }) => message(JSON.parse(String(data)) as FromHost);
    fresh.onclose = () => {
      if (closed || port !== fresh) return;
      port = undefined;
      state('lost');
      ask(arrive);
    };
    state('open');
  };
  return {
    send: (said) => port?.postMessage(JSON.stringify(said)),
    onState: (listener) => {
      state = listener;
      ask(arrive);
    },
    onMessage: (listener) => {
      message = listener;
    },
    close: () => {
      closed = true;
      port?.close();
    },
  };
}
