import { useQuery } from '@tanstack/react-query';
import { carrierTitles } from '@tillhouse/shared/domains/shipping/carriers.ts';
import { useState } from 'react';
import type { ShownLabel } from '../../../bridge/label-views.ts';
import { problemText, useBridge } from '../../data/bridge.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Bone } from '../../ui/empty-state.tsx';
import { moneyText } from '../../ui/money.tsx';
import { PrintButton } from '../../ui/print-button.tsx';
import { State } from '../../ui/state.tsx';
import { t } from '../../ui/text.ts';
import { toast } from '../../ui/toast.ts';
import { isPrintable, LabelPapers } from './label-papers.tsx';
import { useLabelsChanged } from './labels-data.ts';
import styles from './labels.module.css';

interface Props {
  readonly orderId: string;
  readonly label: ShownLabel;
  readonly onClose: () => void;
}

/** One label: printed again, given back, or looked up where its answer was lost. */
export function LabelDialog({ orderId, label, onClose }: Props) {
  const bridge = useBridge();
  const changed = useLabelsChanged();
  const { data, error } = useQuery({
    queryKey: ['labels.one', label.id],
    queryFn: () => bridge.call('labels.one', { id: label.id }),
    ...{ retry: false, gcTime: 0 },
  });
  const [busy, setBusy] = useState(false);
  const [said, setSaid] = useState<string | null>(null);
  const [shown, setShown] = useState<ShownLabel | null>(null);
  const one = shown ?? data ?? label;
  const lost = one.state === 'unknown' || one.state === 'asked';
  async function act(name: 'labels.look' | 'labels.notBought' | 'labels.void'): Promise<void> {
    setBusy(true);
    setSaid(null);
    try {
      const next = await bridge.call(name, { id: label.id });
      changed(orderId);
      if (next.state === 'voided' || next.state === 'refused') {
        toast({ tone: 'ok', title: next.state === 'voided' ? t('Label given back') : t('Noted: it was not bought') });
        onClose();
      }
      setShown(next);
      if (next.state === 'unknown') setSaid(next.problem);
    } catch (problem) {
      setSaid(problemText(problem, t('The desk did not answer. Nothing was changed. Try again.')));
    } finally {
      setBusy(false);
    }
  }
  async function mail(): Promise<void> {
    setBusy(true);
    setSaid(null);
    try {
      const { to } = await bridge.call('labels.mail', { id: label.id });
      toast({ tone: 'ok', title: t('The label is mailed to {to}', { to }) });
    } catch (problem) {
      setSaid(problemText(problem, t('The desk did not answer. Look again before you mail it anew.')));
    } finally {
      setBusy(false);
    }
  }
  return (
    <Dialog
      opened
      onClose={onClose}
      width="520px"
      title={t(one.kind === 'return' ? 'Returns label of {carrier}' : 'Label of {carrier}', {
        carrier: carrierTitles[one.carrier],
      })}
      closeLabel={t('Close')}
      foot={
        lost ? (
          <>
            <Button disabled={busy} onClick={() => void act('labels.notBought')}>
              {t('It was not bought')}
            </Button>
            <Button look="primary" disabled={busy} onClick={() => void act('labels.look')}>
              {t('Look it up')}
            </Button>
          </>
        ) : (
          <>
            <Button look="danger" disabled={busy || one.state !== 'bought'} onClick={() => void act('labels.void')}>
              {t('Give it back')}
            </Button>
            {one.kind === 'return' ? (
              <Button
                disabled={busy || one.state !== 'bought' || one.documents.length === 0}
                onClick={() => void mail()}
              >
                {t('Mail it to the buyer')}
              </Button>
            ) : null}
            <PrintButton label={t('Print label')} disabled={!isPrintable([one])} />
          </>
        )
      }
    >
      <p className={styles.line}>
        <span className="mono">{one.trackings.join(', ') || t('No number yet')}</span>
        {one.cost !== null && one.currency ? (
          <span className="t2">{moneyText({ amount: one.cost, currency: one.currency })}</span>
        ) : null}
      </p>
      {lost ? (
        <p className={styles.says}>
          <State tone="warn">{t('Nobody knows whether it was bought')}</State>{' '}
          {t('Look it up, or look at the carrier itself and say that it was not bought. It is never bought twice.')}
        </p>
      ) : null}
      {said || error ? (
        <p className={styles.refused} role="alert">
          {said ?? problemText(error, t('The desk did not answer.'))}
        </p>
      ) : null}
      {!lost && !data && !shown && !error ? <Bone width={240} /> : null}
      {one.state === 'bought' && (data || shown) && one.documents.length === 0 ? (
        <p className="t2">{t('The carrier gave its number and no paper: print it there.')}</p>
      ) : null}
      <LabelPapers labels={[one]} />
    </Dialog>
  );
}
