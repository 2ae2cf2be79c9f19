import { IconX } from '@tabler/icons-react';
import { type FormEvent, useState } from 'react';
import type { BasketLine } from '../../../bridge/views.ts';
import { useScanner } from '../../scanner/use-scanner.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Field, Input } from '../../ui/field.tsx';
import { State } from '../../ui/state.tsx';
import { t } from '../../ui/text.ts';
import { lineName } from './till-data.ts';
import styles from './serial-dialog.module.css';

interface Props {
  readonly line: BasketLine;
  readonly onClose: () => void;
  readonly onSet: (serials: string[]) => void;
}

/** The number of each piece of a line, scanned or typed. One that has none, or cannot be read, is sold without. */
export function SerialDialog({ line, onClose, onSet }: Props) {
  const [text, setText] = useState('');
  const { given, missing } = line.serials ?? { given: [], missing: 0 };
  const said = given.map(({ serial }) => serial);
  const add = (serial: string) => {
    setText('');
    if (missing > 0) onSet([...said, serial]);
  };
  useScanner((code) => add(code.trim().slice(0, 64)));
  function submit(event: FormEvent): void {
    event.preventDefault();
    if (text.trim() !== '') add(text.trim());
  }
  return (
    <Dialog
      opened
      onClose={onClose}
      title={t('Serial numbers of {name}', { name: lineName(line) })}
      closeLabel={t('Close')}
      foot={
        missing > 0 ? (
          <>
            <Button size="touch" onClick={onClose}>
              {t('Not now')}
            </Button>
            <span className="grow" />
            <Button size="touch" onClick={() => add('')}>
              {t('Sell without a number')}
            </Button>
            <Button size="touch" look="primary" type="submit" form="serial" disabled={text.trim() === ''}>
              {t('Add')}
            </Button>
          </>
        ) : (
          <Button size="touch" look="primary" data-autofocus onClick={onClose}>
            {t('Done')}
          </Button>
        )
      }
    >
      <div className={styles.serials}>
        {missing > 0 ? (
          <form id="serial" onSubmit={submit}>
            <Field
              label={t('Number {n} of {all}', { n: said.length + 1, all: said.length + missing })}
              hint={t(
                'Scan it, or type it and press Enter. It stands on the receipt, and finds the sale if it comes back.',
              )}
            >
              {(control) => (
                <Input
                  {...control}
                  data-autofocus
                  className="mono"
                  maxLength={64}
                  autoComplete="off"
                  spellCheck={false}
                  value={text}
                  onChange={(event) => setText(event.target.value)}
                />
              )}
            </Field>
          </form>
        ) : null}
        <ol aria-label={t('Numbers so far')}>
          {given.map(({ serial, before }, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: several may be sold without one
            <li key={index}>
              <span className={serial ? 'mono' : 't2'}>{serial || t('without a number')}</span>
              {before ? <State tone="warn">{t('sold before as {number}', { number: before })}</State> : null}
              <button
                type="button"
                aria-label={t('Take {serial} out', { serial: serial || t('without a number') })}
                onClick={() => onSet(said.filter((_, at) => at !== index))}
              >
                <IconX size={20} stroke={1.75} aria-hidden="true" />
              </button>
            </li>
          ))}
        </ol>
      </div>
    </Dialog>
  );
}
