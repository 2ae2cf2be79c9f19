import { randomBytes } from 'node:crypto';
import { agreementDiffers, methodUnknown } from '@tillhouse/shared/domains/payments/errors.ts';
import type { Agreement, Payments } from '../../../platform/payments/payments.ts';
import { inOrder, offers } from '../accounts/account-rules.ts';
import { accountsOf } from '../accounts/account-rows.ts';
import type { PaymentsContext } from '../context.ts';
import type { AgreementCall, ToldAgreement } from '../providers/provider.ts';
import { type AgreementRow, findAgreement, insertAgreement, noteOpened } from './agreement-rows.ts';

/** Pages of the payment origin where the test provider's people agree. */
export function agreementPage(context: Pick<PaymentsContext, 'payOrigin'>, of: AgreementRow): string {
  const token = `${of.tenantId.replaceAll('-', '')}${of.pageSecret}`;
  return `${context.payOrigin()}/pay/agreements/${of.id}?token=${token}`;
}

export const agreementCall = (context: PaymentsContext, of: AgreementRow): AgreementCall => ({
  ...{ tenantId: of.tenantId, accountId: of.accountId, agreementId: of.id, amount: of.amount, currency: of.currency },
  ...{ reference: of.reference, returnUrl: backTo(of), pageUrl: agreementPage(context, of), person: of.person },
});

/** The page of the shop, which reads its checkout there. */
export function backTo({ returnUrl, checkoutId }: Pick<AgreementRow, 'returnUrl' | 'checkoutId'>): string {
  const url = new URL(returnUrl);
  url.searchParams.set('th-checkout', checkoutId);
  return url.href;
}

/**
 * Agreeing holds and moves no money, so what has no answer is asked again with the same key, which is the same order of the provider:
 * durable before the first byte as an attempt is, and no more.
 */
export function agreementsService(context: PaymentsContext): Pick<Payments, 'agree' | 'agreed'> {
  const expressOf = (provider: string) => context.provider(provider)?.express;
  const shown = (of: AgreementRow, told: ToldAgreement): Agreement => ({
    ...{ agreementId: of.id, provider: of.provider, method: of.method, amount: of.amount, currency: of.currency },
    ...{ state: told.state, url: told.url, payer: told.payer },
  });
  return {
    agree: async (asked) => {
      const { tenantId, agreementId, checkoutId, amount, currency, method, returnUrl } = asked;
      const read = () => context.inOneTrip(tenantId, (db) => findAgreement(db, tenantId, agreementId));
      let row = await read();
      if (!row) {
        const accounts = inOrder(await accountsOf(context, tenantId));
        const account = accounts.find(
          ({ provider, rules }) =>
            rules.express === true &&
            offers(rules, { currency, amount, country: null }) &&
            expressOf(provider)
              ?.methods({ currency })
              .some(({ id }) => id === method),
        );
        if (!account) throw methodUnknown({ method });
        const { id: accountId, provider } = account;
        const of = { tenantId, id: agreementId, checkoutId, provider, accountId, method, amount, currency, returnUrl };
        const fresh = { reference: null, actionUrl: null, person: null, createdAt: context.now() };
        const pageSecret = randomBytes(24).toString('base64url');
        await context.inOneTrip(tenantId, (db) => insertAgreement(db, { ...of, ...fresh, pageSecret }));
        row = await read();
      }
      if (!row || row.checkoutId !== checkoutId || row.amount !== amount || row.method !== method)
        throw agreementDiffers({ agreementId });
      const of = row;
      if (of.reference !== null)
        return shown(of, { state: 'open', url: of.actionUrl ?? agreementPage(context, of), payer: null });
      const express = expressOf(of.provider);
      if (!express) throw methodUnknown({ method });
      const { reference, url } = await express.agree(agreementCall(context, of));
      await context.inOneTrip(tenantId, (db) => noteOpened(db, of, { reference, actionUrl: url }));
      return shown(of, { state: 'open', url: url ?? agreementPage(context, of), payer: null });
    },
    agreed: async (tenantId, agreementId) => {
      const row = await context.inOneTrip(tenantId, (db) => findAgreement(db, tenantId, agreementId));
      const express = row && expressOf(row.provider);
      if (!row || !express || row.reference === null) return null;
      return shown(row, await express.look(agreementCall(context, row)));
    },
  };
}
