import { existsSync, readFileSync, realpathSync, statSync } from 'node:fs';
import { extname, join, sep } from 'node:path';
import { SCREEN_HEADERS } from './content-policy.ts';
import { SCREEN_ORIGIN } from './window-options.ts';

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.webp': 'image/webp',
  '.woff2': 'font/woff2',
  '.json': 'application/json',
  '.wasm': 'application/wasm',
};

/**
 * The file an `app://tillhouse/…` address means, or undefined. Decoded once, confined to `root` after
 * symbolic links are followed, known types only.
 */
export function screenFile(root: string, address: string): { path: string; type: string } | undefined {
  let url: URL;
  let path: string;
  try {
    url = new URL(address);
    path = decodeURIComponent(url.pathname);
  } catch {
    return undefined;
  }
  if (`${url.protocol}//${url.host}` !== SCREEN_ORIGIN) return undefined;
  if (path.includes('\0') || path.includes('\\')) return undefined;
  const type = TYPES[path === '/' ? '.html' : extname(path).toLowerCase()];
  if (!type) return undefined;
  const wanted = join(root, path === '/' ? 'index.html' : path);
  if (!existsSync(wanted)) return undefined;
  const real = realpathSync(wanted);
  if (!real.startsWith(realpathSync(root) + sep) || !statSync(real).isFile()) return undefined;
  return { path: real, type };
}

/** Answers the custom protocol. */
export function answerScreenRequest(root: string, address: string): Response {
  const file = screenFile(root, address);
  if (!file) return new Response('Not found', { status: 404, headers: { ...SCREEN_HEADERS } });
  return new Response(readFileSync(file.path), { headers: { ...SCREEN_HEADERS, 'content-type': file.type } });
}
