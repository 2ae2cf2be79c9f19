import type { EditPreview } from '@tillhouse/shared/domains/orders/preview-edit.ts';
import { IconBuilding, IconReceiptTax, IconWorldSearch } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import type { OrderPage } from '../../../bridge/order-page.ts';
import { problemText, useBridge } from '../../data/bridge.ts';
import { lockOf } from '../../data/may.ts';
import { useSession } from '../../data/session.ts';
import { useCommands } from '../../data/writes.ts';
import { Button } from '../../ui/button.tsx';
import { FormDialog } from '../../ui/form-dialog.tsx';
import { State } from '../../ui/state.tsx';
import { t } from '../../ui/text.ts';
import { toast } from '../../ui/toast.ts';
import { EditDifference, EditSettle } from './edit-difference.tsx';
import type { EditDraft } from './edit-draft.ts';
import { registerText, reliefText, vatState } from './vat-words.ts';
import styles from './order-goes.module.css';

/** The tax taken off or put on, with the money that moves by it shown first. */
function ReliefDialog({ order, onClose }: { readonly order: OrderPage; readonly onClose: () => void }) {
  const bridge = useBridge();
  const commands = useCommands();
  const off = order.relief === null;
  const [settle, setSettle] = useState<EditDraft['settle']>(off ? 'now' : 'later');
  const [preview, setPreview] = useState<EditPreview | null>(null);
  const [refused, setRefused] = useState<string | null>(null);
  const { id: orderId, version } = order;
  const relief = off ? ('reverse-charge' as const) : ('none' as const);
  useEffect(() => {
    let shown = true;
    void bridge.call('orders.tryEdit', { orderId, version, relief, reason: '', settle }).then(
      (answer) => shown && setPreview(answer),
      (problem: Error) => shown && setRefused(problem.message),
    );
    return () => {
      shown = false;
    };
  }, [bridge, orderId, version, relief, settle]);
  const reason = off ? t('The buyer accounts for the tax') : t('The buyer pays the tax after all');
  return (
    <FormDialog
      title={
        off
          ? t('Take the tax off {number}', { number: order.number })
          : t('Charge the tax on {number}', { number: order.number })
      }
      width={640}
      action={off ? t('Take it off') : t('Charge it')}
      ready={preview !== null && refused === null}
      busy={commands.isPending}
      refused={refused}
      onClose={onClose}
      onSubmit={() =>
        commands.mutate(
          [
            {
              name: 'orders.edit',
              args: { orderId, version, relief, reason, settle, expectedTotal: preview?.after.total },
            },
          ],
          {
            onSuccess: () => {
              toast({ tone: 'ok', title: t('{number} is changed', { number: order.number }) });
              onClose();
            },
          },
        )
      }
    >
      <p className="t2">
        {off
          ? t('Its buyer accounts for the tax by {number}. Invoices that stand are taken back and issued anew.', {
              number: order.vat?.number ?? '',
            })
          : t('It is taxed by the rates of the day it was placed. Invoices that stand are taken back and issued anew.')}
      </p>
      {preview ? (
        <>
          <EditDifference preview={preview} taxName={order.taxName} />
          <EditSettle preview={preview} settle={settle} onSettle={setSettle} />
        </>
      ) : null}
    </FormDialog>
  );
}

/** Why no tax was taken, the evidence for it, and what a person can do about it. */
export function OrderVat({ order }: { readonly order: OrderPage }) {
  const { person } = useSession();
  const bridge = useBridge();
  const [changing, setChanging] = useState(false);
  const asks = useMutation({
    mutationFn: () => bridge.call('vat.ask', { orderId: order.id }),
    onSuccess: ({ answer }) =>
      toast(
        answer === 'valid'
          ? { tone: 'ok', title: t('VIES knows this number') }
          : { tone: 'warn', title: answer === 'none' ? t('VIES did not answer') : t('VIES does not know this number') },
      ),
    onError: (error) =>
      toast({ tone: 'bad', title: problemText(error, t('The cloud did not answer. Try again later.')) }),
  });
  const { relief, vat } = order;
  if (!relief && !vat) return null;
  const state = vatState(order);
  const locked = lockOf(person, 'orders.edit');
  const mends = vat !== null && order.kind === 'sale' && order.status !== 'cancelled' && !order.historical;
  const changes = mends && order.taxedBy?.by !== 'provider' && (!relief || relief.kind === 'reverse-charge');
  const { name = '', address = '' } = vat?.register ?? {};
  return (
    <section className={styles.goes} aria-label={t('Tax of its buyer')}>
      <header>
        <h2>{t('Tax of its buyer')}</h2>
        {state ? <State tone={state.tone}>{state.text}</State> : null}
      </header>
      <div className={styles.row}>
        <IconReceiptTax size={18} stroke={1.75} aria-hidden="true" />
        <div>{reliefText(order)}</div>
      </div>
      {vat ? (
        <div className={styles.row}>
          <IconBuilding size={18} stroke={1.75} aria-hidden="true" />
          <div>
            <b className="strong">{vat.number}</b>
            {name || address ? <small>{[name, address].filter(Boolean).join(', ')}</small> : null}
            <small>{registerText(order)}</small>
          </div>
        </div>
      ) : null}
      {mends ? (
        <p className={styles.buttons}>
          <Button
            size="small"
            locked={locked}
            disabled={asks.isPending}
            icon={<IconWorldSearch size={16} stroke={1.75} aria-hidden="true" />}
            onClick={() => asks.mutate()}
          >
            {vat.register ? t('Ask VIES again') : t('Ask VIES')}
          </Button>
          {changes ? (
            <Button size="small" locked={locked} onClick={() => setChanging(true)}>
              {relief ? t('Charge the tax …') : t('Take the tax off …')}
            </Button>
          ) : null}
        </p>
      ) : null}
      {changing ? <ReliefDialog order={order} onClose={() => setChanging(false)} /> : null}
    </section>
  );
}
