import { useState } from 'react';
import type { CreditPolicyView } from '../../../bridge/credit-views.ts';
import { useBridge } from '../../data/bridge.ts';
import { useRead } from '../../data/reads.ts';
import { useSending } from '../../data/sending.ts';
import { Field, Input, Select } from '../../ui/field.tsx';
import { FormDialog } from '../../ui/form-dialog.tsx';
import { decimalText, minorDigits, parseMoney } from '../../ui/money.tsx';
import { t } from '../../ui/text.ts';
import { toast } from '../../ui/toast.ts';
import styles from './gift-cards.module.css';

interface Props {
  readonly currency: string;
  readonly onClose: () => void;
}

/** How gift cards and store credit are given and taken; the same for all stores. */
export function PolicyDialog(props: Props) {
  const read = useRead('credit.policy', {});
  return read.data ? <Rules {...props} policy={read.data} /> : null;
}

function Rules({ currency, onClose, policy }: Props & { readonly policy: CreditPolicyView }) {
  const bridge = useBridge();
  const { busy, refused, send, forget } = useSending();
  const digits = minorDigits(currency);
  const [months, setMonths] = useState(String(policy.monthsGood));
  const [offline, setOffline] = useState(decimalText(policy.offlineAmount, digits));
  const [presets, setPresets] = useState(policy.presets.map((amount) => decimalText(amount, digits)).join(', '));
  const [withoutReceipt, setWithoutReceipt] = useState(policy.withoutReceipt);
  const monthsGood = /^\d{1,4}$/.test(months) && Number(months) <= 1_200 ? Number(months) : null;
  const offlineAmount = parseMoney(offline, currency);
  const amounts = presets
    .split(/[,;]\s+|\s+/)
    .filter(Boolean)
    .map((one) => parseMoney(one, currency));
  const presetsWrong = amounts.length > 6 || amounts.some((amount) => amount === null || amount <= 0);
  const typing = (set: (text: string) => void) => (event: { readonly target: { readonly value: string } }) => {
    forget();
    set(event.target.value);
  };
  async function save(): Promise<void> {
    const whole = { monthsGood: monthsGood ?? 0, offlineAmount: offlineAmount ?? 0, withoutReceipt };
    await bridge.mutate('credit.savePolicy', { ...whole, presets: amounts.flatMap((amount) => amount ?? []) });
    toast({ tone: 'ok', title: t('Saved on this desk'), message: t('It goes out by itself.') });
    onClose();
  }
  return (
    <FormDialog
      title={t('Rules for gift cards and store credit')}
      width={480}
      action={t('Save')}
      ready={monthsGood !== null && offlineAmount !== null && offlineAmount >= 0 && !presetsWrong}
      busy={busy}
      refused={refused}
      onSubmit={() => send(save())}
      onClose={onClose}
    >
      <div className={styles.pair}>
        <Field
          label={t('Good for, in months')}
          hint={t('0: for ever. Cards that are sold from now on.')}
          error={monthsGood === null ? t('Write whole months, 0 to 1200') : null}
        >
          {(control) => (
            <Input {...control} className="num" inputMode="numeric" value={months} onChange={typing(setMonths)} />
          )}
        </Field>
        <Field
          label={t('Offline, of one card')}
          hint={t(
            'What a till takes at most until it hears from the cloud again. The shop bears what was spent twice.',
          )}
          error={offlineAmount === null ? t('Write an amount such as 25.00') : null}
        >
          {(control) => (
            <Input {...control} className="num" inputMode="decimal" value={offline} onChange={typing(setOffline)} />
          )}
        </Field>
      </div>
      <Field
        label={t('Amounts on the till')}
        hint={t('Up to six, such as 20, 50, 100. Any other can be typed.')}
        error={presetsWrong ? t('Write up to six amounts such as 20, 50, 100') : null}
      >
        {(control) => <Input {...control} className="num" value={presets} onChange={typing(setPresets)} />}
      </Field>
      <Field label={t('Goods that come back without a receipt')}>
        {(control) => (
          <Select
            {...control}
            value={withoutReceipt}
            onChange={(event) => setWithoutReceipt(event.target.value as CreditPolicyView['withoutReceipt'])}
          >
            <option value="store-credit">{t('Paid with store credit or a gift card')}</option>
            <option value="refused">{t('Not taken')}</option>
          </Select>
        )}
      </Field>
    </FormDialog>
  );
}
