import { vi } from 'vitest';
import { withTransaction } from '../platform/db/transaction.ts';
import type { Letter, Mailbox } from '../platform/mail/mailer.ts';
import { newCode } from '../services/identity/shoppers/shopper-codes.ts';
import { openShopperSession, shopperOf } from '../services/identity/shoppers/shopper-sessions.ts';
import type { Answer, TestCloud } from './test-cloud.ts';

/** The last code that was sent to an address; letters go out by a queue. */
export async function codeSentTo(letters: Mailbox, email: string): Promise<{ code: string; letter: Letter }> {
  return vi.waitFor(
    () => {
      const letter = letters.letters.findLast(({ to, text }) => to === email && /\b\d{6}\b/.test(text));
      const code = /\b(\d{6})\b/.exec(letter?.text ?? '')?.[1];
      if (!letter || !code) throw new Error(`no code went to ${email}`);
      return { code, letter };
    },
    { timeout: 20_000, interval: 20 },
  );
}

/** Signs a shopper in at the shop of a publishable key, as a page does it. */
export async function signInShopper(
  { call }: Pick<TestCloud, 'call'>,
  letters: Mailbox,
  key: string,
  email: string,
): Promise<Answer> {
  const sent = letters.letters.length;
  const asked = await call('POST', '/shop/v1/account/codes', { token: key, body: { email } });
  if (asked.status !== 202) throw new Error(JSON.stringify(asked.body));
  await vi.waitFor(
    () => {
      if (!letters.letters.slice(sent).some(({ to }) => to === email)) throw new Error(`no letter went to ${email}`);
    },
    { timeout: 20_000, interval: 20 },
  );
  const { code } = await codeSentTo(letters, email);
  const { challenge } = asked.body;
  return call('POST', '/shop/v1/account/sessions', { token: key, body: { challenge, code } });
}

/** A shopper who is signed in, with a code besides that was sent and not used: no letter is waited for. @returns the access token */
export async function openShopper({ cloud }: TestCloud, tenantId: string, email: string): Promise<string> {
  const { pool, now } = cloud.identity;
  const { access_token: token } = await withTransaction(pool, async (db) => {
    await newCode(db, tenantId, email, now());
    const shopperId = await shopperOf(db, tenantId, email, now());
    return openShopperSession(db, { tenantId, shopperId, label: email }, now());
  });
  return token;
}
