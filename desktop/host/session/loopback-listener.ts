import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** RFC 8252 §7.3: where the browser brings the answer of the sign-in, on this machine alone, once. */
export interface LoopbackListener {
  /** `http://127.0.0.1:49152/signed-in` */
  readonly redirectUri: string;
  /** The address that the browser came to; it never rejects, and waits until `close` where nobody comes. */
  readonly came: Promise<URL>;
  close(): void;
}

const PATH = '/signed-in';
const headers = {
  'content-type': 'text/html; charset=utf-8',
  'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'; base-uri 'none'",
  'referrer-policy': 'no-referrer',
  'cache-control': 'no-store',
  'x-content-type-options': 'nosniff',
  connection: 'close',
};

/** @param state only the answer that carries it counts: another page of this machine could come here too */
export async function listenOnLoopback(state: string): Promise<LoopbackListener> {
  const { promise: came, resolve } = Promise.withResolvers<URL>();
  const server = createServer((request, response) => {
    const { port } = server.address() as AddressInfo;
    const url = URL.parse(request.url ?? '', `http://127.0.0.1:${port}`);
    const ours =
      request.method === 'GET' &&
      request.headers.host === `127.0.0.1:${port}` &&
      url?.pathname === PATH &&
      url.searchParams.get('state') === state;
    if (!ours || !url) {
      response.writeHead(404, headers).end();
      return;
    }
    response.writeHead(200, headers).end(page(url.searchParams.has('code')));
    resolve(url);
    server.close();
  });
  await new Promise<void>((listening, failed) => {
    server.once('error', failed);
    server.listen(0, '127.0.0.1', listening);
  });
  server.unref();
  const { port } = server.address() as AddressInfo;
  return {
    redirectUri: `http://127.0.0.1:${port}${PATH}`,
    came,
    close: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}

const page = (letIn: boolean): string => `<!doctype html><html lang="en"><meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1"><meta name="color-scheme" content="light dark">
<title>Tillhouse</title><style>body{margin:48px auto;max-width:400px;padding:0 24px;font:14px/20px system-ui,sans-serif}h1{font-size:28px;line-height:34px}</style>
<h1>${letIn ? 'Back to the desk' : 'Nobody was let in'}</h1><p>${
  letIn
    ? 'The desk goes on by itself. You can close this page.'
    : 'Nothing was changed. Close this page and begin again at the desk.'
}</p></html>
`;
