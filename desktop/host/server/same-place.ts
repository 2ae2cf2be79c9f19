import type { IncomingMessage } from 'node:http';

/**
 * Whether a request was made to this very address by a page of this very address. A page elsewhere that had its name
 * point here (DNS rebinding) shows itself by the Host header, a page that merely reaches out by its Origin.
 */
export function isOurs(request: IncomingMessage, port: number, originNeeded: boolean): boolean {
  const names = [`127.0.0.1:${port}`, `localhost:${port}`];
  const { host, origin } = request.headers;
  if (!host || !names.includes(host)) return false;
  if (origin === undefined) return !originNeeded;
  return origin === `http://${host}`;
}
