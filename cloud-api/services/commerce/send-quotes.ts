import { createTx } from '@tillhouse/shared/data/tx.ts';
import { storeSettings } from '@tillhouse/shared/domains/access/schema.ts';
import { storeAt } from '@tillhouse/shared/domains/access/stores.ts';
import { customers } from '@tillhouse/shared/domains/customers/schema.ts';
import { quoteDocument } from '@tillhouse/shared/domains/invoices/quote-document.ts';
import { quoteLetter } from '@tillhouse/shared/domains/invoices/quote-letter.ts';
import { type Draft, drafts } from '@tillhouse/shared/domains/orders/draft-schema.ts';
import { localDayAndHour } from '@tillhouse/shared/kernel/instant.ts';
import type { Tx } from '@tillhouse/shared/kernel/tx.ts';
import type { Pool } from '../../platform/db/pools.ts';
import { withTenant, withTransaction } from '../../platform/db/transaction.ts';
import type { Log } from '../../platform/http/log.ts';
import type { Letter, Mailer } from '../../platform/mail/mailer.ts';
import { invoicePdf } from '../../platform/paper/invoice-pdf.ts';

const AT_ONCE = 20;
const CLAIM_MS = 60_000;
/** About a day by the waits between them. */
const MOST_TRIES = 30;
const waitFor = (tries: number): number => Math.min(3_600_000, 5_000 * 2 ** Math.min(tries, 12));

interface Post {
  readonly mailer: Mailer;
  /** Epoch milliseconds */
  readonly now: () => number;
}

/**
 * Sends quotes to whom they were mailed, each letter by itself and at least once: it is told as sent after the mailer took it.
 * @returns whether more may wait
 */
export async function sendQuotes(pools: { system: Pool; app: Pool }, post: Post, log: Log): Promise<boolean> {
  const now = post.now();
  const due = await withTransaction(pools.system, (db) =>
    db.rows<{ tenant_id: string; id: string }>(
      `SELECT tenant_id, id FROM order_drafts WHERE mail_at <= $1 ORDER BY mail_at LIMIT ${AT_ONCE}`,
      [new Date(now).toISOString()],
    ),
  );
  for (const { tenant_id: tenantId, id } of due) {
    const written = await claimed(pools.app, tenantId, id, now);
    if (!written) continue;
    const { tries, letter, mailTo } = written;
    // Whoever mails it to somebody else meanwhile has a letter of their own waiting, which this one leaves alone.
    const mark = (patch: { mailAt: Draft['mailAt']; mailedAt?: number }) =>
      withTx(pools.app, tenantId, async (tx) => {
        const [draft] = await tx.getForUpdate(drafts, [{ id }]);
        if (draft?.mailTo === mailTo && draft.mailTries === tries) await tx.update(drafts, { id }, patch);
      });
    try {
      await post.mailer.send(await letter());
      await mark({ mailAt: null, mailedAt: post.now() });
    } catch (error) {
      log.warn({ err: error }, 'the letter with a quote was not taken');
      await mark({ mailAt: tries >= MOST_TRIES ? null : post.now() + waitFor(tries) });
    }
  }
  return due.length === AT_ONCE;
}

/** Takes the letter for this process until it is due again. */
function claimed(app: Pool, tenantId: string, id: string, now: number) {
  return withTx(app, tenantId, async (tx) => {
    const [draft] = await tx.getForUpdate(drafts, [{ id }]);
    if (!draft || draft.mailAt === null || draft.mailAt > now || draft.mailTo === null) return undefined;
    const tries = draft.mailTries + 1;
    await tx.update(drafts, { id }, { mailTries: tries, mailAt: now + CLAIM_MS });
    const store = draft.storeId ? await tx.get(storeSettings, { id: draft.storeId }) : await storeAt(tx, null);
    const customer = draft.customerId ? await tx.get(customers, { id: draft.customerId }) : undefined;
    const { date } = localDayAndHour(now, draft.frozen.timeZone);
    const { number, validUntil, mailTo } = draft;
    const document = quoteDocument(draft, customer?.country ?? null, store, date);
    const letter = async (): Promise<Letter> => {
      const content = await invoicePdf({ kind: 'quote', number, document, validUntil });
      const attachments = [{ name: `${number}.pdf`, contentType: 'application/pdf', content }];
      return { to: mailTo, ...quoteLetter(document, { number, validUntil }), attachments };
    };
    return { tries, mailTo, letter };
  });
}

const withTx = <T>(app: Pool, tenantId: string, run: (tx: Tx) => Promise<T>): Promise<T> =>
  withTenant(app, tenantId, async (db) => {
    const { tx, end } = createTx({ connection: db, tenantId, onEvent: async () => {} });
    const answer = await run(tx);
    end();
    return answer;
  });
