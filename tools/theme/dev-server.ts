import { createHash } from 'node:crypto';
import { watch } from 'node:fs';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { escaped } from '@tillhouse/cloud-api/platform/http/markup.ts';
import { samplePicture } from '@tillhouse/cloud-api/services/storefront/sample-pictures.ts';
import { icon, manifest as manifestOf } from '@tillhouse/cloud-api/services/storefront/hosted/app-files.ts';
import { assetNamed } from '@tillhouse/cloud-api/services/storefront/hosted/assets.ts';
import { checkTheme } from '@tillhouse/cloud-api/services/storefront/themes/check-theme.ts';
import {
  type RenderJob,
  TemplateFault,
  ThemeEngine,
} from '@tillhouse/cloud-api/services/storefront/themes/theme-engine.ts';
import { assetType, type ThemeFile } from '@tillhouse/cloud-api/services/storefront/themes/theme-files.ts';
import { sourceOf } from '@tillhouse/cloud-api/services/storefront/themes/theme-source.ts';
import type { ThemeManifest } from '@tillhouse/shared/domains/content/theme-parts.ts';
import { Plain } from '../cli/plain.ts';
import { lineOf } from './check-shown.ts';
import { samplePage } from './sample-page.ts';
import { readTheme } from './theme-folder.ts';

export interface DevOptions {
  readonly folder: string;
  readonly port: number;
  readonly say: (line: string) => void;
  /** Of a running cloud; left out: the sample shop */
  readonly shop?: ShopBehind;
}

export interface ShopBehind {
  readonly url: string;
  /** What templates get of a page of it */
  readonly page: (address: string, manifest: ThemeManifest) => Promise<RenderJob>;
}

const RELOAD = '/__theme/reload.js';
const EVENTS = '/__theme/events';
const ASSETS = '/theme/dev/';
const reloading = `new EventSource('${EVENTS}').onmessage = () => location.reload();\n`;
/** Of the cloud itself: what elements ask, scripts, pictures. */
const fromCloud = /^\/(shop\/v1\/|tillhouse[.-]|media\/|hosted\/)/;

/** Shows a theme on this machine as it lies in its folder, under the content policy of the cloud, anew with each saving. */
export class DevServer {
  readonly #options: DevOptions;
  readonly #server: Server;
  readonly #listening = new Set<ServerResponse>();
  #files: readonly ThemeFile[] = [];
  #ends: (() => void)[] = [];

