import { setTimeout as sleep } from 'node:timers/promises';
import * as z from 'zod';
import type { CommandOutcome, ImportTarget } from '../import/import-target.ts';
import { Plain } from './plain.ts';

export type Credentials = { readonly key: string } | { readonly email: string; readonly password: string };

export interface ClientOptions {
  readonly url: string;
  readonly credentials: Credentials;
  /** Told once when the cloud goes away and once when it is back. */
  readonly onLine?: (text: string) => void;
  /** Asked before each wait; true ends waiting for a cloud that is away. */
  readonly stopped?: () => boolean;
}

const session = z.object({ access_token: z.string(), tenant: z.object({ name: z.string() }) });
const problem = z.object({
  code: z.string(),
  detail: z.string(),
  details: z.record(z.string(), z.unknown()).optional(),
  requestId: z.string().optional(),
});
const done = z.object({ repeated: z.boolean().default(false) });
const page = z.object({ rows: z.array(z.record(z.string(), z.unknown())), next: z.string().nullable() });
const settingsRow = z.object({ name: z.string(), currency: z.string(), timeZone: z.string() });
const locationRow = z.object({ id: z.string(), name: z.string() });

/** Commands of an import: done now, and done before under the same id. */
export interface Tally {
  readonly ran: number;
  readonly repeated: number;
}

/** Statuses after which the same request may be sent again: the cloud or something before it was away. */
const passing = new Set([429, 500, 502, 503, 504]);

/** The admin API over HTTP. Every write carries its own id, so sending it again after a lost answer does it once. */
export class CloudClient {
  readonly #options: ClientOptions;
  #token: string | undefined;
  #away = false;

  constructor(options: ClientOptions) {
    this.#options = { ...options, url: options.url.replace(/\/+$/, '') };
    if ('key' in options.credentials) this.#token = options.credentials.key;
  }

  get url(): string {
    return this.#options.url;
  }

  /** @throws Plain when the credentials are not accepted */
  async signIn(): Promise<void> {
    const { credentials, url } = this.#options;
    if ('key' in credentials) return;
    const answer = await this.#send('POST', '/auth/session', credentials, {});
    if (answer.status !== 200) {
      const told = problem.safeParse(await answer.json().catch(() => null));
      throw new Plain(
        `Signing in at ${url} did not work: ${told.success ? told.data.detail : `HTTP ${answer.status}`}`,
      );
    }
    this.#token = session.parse(await answer.json()).access_token;
  }

  /** Sends until there is an answer that means something. */
  async #send(method: string, path: string, body: unknown, headers: Record<string, string>): Promise<Response> {
    const text = body === undefined ? undefined : JSON.stringify(body);
    for (let attempt = 0; ; attempt += 1) {
      let answer: Response | undefined;
      let why = '';
      try {
        const type: Record<string, string> = text === undefined ? {} : { 'content-type': 'application/json' };
        answer = await fetch(this.#options.url + path, {
          method,
          ...(text === undefined ? {} : { body: text }),
          headers: { ...headers, ...type },
          signal: AbortSignal.timeout(120_000),
        });
        // Two of one id at once: the other's outcome will be the answer.
        const underWay = answer.status === 409 && answer.headers.has('retry-after');
        if (!underWay && !passing.has(answer.status)) {
          if (this.#away) this.#options.onLine?.('The cloud is back.');
          this.#away = false;
          return answer;
        }
        why = `HTTP ${answer.status}`;
        // A fault of the server itself stays one: three tries, then it is said.
        if (answer.status === 500 && attempt >= 2) return answer;
        await answer.arrayBuffer();
      } catch (error) {
        why = (error as { cause?: { code?: string } }).cause?.code ?? (error as Error).message;
      }
      if (!this.#away)
        this.#options.onLine?.(
          `The cloud at ${this.#options.url} does not answer (${why}). Nothing is lost; trying again.`,
        );
      this.#away = true;
      if (this.#options.stopped?.())
        throw new Plain(
          `Stopped while the cloud at ${this.#options.url} was away. What it had answered before is in; run the same command again to go on.`,
        );
      await sleep(Math.min(250 * 2 ** attempt, 5_000));
    }
  }

