import { randomUUID } from 'node:crypto';
import * as z from 'zod';
import { askCarrier, type SaidByCarrier } from '../ask-carrier.ts';
import { CarrierRefused, NoCarrierAnswer, type OpenCarrierAccount } from '../carrier.ts';
import { type OAuthTokens, type Token, TOKEN_MS } from '../oauth-tokens.ts';

const LIVE = 'https://apis.fedex.com';
const SANDBOX = 'https://apis-sandbox.fedex.com';

const wrong = z.object({ errors: z.array(z.object({ code: z.string(), message: z.string().nullish() })).min(1) });
function words(answer: unknown): { code: string; message: string } | null {
  const [first] = wrong.safeParse(answer).data?.errors ?? [];
  return first ? { code: first.code, message: first.message ?? first.code } : null;
}
const granted = z.object({ access_token: z.string().min(1), expires_in: z.coerce.number().positive() });

export interface FedexAsked {
  readonly method: 'POST' | 'PUT';
  /** `/rate/v1/rates/quotes` */
  readonly path: string;
  readonly body: object;
  readonly timeoutMs?: number | undefined;
}

export type AskFedex = (account: OpenCarrierAccount, asked: FedexAsked) => Promise<SaidByCarrier>;

/**
 * FedEx by its REST APIs with OAuth client credentials, as their descriptions have them (developer.fedex.com: Authorization, Rates and
 * Transit Times, Ship, Track).
 */
export function fedexApi(tokens: OAuthTokens, api: string | undefined): AskFedex {
  const baseOf = ({ mode }: OpenCarrierAccount): string => api ?? (mode === 'sandbox' ? SANDBOX : LIVE);
  async function tokenOf(account: OpenCarrierAccount): Promise<Token> {
    const { clientId = '', clientSecret = '' } = account.secrets;
    const { body } = await askCarrier(
      'FedEx',
      {
        ...{ method: 'POST', url: `${baseOf(account)}/oauth/token` },
        headers: { 'content-type': 'application/x-www-form-urlencoded' },
        body: new URLSearchParams({
          grant_type: 'client_credentials',
          client_id: clientId,
          client_secret: clientSecret,
        }).toString(),
        timeoutMs: TOKEN_MS,
      },
      words,
    );
    const { access_token: value, expires_in: seconds } = understood(granted, body);
    return { value, goodForMs: seconds * 1_000 };
  }
  return async (account, { method, path, body, timeoutMs }) => {
    const { clientId, clientSecret } = account.secrets;
    if (!clientId || !clientSecret) throw new CarrierRefused('This account was disconnected.');
    const base = baseOf(account);
    return tokens.with(
      [base, clientId, clientSecret],
      () => tokenOf(account),
      (token) =>
        askCarrier(
          'FedEx',
          {
            ...{ method, url: `${base}${path}`, body: JSON.stringify(body) },
            headers: {
              authorization: `Bearer ${token}`,
              'content-type': 'application/json',
              'x-customer-transaction-id': randomUUID(),
              'x-locale': 'en_US',
            },
            ...(timeoutMs && { timeoutMs }),
          },
          words,
        ),
      timeoutMs,
    );
  };
}

/** @throws NoCarrierAnswer where it is not what FedEx says */
export function understood<T>(shape: z.ZodType<T>, body: unknown): T {
  const found = shape.safeParse(body);
  if (found.success) return found.data;
  throw new NoCarrierAnswer('FedEx', found.error);
}
