import { createHmac, randomUUID, timingSafeEqual } from 'node:crypto';
import type { PaymentsContext } from '../../context.ts';
import type { WebhookNews } from '../provider.ts';

/** How old a delivery may be, either way: milliseconds */
const TOLERANCE_MS = 300_000;

export interface TestDelivery {
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** The test provider's signatures, as Standard Webhooks writes them; the key follows from the tenant's. */
async function sign(keyring: PaymentsContext['keyring'], tenantId: string, text: string): Promise<string> {
  const { current } = await keyring.sealer(tenantId);
  const key = createHmac('sha256', current.secret).update('tillhouse test provider webhooks').digest();
  return `v1,${createHmac('sha256', key).update(text).digest('base64')}`;
}

export async function testDelivery(
  { keyring, now }: Pick<PaymentsContext, 'keyring' | 'now'>,
  tenantId: string,
  told: { readonly kind: string; readonly attemptId: string; readonly id?: string },
): Promise<TestDelivery> {
  const id = told.id ?? `test_${randomUUID()}`;
  const at = String(Math.floor(now() / 1_000));
  const body = JSON.stringify({ type: told.kind, attempt: told.attemptId });
  const signature = await sign(keyring, tenantId, `${id}.${at}.${body}`);
  const headers = { 'webhook-id': id, 'webhook-timestamp': at, 'webhook-signature': signature };
  return { headers: { ...headers, 'content-type': 'application/json' }, body };
}

/** @throws where it is not the test provider's, or too old */
export async function readTestWebhook(
  { keyring, now }: Pick<PaymentsContext, 'keyring' | 'now'>,
  tenantId: string,
  headers: Readonly<Record<string, string | string[] | undefined>>,
  raw: Buffer,
): Promise<WebhookNews> {
  const [id, at, signature] = ['id', 'timestamp', 'signature'].map((name) => String(headers[`webhook-${name}`] ?? ''));
  const right = Buffer.from(await sign(keyring, tenantId, `${id}.${at}.${raw.toString('utf8')}`));
  const given = Buffer.from(signature ?? '');
  const isFresh = Math.abs(now() - Number(at) * 1_000) <= TOLERANCE_MS;
  if (!id || !isFresh || given.length !== right.length || !timingSafeEqual(given, right)) {
    throw new Error('not signed by the test provider');
  }
  const { type, attempt } = JSON.parse(raw.toString('utf8')) as { type: string; attempt: string };
  return { eventId: id, kind: type, attemptId: attempt, references: [] };
}
