import { type FormEvent, useState } from 'react';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Field, Input } from '../../ui/field.tsx';
import { t } from '../../ui/text.ts';
import styles from './scan.module.css';

/** For a label that does not scan. */
export function TypeCode({
  onClose,
  onCode,
}: {
  readonly onClose: () => void;
  readonly onCode: (code: string) => void;
}) {
  const [code, setCode] = useState('');
  function submit(event: FormEvent): void {
    event.preventDefault();
    if (code.trim()) onCode(code.trim());
  }
  return (
    <Dialog
      opened
      onClose={onClose}
      title={t('Type a code')}
      closeLabel={t('Close')}
      width={420}
      foot={
        <>
          <Button size="touch" onClick={onClose}>
            {t('Cancel')}
          </Button>
          <Button size="touch" look="primary" type="submit" form="type-code" disabled={!code.trim()}>
            {t('Look it up')}
          </Button>
        </>
      }
    >
      <form id="type-code" className={styles.typing} onSubmit={submit}>
        <Field label={t('Barcode or SKU')}>
          {(control) => (
            <Input
              {...control}
              className="mono"
              value={code}
              onChange={(event) => setCode(event.target.value)}
              data-autofocus
              autoComplete="off"
            />
          )}
        </Field>
      </form>
    </Dialog>
  );
}
