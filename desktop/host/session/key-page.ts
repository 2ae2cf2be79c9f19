import { randomBytes } from 'node:crypto';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { KeyPageWords } from '../../bridge/key-sign-in-views.ts';

export interface KeyPage {
  /** `http://localhost:49152/key/…`: keys belong to a name, and this machine’s own needs no network */
  readonly url: string;
  /** What the key signed, once. Waits until `close` where nobody comes. */
  readonly came: Promise<unknown>;
  close(): void;
}

/** Attestations of some makers bring certificates along. */
const MOST_BYTES = 64_000;

const escaped = (text: string): string => text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);

/**
 * A page on this machine alone, for one use of a security key: browsers let a page use keys under its own name, and the
 * desk’s screens have none (a number, or a scheme of Electron).
 * @param options as WebAuthn writes them in JSON; made with the page’s origin known
 */
export async function listenForKey(
  kind: 'create' | 'get',
  optionsFor: () => Promise<unknown>,
  words: KeyPageWords,
): Promise<KeyPage> {
  const { promise: came, resolve } = Promise.withResolvers<unknown>();
  const state = randomBytes(32).toString('base64url');
  const nonce = randomBytes(16).toString('base64');
  const html = page({ kind, options: await optionsFor(), words, nonce });
  const headers = {
    'content-type': 'text/html; charset=utf-8',
    'content-security-policy': `default-src 'none'; script-src 'nonce-${nonce}'; style-src 'nonce-${nonce}'; connect-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'`,
    'referrer-policy': 'no-referrer',
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
    connection: 'close',
  };
  const server = createServer((request, response) => {
    const { port } = server.address() as AddressInfo;
    const origin = `http://localhost:${port}`;
    // Another page of this machine, or a name that was bent to point here, knows no state or comes from elsewhere.
    const ours = request.headers.host === `localhost:${port}` && request.url === `/key/${state}`;
    const fromPage = request.headers.origin === origin && request.headers['content-type'] === 'application/json';
    if (ours && request.method === 'GET') return void response.writeHead(200, headers).end(html);
    if (!ours || request.method !== 'POST' || !fromPage) return void response.writeHead(404, headers).end();
    bodyOf(request).then(
      (said) => {
        response.writeHead(204, headers).end();
        resolve(said);
        server.close();
      },
      () => response.writeHead(400, headers).end(),
    );
  });
  await new Promise<void>((listening, failed) => {
    server.once('error', failed);
    server.listen(0, '127.0.0.1', listening);
  });
  server.unref();
  return {
    url: `http://localhost:${(server.address() as AddressInfo).port}/key/${state}`,
    came,
    close: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}

async function bodyOf(request: IncomingMessage): Promise<unknown> {
  const parts: Buffer[] = [];
  let size = 0;
  for await (const part of request as AsyncIterable<Buffer>) {
    size += part.length;
    if (size > MOST_BYTES) throw new Error('more than a key says');
    parts.push(part);
  }
  return JSON.parse(Buffer.concat(parts).toString());
}

interface Shown {
  readonly kind: 'create' | 'get';
  readonly options: unknown;
  readonly words: KeyPageWords;
  readonly nonce: string;
}

const page = ({
  kind,
  options,
  words,
  nonce,
}: Shown): string => `<!doctype html><html lang="${escaped(words.lang)}"><meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1"><meta name="color-scheme" content="light dark">
<title>${escaped(words.title)}</title><style nonce="${nonce}">body{margin:48px auto;max-width:400px;padding:0 24px;font:14px/20px system-ui,sans-serif}h1{font-size:28px;line-height:34px}button{font:600 14px/20px system-ui,sans-serif;padding:10px 16px}</style>
<main><h1>${escaped(words.title)}</h1><p>${escaped(words.what)}</p><p><button type="button" autofocus>${escaped(words.button)}</button></p><p role="alert" hidden></p></main>
<script type="application/json" id="asked" nonce="${nonce}">${JSON.stringify({ kind, options, words }).replaceAll('<', '\\u003c')}</script>
<script nonce="${nonce}">
const { kind, options, words } = JSON.parse(document.getElementById('asked').textContent);
const [button, told] = [document.querySelector('button'), document.querySelector('[role=alert]')];
const tell = (text) => { told.textContent = text; told.hidden = false; };
if (!window.PublicKeyCredential?.parseRequestOptionsFromJSON) { tell(words.unable); button.hidden = true; }
button.addEventListener('click', async () => {
  button.disabled = true;
  told.hidden = true;
  try {
    const made = kind === 'create'
      ? await navigator.credentials.create({ publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(options) })
      : await navigator.credentials.get({ publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(options) });
    const headers = { 'content-type': 'application/json' };
    const sent = await fetch(location.href, { method: 'POST', headers, body: JSON.stringify(made) });
    if (!sent.ok) throw new Error(String(sent.status));
    document.querySelector('main').replaceChildren(words.done);
    setTimeout(() => window.close(), 1200);
  } catch { tell(words.turned); button.disabled = false; }
});
</script></html>
`;
