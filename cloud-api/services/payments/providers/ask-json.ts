import { NoAnswer } from './provider.ts';

/** Shorter than what a process waits that called us from elsewhere. */
const TIMEOUT_MS = 20_000;

export interface JsonAsked {
  readonly method: 'GET' | 'PATCH' | 'POST' | 'DELETE';
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  /** As it goes out: a signature may be over its very bytes */
  readonly body?: string;
}

export interface JsonAnswer {
  readonly status: number;
  /** Null: it said nothing */
  readonly body: unknown;
}

/**
 * Asks a provider's API once: whether to ask again is never decided here.
 * @throws NoAnswer where none came, or one that is no answer of an API; what was asked may have been done
 */
export async function askJson(provider: string, { method, url, headers, body }: JsonAsked): Promise<JsonAnswer> {
  try {
    const answer = await fetch(url, {
      ...{ method, headers: { accept: 'application/json', ...headers }, redirect: 'error' },
      ...(body === undefined ? {} : { body }),
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    const said = await answer.text();
    if (answer.status >= 500) throw new Error(`it answered ${answer.status}`);
    return { status: answer.status, body: said === '' ? null : JSON.parse(said) };
  } catch (error) {
    throw new NoAnswer(provider, error);
  }
}
