import { type FormEvent, useState } from 'react';
import type { Basket } from '../../../bridge/views.ts';
import { problemText, useBridge } from '../../data/bridge.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Field, Input } from '../../ui/field.tsx';
import { t } from '../../ui/text.ts';
import styles from './till-dialogs.module.css';

/** A code from a customer, typed here or scanned anywhere. A code that nobody knows leaves the basket as it was, and the text to mend. */
export function CouponDialog({
  onClose,
  onAdded,
}: {
  readonly onClose: () => void;
  readonly onAdded: (basket: Basket) => void;
}) {
  const bridge = useBridge();
  const [code, setCode] = useState('');
  const [problem, setProblem] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const ready = code.trim() !== '' && !busy;
  async function submit(event: FormEvent): Promise<void> {
    event.preventDefault();
    if (!ready) return;
    setBusy(true);
    try {
      onAdded(await bridge.call('basket.addCoupon', { code: code.trim() }));
    } catch (refused) {
      setProblem(problemText(refused, t('The desk did not answer. Nothing was changed. Try again.')));
      setBusy(false);
    }
  }
  return (
    <Dialog
      opened
      onClose={onClose}
      title={t('Code for an offer')}
      closeLabel={t('Close')}
      foot={
        <>
          <Button size="touch" onClick={onClose}>
            {t('Cancel')}
          </Button>
          <Button size="touch" look="primary" type="submit" form="coupon" disabled={!ready}>
            {t('Use the code')}
          </Button>
        </>
      }
    >
      <form id="coupon" className={styles.form} onSubmit={(event) => void submit(event)}>
        <Field label={t('Code')} hint={t('Upper and lower case are one. A coupon can be scanned too.')} error={problem}>
          {(control) => (
            <Input
              {...control}
              className="mono"
              data-autofocus
              autoComplete="off"
              spellCheck={false}
              value={code}
              maxLength={300}
              onChange={(event) => {
                setCode(event.target.value);
                setProblem(null);
              }}
            />
          )}
        </Field>
      </form>
    </Dialog>
  );
}
