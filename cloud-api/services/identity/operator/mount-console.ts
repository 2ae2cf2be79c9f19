import { readFile } from 'node:fs/promises';
import { stripTypeScriptTypes } from 'node:module';
import type { FastifyInstance } from 'fastify';

const folder = new URL('./console/', import.meta.url);
const scripts = ['console', 'cloud', 'elements', 'factor-part', 'tenant-panel', 'told', 'visits-part'] as const;
const CSP =
  "default-src 'none'; style-src 'self'; font-src 'self'; script-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/** The operators' page. It holds no secret: whoever opens it signs in to see anything. */
export function mountConsole(server: FastifyInstance): void {
  const read = (name: string): Promise<string> => readFile(new URL(name, folder), 'utf8');
  const serve = (path: string, type: string, text: () => Promise<string>): void => {
    let kept: Promise<string> | undefined;
    server.get(path, async (_request, reply) => {
      kept ??= text();
      reply.header('content-security-policy', CSP).header('referrer-policy', 'no-referrer');
      reply.header('cache-control', 'no-cache').type(type);
      return kept;
    });
  };
  serve('/operator', 'text/html; charset=utf-8', () => read('index.html'));
  serve('/operator/console.css', 'text/css; charset=utf-8', () => read('console.css'));
  for (const name of scripts) {
    serve(`/operator/${name}.js`, 'text/javascript; charset=utf-8', async () =>
      stripTypeScriptTypes(await read(`${name}.ts`)),
    );
  }
}
