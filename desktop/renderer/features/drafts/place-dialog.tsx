import type { DraftPreview } from '@tillhouse/shared/domains/orders/price-draft.ts';
import { useEffect, useState } from 'react';
import type { DraftView } from '../../../bridge/draft-queries.ts';
import { useBridge } from '../../data/bridge.ts';
import { useRead } from '../../data/reads.ts';
import { useCommands } from '../../data/writes.ts';
import { calendarDayText } from '../../ui/instants.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Bone } from '../../ui/empty-state.tsx';
import { Ledger, sumRow } from '../../ui/ledger.tsx';
import { Money, moneyText } from '../../ui/money.tsx';
import { State } from '../../ui/state.tsx';
import { t } from '../../ui/text.ts';
import { toast } from '../../ui/toast.ts';

interface Props {
  readonly draft: DraftView;
  readonly onClose: () => void;
  readonly onPlaced: () => void;
}

/** What its order would come to, beside what was said, before anything is ordered. */
export function PlaceDialog({ draft, onClose, onPlaced }: Props) {
  const bridge = useBridge();
  const commands = useCommands();
  const [orderId] = useState(() => crypto.randomUUID());
  const [preview, setPreview] = useState<DraftPreview | null>(null);
  const [refused, setRefused] = useState<string | null>(null);
  const [onAccount, setOnAccount] = useState(true);
  const { id: draftId, currency, number } = draft;
  useEffect(() => {
    let asked = true;
    void bridge.call('orders.tryPlaceDraft', { draftId }).then(
      (answer) => asked && setPreview(answer),
      (problem: Error) => asked && setRefused(problem.message),
    );
    return () => {
      asked = false;
    };
  }, [bridge, draftId]);
  const account = useRead(
    'customers.account',
    { id: draft.customerId ?? '' },
    { enabled: draft.customerId !== null },
  ).data;
  const terms = account?.terms?.open ? account.terms : null;
  const moved = preview?.lines.filter(({ quotedTotal, total }) => quotedTotal !== total) ?? [];
  const same = moved.length === 0 && preview?.total === preview?.quoted;
  const ready = preview !== null && preview.short.length === 0 && !commands.isPending;
  function place(): void {
    if (!ready || !preview) return;
    const args = {
      ...{ draftId, orderId, version: preview.version, expectedTotal: preview.total },
      ...(terms && onAccount && { onAccount }),
    };
    commands.mutate([{ name: 'orders.placeDraft', args }], {
      onSuccess: () => {
        toast({ tone: 'ok', title: t('{number} is being ordered', { number }) });
        onPlaced();
      },
    });
  }
  return (
    <Dialog
      opened
      onClose={onClose}
      title={t('Make {number} an order', { number })}
      closeLabel={t('Close')}
      foot={
        <>
          <Button onClick={onClose}>{t('Cancel')}</Button>
          <span className="grow" />
          <Button look="primary" disabled={!ready} onClick={place} data-autofocus>
            {preview ? t('Order for {amount}', { amount: moneyText({ amount: preview.total, currency }) }) : t('Order')}
          </Button>
        </>
      }
    >
      {refused ? <State tone="bad">{refused}</State> : preview === null ? <Bone width={240} /> : null}
      {preview?.short.map(({ variantId, title, available }) => (
        <p key={variantId}>
          <State tone="bad">{t('Not enough of {title}: {n} there', { title, n: String(available) })}</State>
        </p>
      ))}
      {preview ? (
        <>
          <p className="t2">
            {preview.holds
              ? t('Its prices hold until {day}: it is ordered as it was quoted.', {
                  day: draft.validUntil === null ? '' : calendarDayText(draft.validUntil, { year: true }),
                })
              : same
                ? t('Nothing costs another price since it was saved.')
                : t('Prices changed since it was saved. It is ordered at those of now.')}
          </p>
          {same ? null : (
            <Ledger rowHeight={28} widths={[null, 104, 104]} bare aria-label={t('Was and now')}>
              <thead>
                <tr>
                  <th scope="col">{t('Lines')}</th>
                  <th scope="col" className="num">
                    {t('Was')}
                  </th>
                  <th scope="col" className="num">
                    {t('Now')}
                  </th>
                </tr>
              </thead>
              <tbody>
                {moved.map(({ key, title, quotedTotal, total }) => (
                  <tr key={key}>
                    <td className="t2">{title}</td>
                    <td className="num t2">
                      <Money amount={quotedTotal} currency={currency} />
                    </td>
                    <td className="num">
                      <Money amount={total} currency={currency} />
                    </td>
                  </tr>
                ))}
                <tr className={sumRow}>
                  <td>{t('Total')}</td>
                  <td className="num t2">
                    <Money amount={preview.quoted} currency={currency} />
                  </td>
                  <td className="num">
                    <Money amount={preview.total} currency={currency} />
                  </td>
                </tr>
              </tbody>
            </Ledger>
          )}
          {terms ? (
            <label>
              <input type="checkbox" checked={onAccount} onChange={(event) => setOnAccount(event.target.checked)} />{' '}
              {terms.creditLimit === null
                ? t('On account, net {n, plural, one {# day} other {# days}}', { n: terms.days })
                : t('On account, net {n, plural, one {# day} other {# days}}; {amount} more may be open', {
                    n: terms.days,
                    amount: moneyText({
                      amount: Math.max(0, terms.creditLimit - (account?.statement.open ?? 0)),
                      currency: account?.currency ?? currency,
                    }),
                  })}
            </label>
          ) : null}
          <p className="sub">{t('It is not paid yet: note what arrives on the page of the order, also in parts.')}</p>
        </>
      ) : null}
    </Dialog>
  );
}