  constructor(options: DevOptions) {
    this.#options = options;
    this.#server = createServer((request, response) => {
      this.#answer(request, response).catch((error: Error) => {
        if (!response.headersSent) response.writeHead(502, { 'content-type': 'text/plain; charset=utf-8' });
        response.end(error.message);
      });
    });
  }

  /** @returns its address */
  async start(): Promise<string> {
    await this.#read();
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    this.#server.once('error', reject).listen(this.#options.port, '127.0.0.1', resolve);
    await promise.catch((error: NodeJS.ErrnoException) => {
      const used = error.code === 'EADDRINUSE';
      throw used ? new Plain(`Port ${this.#options.port} is in use. Give another one with --port.`) : error;
    });
    let waiting: NodeJS.Timeout | undefined;
    const watcher = watch(this.#options.folder, { recursive: true }, () => {
      clearTimeout(waiting);
      // Editors write a file in several steps.
      waiting = setTimeout(() => void this.#read().then(() => this.#reload()), 60);
    });
    this.#ends = [() => watcher.close(), () => clearTimeout(waiting)];
    return this.#url;
  }

  async stop(): Promise<void> {
    for (const end of this.#ends) end();
    for (const response of this.#listening) response.end();
    this.#server.closeAllConnections();
    await new Promise((closed) => this.#server.close(closed));
  }

  get #url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  async #read(): Promise<void> {
    try {
      this.#files = await readTheme(this.#options.folder);
    } catch (error) {
      return this.#options.say((error as Error).message);
    }
    const { findings } = checkTheme(this.#files);
    for (const finding of findings) this.#options.say(lineOf(finding));
    if (findings.length === 0) this.#options.say('Nothing to say against it.');
  }

  #reload(): void {
    for (const response of this.#listening) response.write('data: changed\n\n');
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const address = request.url ?? '/';
    // A page elsewhere must not read the shop through this one.
    if (request.headers.host !== new URL(this.#url).host && !/^localhost:\d+$/.test(request.headers.host ?? ''))
      return void response.writeHead(403).end();
    const [path = '/'] = address.split('?');
    if (path === RELOAD) return send(response, 'text/javascript; charset=utf-8', reloading);
    if (path === EVENTS) {
      response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' }).write(':\n\n');
      this.#listening.add(response);
      return void response.on('close', () => this.#listening.delete(response));
    }
    if (path.startsWith(ASSETS)) {
      const name = path.slice(ASSETS.length);
      const file = this.#files.find((one) => one.path === `assets/${name}`);
      return file ? send(response, assetType(name) ?? 'text/plain', file.body) : void response.writeHead(404).end();
    }
    const { shop } = this.#options;
    if (fromCloud.test(path)) return shop ? passOn(shop.url, request, response) : this.#own(address, response);
    if (path === '/icon.svg') return send(response, 'image/svg+xml', icon(undefined));
    if (path === '/manifest.webmanifest')
      return send(response, 'application/manifest+json', JSON.stringify(manifestOf(undefined, '')));
    return this.#page(address, response);
  }

  /** Pictures and letters that come with the cloud, where there is none. */
  async #own(address: string, response: ServerResponse): Promise<void> {
    const { pathname, searchParams } = new URL(address, this.#url);
    const [, picture] = /^\/media\/samples\/([a-z0-9-]+)\.svg$/.exec(pathname) ?? [];
    const drawn = picture && samplePicture(picture, Object.fromEntries(searchParams));
    if (drawn) return send(response, 'image/svg+xml', drawn);
    const asset = pathname.startsWith('/hosted/') && (await assetNamed(pathname.slice('/hosted/'.length)));
    return asset ? send(response, asset.type, asset.body) : void response.writeHead(404).end();
  }

  async #page(address: string, response: ServerResponse): Promise<void> {
    const html = 'text/html; charset=utf-8';
    const { manifest } = checkTheme(this.#files);
    try {
      if (!manifest) throw new TemplateFault('theme.json', 0, 'it is no theme yet: see what is said in the terminal');
      const { shop } = this.#options;
      const job = shop ? await shop.page(address, manifest) : samplePage(manifest, address, this.#url);
      const names = this.#files.flatMap(({ path }) => (path.startsWith('assets/') ? path.slice('assets/'.length) : []));
      const source = sourceOf(this.#files, { names, address: ASSETS, scripts: true });
      const head = `${job.parts.head}<script src="${RELOAD}" defer></script>`;
      const engine = new ThemeEngine(source, { strict: true });
      const text = engine.render({ ...job, parts: { ...job.parts, head } });
      response.setHeader('content-security-policy', policyFor(head));
      send(response, html, text);
    } catch (error) {
      if (!(error instanceof TemplateFault)) throw error;
      response.setHeader('content-security-policy', "default-src 'none'; script-src 'self'; connect-src 'self'");
      send(response, html, this.#faultText(error));
    }
  }

  #faultText({ template, line, message }: TemplateFault): string {
    const lines = (this.#files.find(({ path }) => path === template)?.body.toString('utf8') ?? '').split('\n');
    const around = lines
      .slice(Math.max(0, line - 4), line + 3)
      .map((text, at) => `${Math.max(0, line - 4) + at + 1}  ${text}`);
    return `<!doctype html><html lang="en"><meta charset="utf-8"><title>${escaped(template)}</title><script src="${RELOAD}" defer></script>
<h1>${escaped(template)}${line > 0 ? `:${line}` : ''}</h1><p>${escaped(message)}</p><pre>${escaped(around.join('\n'))}</pre>
<p>Shoppers would see the built-in page.</p></html>`;
  }
}

/** As hosted shops have it: no script and style in the page but the one style by its hash, nothing from elsewhere. */
function policyFor(head: string): string {
  const [, style = ''] = /<style>(.*?)<\/style>/s.exec(head) ?? [];
  const hash = createHash('sha256').update(style).digest('base64');
  return `default-src 'none'; script-src 'self'; style-src 'self' 'sha256-${hash}'; img-src 'self' https: data:; font-src 'self'; connect-src 'self'; manifest-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'`;
}

function send(response: ServerResponse, type: string, body: string | Buffer): void {
  response
    .writeHead(200, { 'content-type': type, 'cache-control': 'no-store', 'x-content-type-options': 'nosniff' })
    .end(body);
}

/** To the shop itself, as from one of its own pages: elements of the widget work as there. */
async function passOn(cloud: string, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const { host: _host, connection: _connection, 'content-length': _length, ...headers } = request.headers;
  const asked = await fetch(cloud + request.url, {
    method: request.method ?? 'GET',
    headers: { ...(headers as Record<string, string>), origin: new URL(cloud).origin, 'accept-encoding': 'identity' },
    ...(chunks.length > 0 && { body: Buffer.concat(chunks) }),
    redirect: 'manual',
  });
  const passed = ['content-type', 'etag', 'cache-control', 'location'].flatMap((name) => {
    const value = asked.headers.get(name);
    return value === null ? [] : [[name, value] as const];
  });
  response.writeHead(asked.status, Object.fromEntries(passed));
  for await (const chunk of asked.body ?? []) response.write(chunk);
  response.end();
}
