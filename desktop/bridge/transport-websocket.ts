import type { FromHost } from './contract.ts';
import type { LinkState, Transport } from './transport.ts';

/** The part of the browser's WebSocket that is used, so that this file needs no DOM. */
export interface SocketLike {
  readonly readyState: number;
  send(data: string): void;
  close(): void;
  onopen: (() => void) | null;
  onclose: (() => void) | null;
  onmessage: ((event: { data: unknown }) => void) | null;
}

const OPEN = 1;
/** Milliseconds between tries; the host is on this machine, so it is back soon or not at all. */
const WAITS = [100, 200, 400, 800, 1_500];

/** The loopback bridge of a browser. Connects again for as long as the window is open. */
export function webSocketTransport(open: () => SocketLike): Transport {
  let socket: SocketLike | undefined;
  let tries = 0;
  let closed = false;
  let state: (now: LinkState) => void = () => {};
  let message: (said: FromHost) => void = () => {};

  const connect = () => {
    if (closed) return;
    const mine = open();
    socket = mine;
    mine.onopen = () => {
      tries = 0;
      state('open');
    };
    mine.onmessage = ({ data }) => message(JSON.parse(String(data)) as FromHost);
    mine.onclose = () => {
      if (closed || socket !== mine) return;
      state('lost');
      setTimeout(connect, WAITS[Math.min(tries++, WAITS.length - 1)]);
    };
  };
  return {
    send: (said) => {
      if (socket?.readyState === OPEN) socket.send(JSON.stringify(said));
    },
    onState: (listener) => {
      state = listener;
      connect();
    },
    onMessage: (listener) => {
      message = listener;
    },
    close: () => {
      closed = true;
      socket?.close();
    },
  };
}
