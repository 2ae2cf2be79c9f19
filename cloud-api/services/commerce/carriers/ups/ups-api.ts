import { randomUUID } from 'node:crypto';
import * as z from 'zod';
import { askCarrier, type SaidByCarrier } from '../ask-carrier.ts';
import { CarrierRefused, NoCarrierAnswer, type OpenCarrierAccount } from '../carrier.ts';
import { type OAuthTokens, type Token, TOKEN_MS } from '../oauth-tokens.ts';

const LIVE = 'https://onlinetools.ups.com';
const SANDBOX = 'https://wwwcie.ups.com';

const wrong = z.object({
  response: z.object({ errors: z.array(z.object({ code: z.string(), message: z.string() })).min(1) }),
});
const words = (answer: unknown) => wrong.safeParse(answer).data?.response.errors[0] ?? null;
const granted = z.object({ access_token: z.string().min(1), expires_in: z.coerce.number().positive() });

export interface UpsAsked {
  readonly method: 'GET' | 'POST' | 'DELETE';
  /** `/api/rating/v2409/Shop` */
  readonly path: string;
  readonly body?: object;
  readonly timeoutMs?: number | undefined;
}

export type AskUps = (account: OpenCarrierAccount, asked: UpsAsked) => Promise<SaidByCarrier>;

/**
 * UPS by its REST APIs with OAuth client credentials, as their descriptions have them (github.com/UPS-API/api-documentation:
 * OAuthClientCredentials, Rating, Shipping, Tracking, UPSTrackAlert).
 */
export function upsApi(tokens: OAuthTokens, api: string | undefined): AskUps {
  const baseOf = ({ mode }: OpenCarrierAccount): string => api ?? (mode === 'sandbox' ? SANDBOX : LIVE);
  async function tokenOf(account: OpenCarrierAccount): Promise<Token> {
    const { clientId, clientSecret } = account.secrets;
    const { body } = await askCarrier(
      'UPS',
      {
        ...{ method: 'POST', url: `${baseOf(account)}/security/v1/oauth/token`, body: 'grant_type=client_credentials' },
        headers: {
          authorization: `Basic ${Buffer.from(`${clientId}:${clientSecret}`).toString('base64')}`,
          'content-type': 'application/x-www-form-urlencoded',
          'x-merchant-id': account.accountNumber,
        },
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
          'UPS',
          {
            ...{ method, url: `${base}${path}` },
            headers: {
              authorization: `Bearer ${token}`,
              ...(body && { 'content-type': 'application/json' }),
              // At most 32 characters.
              transId: randomUUID().replaceAll('-', ''),
              transactionSrc: 'tillhouse',
            },
            ...(body && { body: JSON.stringify(body) }),
            ...(timeoutMs && { timeoutMs }),
          },
          words,
        ),
      timeoutMs,
    );
  };
}

/** @throws NoCarrierAnswer where it is not what UPS says */
export function understood<T>(shape: z.ZodType<T>, body: unknown): T {
  const found = shape.safeParse(body);
  if (found.success) return found.data;
  throw new NoCarrierAnswer('UPS', found.error);
}

/** Where there is one of several, some of its APIs leave the list out. */
export const oneOrMore = <T extends z.ZodType>(of: T) =>
  z.union([z.array(of), of.transform((one) => [one])]) as unknown as z.ZodType<z.infer<T>[]>;

export const upsMoney = z.object({ CurrencyCode: z.string(), MonetaryValue: z.string() });