  async #authorised(method: string, path: string, body: unknown, headers: Record<string, string>): Promise<Response> {
    if (this.#token === undefined) await this.signIn();
    const answer = await this.#send(method, path, body, { ...headers, authorization: `Bearer ${this.#token}` });
    if (answer.status !== 401 || 'key' in this.#options.credentials) return answer;
    // The token ran out: sign in once more.
    await this.signIn();
    return this.#send(method, path, body, { ...headers, authorization: `Bearer ${this.#token}` });
  }

  /** Runs a command once; the same id again answers with the first outcome. @throws Plain where we may not call at all */
  async command(name: string, args: unknown, id: string): Promise<CommandOutcome> {
    const answer = await this.#authorised('POST', `/v1/commands/${name}`, args, { 'idempotency-key': id });
    if (answer.status === 200) {
      const { repeated } = done.parse(await answer.json());
      return { status: 'applied', code: null, message: null, details: null, repeated };
    }
    const told = problem.safeParse(await answer.json().catch(() => null));
    if (!told.success) throw new Plain(`${name}: the cloud answered HTTP ${answer.status} without saying why.`);
    const { code, detail, details = {}, requestId } = told.data;
    if (answer.status === 401 || answer.status === 403) throw new Plain(`${name} is not allowed: ${detail}`);
    if (answer.status >= 500)
      throw new Plain(`${name} failed in the cloud: ${detail} (${code}, request ${requestId ?? 'unknown'})`);
    return { status: 'refused', code, message: detail, details };
  }

  /** One request as it is answered, whatever the answer is. */
  async ask(method: 'POST', path: string, body: unknown): Promise<{ readonly status: number; readonly body: unknown }> {
    const answer = await this.#authorised(method, path, body, {});
    return { status: answer.status, body: (await answer.json().catch(() => null)) as unknown };
  }

  /** @returns the body, or undefined for 404 */
  async get(path: string): Promise<unknown> {
    const answer = await this.#authorised('GET', path, undefined, {});
    if (answer.status === 404) return undefined;
    const body = (await answer.json().catch(() => null)) as unknown;
    if (answer.status === 200) return body;
    const told = problem.safeParse(body);
    const why = told.success ? told.data.detail : `HTTP ${answer.status}`;
    const refused = answer.status === 401 || answer.status === 403;
    throw new Plain(
      `The cloud at ${this.url} ${refused ? 'does not let us in' : `did not answer ${path}`}: ${why} Nothing was changed.`,
    );
  }

  async list(resource: string, query = ''): Promise<Record<string, unknown>[]> {
    const rows: Record<string, unknown>[] = [];
    for (let cursor: string | null = ''; cursor !== null; ) {
      const more = new URLSearchParams(query);
      more.set('limit', '200');
      if (cursor) more.set('cursor', cursor);
      const read = page.parse(await this.get(`/v1/${resource}?${more}`));
      rows.push(...read.rows);
      cursor = read.next;
    }
    return rows;
  }

  /** What an import needs to know of the shop. */
  async importTarget(): Promise<ImportTarget & { readonly tally: Tally }> {
    const stores = await this.list('settings');
    const first = stores.find((row) => (row as { main?: unknown }).main === true) ?? stores[0];
    if (!first) throw new Plain(`The shop at ${this.url} has no settings yet. Finish setting it up, then import.`);
    const { name, currency, timeZone } = settingsRow.parse(first);
    const locations = (await this.list('locations', 'status=active')).map((row) => locationRow.parse(row));
    const tally = { ran: 0, repeated: 0 };
    return {
      name: `${name} at ${this.url}`,
      store: { currency, timeZone, locations },
      tally,
      command: async (command, args, id) => {
        const outcome = await this.command(command, args, id);
        if (outcome.status === 'applied') tally[outcome.repeated ? 'repeated' : 'ran'] += 1;
        return outcome;
      },
    };
  }
}
