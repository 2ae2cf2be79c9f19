import { storeSettings } from '@tillhouse/shared/domains/access/schema.ts';
import { storeAt } from '@tillhouse/shared/domains/access/stores.ts';
import { customers } from '@tillhouse/shared/domains/customers/schema.ts';
import { quoteDocument } from '@tillhouse/shared/domains/invoices/quote-document.ts';
import { quoteLetter } from '@tillhouse/shared/domains/invoices/quote-letter.ts';
import { type Draft, drafts } from '@tillhouse/shared/domains/orders/draft-schema.ts';
import { localDayAndHour } from '@tillhouse/shared/kernel/instant.ts';
import type { Tx } from '@tillhouse/shared/kernel/tx.ts';
import type { Letter } from '../../platform/mail/mailer.ts';
import { invoicePdf } from '../../platform/paper/invoice-pdf.ts';
import type { Letters } from './send-letters.ts';

/** Quotes, to whom they were mailed. */
export const quoteLetters = (pools: Letters['pools']): Letters => ({
  pools,
  of: 'a quote',
  due: 'SELECT tenant_id, id FROM order_drafts WHERE mail_at <= $1 ORDER BY mail_at',
  claim: async (tx, id, now, until) => {
    const [draft] = await tx.getForUpdate(drafts, [{ id }]);
    if (!draft || draft.mailAt === null || draft.mailAt > now || draft.mailTo === null) return undefined;
    const tries = draft.mailTries + 1;
    await tx.update(drafts, { id }, { mailTries: tries, mailAt: until });
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
    // Whoever mails it to somebody else meanwhile has a letter of their own waiting, which this one leaves alone.
    const mark = async (later: Tx, patch: { mailAt: Draft['mailAt']; mailedAt?: number }) => {
      const [now] = await later.getForUpdate(drafts, [{ id }]);
      if (now?.mailTo === mailTo && now.mailTries === tries) await later.update(drafts, { id }, patch);
    };
    return {
      ...{ tries, letter },
      sent: (later, mailedAt) => mark(later, { mailAt: null, mailedAt }),
      failed: (later, mailAt) => mark(later, { mailAt }),
    };
  },
});
