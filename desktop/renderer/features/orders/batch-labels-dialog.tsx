import { useState } from 'react';
import { useBridge } from '../../data/bridge.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { moneyText } from '../../ui/money.tsx';
import { PrintButton } from '../../ui/print-button.tsx';
import { t } from '../../ui/text.ts';
import { type BatchOutcome, labelOrder } from './batch-labels.ts';
import { isPrintable, LabelPapers } from './label-papers.tsx';
import styles from './labels.module.css';

interface Props {
  readonly ids: readonly string[];
  readonly onClose: () => void;
}

const costOf = ({ labels }: BatchOutcome): string =>
  labels
    .flatMap(({ cost, currency }) => (cost !== null && currency ? [moneyText({ amount: cost, currency })] : []))
    .join(' + ');

/** Several orders at once: each is sent as its boxes suggest, with the label that was paid for, else the cheapest; failures are said in words. */
export function BatchLabelsDialog({ ids, onClose }: Props) {
  const bridge = useBridge();
  const [outcomes, setOutcomes] = useState<readonly BatchOutcome[] | null>(null);
  const busy = outcomes !== null && outcomes.length < ids.length;
  async function run(): Promise<void> {
    const done: BatchOutcome[] = [];
    setOutcomes([]);
    for (const id of ids) {
      done.push(await labelOrder(bridge, id));
      setOutcomes([...done]);
    }
  }
  const labels = (outcomes ?? []).flatMap((one) => one.labels);
  const failed = (outcomes ?? []).filter(({ problem }) => problem !== '').length;
  return (
    <Dialog
      opened
      onClose={onClose}
      width="620px"
      title={t('{n, plural, one {Labels for # order} other {Labels for # orders}}', { n: ids.length })}
      closeLabel={t('Close')}
      foot={
        <>
          <span className={styles.foot} role="status">
            {outcomes === null
              ? ''
              : busy
                ? t('{done} of {all} done …', { done: outcomes.length, all: ids.length })
                : failed > 0
                  ? t('{n, plural, one {# order} other {# orders}} without all of its labels', { n: failed })
                  : t('All of them have their labels')}
          </span>
          <Button onClick={onClose}>{outcomes === null ? t('Cancel') : t('Close')}</Button>
          {outcomes === null ? (
            <Button look="primary" onClick={() => void run()}>
              {t('Send them and buy labels')}
            </Button>
          ) : (
            <PrintButton
              label={t('Print {n, plural, one {# label} other {# labels}}', { n: labels.length })}
              disabled={busy || !isPrintable(labels)}
            />
          )}
        </>
      }
    >
      {outcomes === null ? (
        <p className={styles.says}>
          {t(
            'All that is left of each order is sent in the boxes that are suggested, with the service that its buyer chose at the checkout, else the cheapest that carriers offer. What lacks a weight, stock or a whole address is left as it is and named.',
          )}
        </p>
      ) : (
        <ul className={styles.outcomes}>
          {outcomes.map((one) => (
            <li key={one.id} className={one.problem ? styles.failed : undefined}>
              <b>{one.number || t('An order')}</b>{' '}
              {one.problem || [one.labels.flatMap(({ trackings }) => trackings).join(', '), costOf(one)].join(' · ')}
            </li>
          ))}
        </ul>
      )}
      <LabelPapers labels={labels} />
    </Dialog>
  );
}
