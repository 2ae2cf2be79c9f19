import { createHmac } from 'node:crypto';
import type { AddressInfo } from 'node:net';
import { connect, createServer, type Server, type TLSSocket } from 'node:tls';

/** A secret that the cloud handed to the devices of one shop. */
export interface LanKey {
  /** Says which, and nothing of what it is */
  readonly id: string;
  readonly secret: Buffer;
}

/** Forward secret and authenticated, in OpenSSL and BoringSSL alike; suites with a shared key are of TLS 1.2 (RFC 8442). */
const suite = {
  ciphers: 'ECDHE-PSK-CHACHA20-POLY1305',
  minVersion: 'TLSv1.2',
  maxVersion: 'TLSv1.2',
} as const;

/** Desks of a shop are few; who knocks more often is none of them. */
const MOST = 100;

/**
 * Encrypted by a key that only devices of this shop hold. `onLine` has one whose other end holds it too. Once it is closed nobody is let
 * in, though whoever had come before may still shake hands.
 */
export function serveSecure(keys: () => readonly LanKey[], onLine: (socket: TLSSocket) => void): Server {
  const server: Server = createServer(
    {
      ...suite,
      handshakeTimeout: 5_000,
      pskCallback: (_socket, identity) =>
        (server.listening ? keys() : []).find(({ id }) => id === identity)?.secret ?? null,
    },
    (socket) => {
      if (server.listening) onLine(socket);
      else socket.destroy();
    },
  );
  server.maxConnections = MOST;
  // Somebody without the key: nothing was said to them, and nothing has to be done.
  server.on('tlsClientError', (_error, socket) => socket.destroy());
  return server;
}

function tryPort(server: Server, port: number, host: string): Promise<number | null> {
  return new Promise((resolve) => {
    const taken = () => resolve(null);
    server.once('error', taken);
    server.listen(port, host, () => {
      server.off('error', taken);
      resolve((server.address() as AddressInfo).port);
    });
  });
}

/** Where the port is taken, at any other: who hears this desk call finds it all the same. */
export async function listen(
  server: Server,
  wanted: number,
  host: string,
): Promise<{ readonly port: number | null; readonly asWanted: boolean }> {
  const port = await tryPort(server, wanted, host);
  return port === null ? { port: await tryPort(server, 0, host), asWanted: false } : { port, asWanted: true };
}

/** @throws where nobody answers there, or who answers does not hold this key */
export function dialSecure(host: string, port: number, { id, secret }: LanKey, within = 4_000): Promise<TLSSocket> {
  return new Promise((resolve, reject) => {
    const socket = connect({
      ...{ host, port, ...suite },
      // No names are certified here: who answers shows it by the key.
      checkServerIdentity: () => undefined,
      pskCallback: () => ({ identity: id, psk: secret }),
    });
    const failed = (error: Error) => {
      socket.destroy();
      reject(error);
    };
    socket.setTimeout(within, () => failed(new Error(`${host}:${port} does not answer`)));
    socket.once('error', failed);
    socket.once('secureConnect', () => {
      socket.off('error', failed);
      socket.setTimeout(0);
      resolve(socket);
    });
  });
}

/** How desks of one shop know each other's calls on the network, while nobody else learns whose they are. */
export const tagOf = ({ secret }: LanKey): string =>
  createHmac('sha256', secret).update('tillhouse call 1').digest('hex').slice(0, 32);
