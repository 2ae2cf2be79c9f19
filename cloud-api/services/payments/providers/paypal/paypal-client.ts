import * as z from 'zod';
import type { OpenAccount } from '../../accounts/account-rows.ts';
import { askJson, type JsonAnswer } from '../ask-json.ts';
import { NoAnswer } from '../provider.ts';
import { NAME, refusalOf } from './paypal-words.ts';

export interface PaypalRequest {
  readonly method?: 'GET' | 'PATCH' | 'POST';
  /** `/v2/checkout/orders` */
  readonly path: string;
  /** Text goes out as it is */
  readonly body?: object | string;
  /** PayPal keeps what it answered to it: six hours of orders, 45 days of captures and refunds */
  readonly idempotencyKey?: string;
}

const token = z.object({ access_token: z.string(), expires_in: z.number() });
/** A token that is about to end is not begun with. */
const SPARE_MS = 60_000;

/**
 * PayPal's API with the token of an account (OAuth, client credentials), which is kept as long as it holds and only in
 * memory.
 */
export function paypalClient(now: () => number, api: (mode: string) => string) {
  const tokens = new Map<string, { readonly text: string; readonly until: number }>();

  const tokenOf = async ({ settings, secrets, id }: OpenAccount): Promise<string> => {
    const { clientId = '', mode = 'live' } = settings;
    const pair = Buffer.from(`${clientId}:${secrets['clientSecret'] ?? ''}`).toString('base64');
    const name = `${id}:${pair}`;
    const known = tokens.get(name);
    if (known && known.until > now()) return known.text;
    const answer = await askJson(NAME, {
      ...{ method: 'POST', url: `${api(mode)}/v1/oauth2/token`, body: 'grant_type=client_credentials' },
      headers: { authorization: `Basic ${pair}`, 'content-type': 'application/x-www-form-urlencoded' },
    });
    if (answer.status >= 300) throw refusalOf({ ...answer, status: answer.status === 400 ? 401 : answer.status });
    const { access_token: text, expires_in: seconds } = understood(token, answer);
    // Of a key that was changed the token ends by itself.
    if (tokens.size > 1_000) tokens.clear();
    tokens.set(name, { text, until: now() + seconds * 1_000 - SPARE_MS });
    return text;
  };

  return async (
    account: OpenAccount,
    { method = 'GET', path, body, idempotencyKey }: PaypalRequest,
  ): Promise<JsonAnswer> => {
    const once = async (): Promise<JsonAnswer> =>
      askJson(NAME, {
        ...{ method, url: `${api(account.settings['mode'] ?? 'live')}${path}` },
        headers: {
          ...{ authorization: `Bearer ${await tokenOf(account)}`, 'content-type': 'application/json' },
          ...(idempotencyKey && { 'paypal-request-id': idempotencyKey, prefer: 'return=representation' }),
        },
        ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
      });
    const answer = await once();
    if (answer.status !== 401) return answer;
    // The token ended before its time: nothing was done, and another is asked for once.
    tokens.clear();
    return once();
  };
}

export function understood<T>(shape: z.ZodType<T>, { body }: JsonAnswer): T {
  const read = shape.safeParse(body);
  // It said yes to what was asked, in words that we do not understand: it may have been done.
  if (!read.success) throw new NoAnswer(NAME, read.error);
  return read.data;
}
