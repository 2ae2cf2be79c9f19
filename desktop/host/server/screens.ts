import { createReadStream, statSync } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { SCREEN_HEADERS } from '../../main/content-policy.ts';
import { screenFile } from '../../main/screen-files.ts';
import { SCREEN_ORIGIN } from '../../main/window-options.ts';

/** A file of the screens, by the same rules and under the same policy as in Electron. */
export function answerFile(root: string, request: IncomingMessage, response: ServerResponse): void {
  const path = (request.url ?? '/').split(/[?#]/)[0] ?? '/';
  const file = screenFile(root, `${SCREEN_ORIGIN}${path}`);
  if (!file) {
    const said = path === '/' ? 'The screens are not built yet. Run: npm start' : 'Not found';
    response.writeHead(404, { ...SCREEN_HEADERS, 'content-type': 'text/plain; charset=utf-8' }).end(said);
    return;
  }
  const hashed = /-[\w-]{6,}\.\w+$/.test(file.path) && path.startsWith('/assets/');
  response.writeHead(200, {
    ...SCREEN_HEADERS,
    'content-type': file.type,
    'content-length': statSync(file.path).size,
    'cache-control': hashed ? 'public, max-age=31536000, immutable' : 'no-cache',
  });
  if (request.method === 'HEAD') response.end();
  else createReadStream(file.path).pipe(response);
}
