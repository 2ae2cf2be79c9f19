import { createBridge } from '../client.ts';
import type { Bridge } from '../contract.ts';
import type { Transport } from '../transport.ts';
import { type PortLike, portTransport } from '../transport-port.ts';
import { type SocketLike, webSocketTransport } from '../transport-websocket.ts';

const KEPT = 'tillhouse.session';

/** Asks the preload for a port; it answers with one now and again after each restart of the host. */
function askForPort(arrive: (port: PortLike) => void): void {
  const hear = (event: MessageEvent) => {
    const [port] = event.ports;
    if (event.source !== window || event.data?.t !== 'tillhouse-bridge-port' || !port) return;
    window.removeEventListener('message', hear);
    arrive(port as unknown as PortLike);
  };
  window.addEventListener('message', hear);
  window.postMessage({ t: 'tillhouse-bridge-wanted' }, window.location.origin);
}

function openSocket(): SocketLike {
  return new WebSocket(`ws://${window.location.host}/bridge`) as unknown as SocketLike;
}

/**
 * The bridge of this window: a MessagePort in Electron, a WebSocket on loopback in a browser. Takes the one-use code out of
 * the address, so that it stands neither in the bar nor in the history; call it before a router reads the address.
 */
export function connectToHost(): Bridge {
  const inElectron = window.location.protocol === 'app:';
  const address = new URLSearchParams(window.location.hash.slice(1));
  const code = address.get('code') ?? undefined;
  if (code) window.history.replaceState(null, '', `${window.location.pathname}#${address.get('to') ?? '/'}`);
  const transport: Transport = inElectron ? portTransport(askForPort) : webSocketTransport(openSocket);
  const keep = {
    get: () => window.sessionStorage.getItem(KEPT),
    set: (session: string | null) => {
      if (session === null) window.sessionStorage.removeItem(KEPT);
      else window.sessionStorage.setItem(KEPT, session);
    },
  };
  // A new address is a new window: what an earlier one left behind does not count.
  if (code) keep.set(null);
  return createBridge({ transport, code, keep, newId: () => crypto.randomUUID() });
}
