import { randomUUID } from 'node:crypto';
import * as z from 'zod';
import { askCarrier, type SaidByCarrier } from '../ask-carrier.ts';
import { CarrierRefused, NoCarrierAnswer, type OpenCarrierAccount } from '../carrier.ts';

const LIVE = 'https://express.api.dhl.com/mydhlapi';
const SANDBOX = 'https://express.api.dhl.com/mydhlapi/test';

const wrong = z.object({
  detail: z.string().nullish(),
  title: z.string().nullish(),
  message: z.string().nullish(),
  status: z.union([z.string(), z.number()]).nullish(),
  additionalDetails: z.array(z.string()).nullish(),
});
function words(answer: unknown): { code: string; message: string } | null {
  const told = wrong.safeParse(answer).data;
  if (!told) return null;
  const { detail, title, message, status, additionalDetails } = told;
  const all = [detail || message || title, ...(additionalDetails ?? [])].filter(Boolean);
  return all.length === 0 ? null : { code: String(status ?? ''), message: all.join(' ') };
}

export interface DhlAsked {
  readonly method: 'GET' | 'POST';
  /** `/rates` */
  readonly path: string;
  readonly body?: object;
  readonly timeoutMs?: number | undefined;
}

export type AskDhl = (account: OpenCarrierAccount, asked: DhlAsked) => Promise<SaidByCarrier>;

/** DHL Express by its MyDHL API, as its description has it (version 3.1.1, developer.dhl.com); its key and secret are a name and password. */
export function dhlApi(api: string | undefined): AskDhl {
  return ({ mode, secrets }, { method, path, body, timeoutMs }) => {
    const { apiKey, apiSecret } = secrets;
    if (!apiKey || !apiSecret) throw new CarrierRefused('This account was disconnected.');
    const base = api ?? (mode === 'sandbox' ? SANDBOX : LIVE);
    return askCarrier(
      'DHL Express',
      {
        ...{ method, url: `${base}${path}` },
        headers: {
          authorization: `Basic ${Buffer.from(`${apiKey}:${apiSecret}`).toString('base64')}`,
          'Message-Reference': randomUUID(),
          ...(body && { 'content-type': 'application/json' }),
        },
        ...(body && { body: JSON.stringify(body) }),
        ...(timeoutMs && { timeoutMs }),
      },
      words,
    );
  };
}

/** @throws NoCarrierAnswer where it is not what DHL says */
export function understood<T>(shape: z.ZodType<T>, body: unknown): T {
  const found = shape.safeParse(body);
  if (found.success) return found.data;
  throw new NoCarrierAnswer('DHL Express', found.error);
}
