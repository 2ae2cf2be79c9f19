import { Agent, type IncomingHttpHeaders, request } from 'node:http';

export interface Answer {
  readonly status: number;
  readonly headers: { get(name: string): string | null };
  readonly body: string;
}

export interface Line {
  get(path: string): Promise<Answer>;
  /** What the cloud last refused the held request with; empty when it never did */
  refusal(): string;
  /** As much of `fetch` as the desk's client uses for its held request */
  fetch(url: string, init: { body: string; headers: Record<string, string>; signal?: AbortSignal }): Promise<object>;
}

/** The connections of one desk. Bare, so that a thousand desks in one process measure the cloud and not themselves. */
export function desksLine(url: string, token: () => string): Line {
  const agent = new Agent({ keepAlive: true, timeout: 65_000 });
  const ask = (
    address: string,
    method: string,
    more: { body?: string; headers?: Record<string, string>; signal?: AbortSignal },
  ): Promise<Answer> =>
    new Promise((resolve, reject) => {
      const headers = { ...more.headers, authorization: `Bearer ${token()}` };
      const signal = more.signal ? { signal: more.signal } : {};
      const asking = request(address, { agent, method, headers, ...signal }, (answer) => {
        const parts: Buffer[] = [];
        answer.on('data', (part: Buffer) => parts.push(part));
        answer.on('end', () =>
          resolve({
            status: answer.statusCode ?? 0,
            headers: headersOf(answer.headers),
            body: Buffer.concat(parts).toString(),
          }),
        );
        answer.on('error', reject);
      });
      asking.on('error', reject);
      asking.end(more.body);
    });
  let refusal = '';
  return {
    refusal: () => refusal,
    get: (path) => ask(`${url}${path}`, 'GET', {}),
    fetch: async (address, init) => {
      const answer = await ask(address, 'POST', init);
      if (answer.status >= 400) refusal = `HTTP ${answer.status} ${answer.body.slice(0, 300)}`;
      return { ...answer, json: async () => JSON.parse(answer.body) as unknown };
    },
  };
}

const headersOf = (headers: IncomingHttpHeaders) => ({
  get: (name: string) => (headers[name] === undefined ? null : String(headers[name])),
});
