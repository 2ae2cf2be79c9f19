import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';

/** What becomes of a request that changes something. */
export type Fault =
  | 'lost-before'
  | 'lost-after'
  | '500-before'
  | '500-after'
  | '429'
  | '409'
  /** It reaches the provider twice. */
  | 'twice'
  /** It is done, and no answer comes while anybody waits. */
  | 'never'
  | 'malformed'
  /** What `of.spoilt` makes of the answer. */
  | 'spoilt';

export interface ApiRequest {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: IncomingMessage['headers'];
  readonly raw: string;
}

export interface ApiAnswer {
  readonly status: number;
  readonly body: object | null;
}

export interface FaultyApi {
  readonly url: string;
  /** The next requests to change something go so, one each; null: as they should */
  readonly faults: (Fault | null)[];
  close(): Promise<void>;
}

export interface ApiOf {
  answer(request: ApiRequest): ApiAnswer;
  /** Whether it changes something, so that faults are for it */
  changes(request: ApiRequest): boolean;
  /** The words for a fault that is told */
  failed(status: 409 | 429 | 500): ApiAnswer;
  /** By which the first answer is kept, where it is kept: a name, and for how long */
  keyOf(request: ApiRequest): string | undefined;
  /** An answer that is not right, in a way that its reader has to notice */
  spoilt?(answer: ApiAnswer): ApiAnswer;
  readonly keptMs: number;
  readonly now: () => number;
}

/** A provider's API over HTTP that loses, repeats and breaks as it is told; what it does and says is `of`'s. */
export async function startFaultyApi(of: ApiOf): Promise<FaultyApi> {
  const faults: (Fault | null)[] = [];
  const kept = new Map<string, { at: number; answer: ApiAnswer }>();

  /** An answer that says what was done is kept with its key; one that refuses is not. */
  function once(request: ApiRequest): ApiAnswer {
    const key = of.keyOf(request);
    const before = key === undefined ? undefined : kept.get(key);
    if (before && of.now() - before.at < of.keptMs) return before.answer;
    const answer = of.answer(request);
    if (key !== undefined && answer.status < 300) kept.set(key, { at: of.now(), answer });
    return answer;
  }

  const server = createServer((incoming, response) => {
    const handle = async (): Promise<void> => {
      const { pathname, searchParams } = new URL(incoming.url ?? '/', 'http://provider');
      const { method = 'GET', headers } = incoming;
      const request = { method, path: pathname, query: searchParams, headers, raw: await text(incoming) };
      const send = ({ status, body }: ApiAnswer): void => {
        response
          .writeHead(status, { 'content-type': 'application/json' })
          .end(body === null ? '' : JSON.stringify(body));
      };
      if (!of.changes(request)) return send(of.answer(request));
      const fault = faults.shift() ?? null;
      if (fault === '409' || fault === '429') return send(of.failed(fault === '409' ? 409 : 429));
      if (fault === '500-before') return send(of.failed(500));
      if (fault === 'lost-before') return void incoming.socket.destroy();
      const answer = fault === 'twice' ? [once(request), once(request)][1] : once(request);
      if (fault === 'lost-after') return void incoming.socket.destroy();
      if (fault === 'never') return;
      if (fault === 'malformed')
        return void response.writeHead(200, { 'content-type': 'application/json' }).end('{"id":');
      if (fault === 'spoilt') return send(of.spoilt?.(answer as ApiAnswer) ?? of.failed(500));
      return send(fault === '500-after' ? of.failed(500) : (answer as ApiAnswer));
    };
    handle().catch(() => response.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    faults,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}
