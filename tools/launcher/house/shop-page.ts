import { createReadStream, existsSync, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { extname, join, normalize, sep } from 'node:path';
import { root } from '../paths.mjs';

const folder = join(root, 'storefront-widget', 'dist');

const types: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.woff2': 'font/woff2',
};

/**
 * Serves the demo page of a shop, on an origin of its own as any merchant's page has, with the widget's script tag
 * pointed at our cloud.
 * @returns its address and how to end it; rejects with EADDRINUSE when the port is taken
 */
export function serveShopPage(options: {
  port: number;
  apiUrl: string;
  publishableKey: string;
}): Promise<{ url: string; close(): Promise<void> }> {
  const server = createServer((request, response) => {
    const path = normalize(decodeURIComponent(new URL(request.url ?? '/', 'http://shop').pathname));
    const file = join(folder, path === sep ? 'demo/index.html' : path);
    if (path === sep) {
      response.writeHead(302, { location: '/demo/' }).end();
    } else if (path === `${sep}demo${sep}`) {
      const page = readFileSync(join(folder, 'demo', 'index.html'), 'utf8');
      const filled = page.replaceAll('%KEY%', options.publishableKey).replaceAll('%API%', options.apiUrl);
      response.writeHead(200, { 'content-type': types['.html'], 'cache-control': 'no-store' }).end(filled);
    } else if (file.startsWith(folder + sep) && types[extname(file)] && existsSync(file)) {
      response.writeHead(200, { 'content-type': types[extname(file)], 'cache-control': 'no-cache' });
      createReadStream(file).pipe(response);
    } else {
      response.writeHead(404, { 'content-type': 'text/plain' }).end('Not found');
    }
  });
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen({ port: options.port, host: '127.0.0.1', exclusive: true }, () => {
      const close = (): Promise<void> =>
        new Promise((done) => {
          server.close(() => done());
          server.closeAllConnections();
        });
      resolve({ url: `http://127.0.0.1:${options.port}/demo/`, close });
    });
  });
}
