import { storeAt } from '@tillhouse/shared/domains/access/stores.ts';
import { creditAccounts } from '@tillhouse/shared/domains/credit/schema.ts';
import { locations } from '@tillhouse/shared/domains/inventory/schema.ts';
import { type Layaway, layaways } from '@tillhouse/shared/domains/register/layaway-schema.ts';
import { decimalsOf } from '@tillhouse/shared/kernel/currencies.ts';
import { formatQuantity } from '@tillhouse/shared/kernel/quantity.ts';
import type { Tx } from '@tillhouse/shared/kernel/tx.ts';
import type { Letter } from '../../platform/mail/mailer.ts';
import { layawayLetter } from './layaway-letter.ts';
import type { Letters } from './send-letters.ts';

/** That a special order came, to whom wanted to hear of it. */
export const layawayMail = (pools: Letters['pools']): Letters => ({
  pools,
  of: 'a special order',
  due: 'SELECT tenant_id, id FROM layaways WHERE tell_at <= $1 ORDER BY tell_at',
  claim: async (tx, id, now, until) => {
    const [layaway] = await tx.getForUpdate(layaways, [{ id }]);
    if (!layaway || layaway.tellAt === null || layaway.tellAt > now || layaway.tellTo === null) return undefined;
    const tries = layaway.tellTries + 1;
    await tx.update(layaways, { id }, { tellTries: tries, tellAt: until });
    const text = await told(tx, layaway);
    const { tellTo: to } = layaway;
    // One that is over meanwhile has nobody to tell.
    const mark = async (later: Tx, patch: { tellAt: Layaway['tellAt']; toldAt?: number }) => {
      const [known] = await later.getForUpdate(layaways, [{ id }]);
      if (known?.tellTries !== tries) return;
      await later.update(layaways, { id }, known.status === 'open' ? patch : { ...patch, tellAt: null });
    };
    return {
      tries,
      letter: async (): Promise<Letter> => ({ to, ...text, messageId: `<layaway-${id}@tillhouse.example>` }),
      sent: (later, toldAt) => mark(later, { tellAt: null, toldAt }),
      failed: (later, tellAt) => mark(later, { tellAt }),
    };
  },
});

async function told(tx: Tx, { id, number, locationId, customerName, currency, total, dueOn, content }: Layaway) {
  const store = await storeAt(tx, locationId);
  const place = await tx.get(locations, { id: locationId });
  const paid = (await tx.get(creditAccounts, { id }))?.balance ?? 0;
  const locale = store?.locale ?? 'en-GB';
  const digits = decimalsOf(currency) ?? 2;
  const money = new Intl.NumberFormat(locale, { style: 'currency', currency });
  return layawayLetter({
    ...{ locale, number, name: customerName, store: store?.name ?? '' },
    place: [place?.name ?? '', place?.street ?? ''].filter(Boolean).join(', '),
    goods: content.lines.flatMap(({ title, variantTitle, quantity, scale, deposit }) =>
      deposit ? [] : [`${formatQuantity(quantity, scale)} ${[title, variantTitle].filter(Boolean).join(', ')}`],
    ),
    due: money.format((total - paid) / 10 ** digits),
    day: new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeZone: 'UTC' }).format(
      Date.parse(`${dueOn}T12:00:00Z`),
    ),
  });
}
