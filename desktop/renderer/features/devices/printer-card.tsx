import { useState } from 'react';
import type { PrinterSettings } from '../../../bridge/print-views.ts';
import { useRead } from '../../data/reads.ts';
import { useCall } from '../../data/writes.ts';
import { Button } from '../../ui/button.tsx';
import { Check, Field, Input, Select } from '../../ui/field.tsx';
import { Card } from '../../ui/page.tsx';
import { State } from '../../ui/state.tsx';
import { t } from '../../ui/text.ts';
import styles from './devices.module.css';
import { printProblemText } from './print-words.ts';

interface CardProps {
  readonly registerId: string;
  readonly locked: string | null;
}

const start: PrinterSettings = { model: 'network', address: '', width: 80, auto: true, drawer: true };

/** The receipt printer of a register, with the drawer that hangs on it. */
export function PrinterCard({ registerId, locked }: CardProps) {
  const { data } = useRead('till.devices', { registerId });
  if (!data) return null;
  return (
    <Editor key={JSON.stringify(data.printer)} {...{ registerId, locked }} saved={data.printer} prints={data.prints} />
  );
}

interface EditorProps extends CardProps {
  readonly saved: PrinterSettings | null;
  readonly prints: { readonly waiting: number; readonly problem: string };
}

function Editor({ registerId, locked, saved, prints }: EditorProps) {
  const [draft, setDraft] = useState<PrinterSettings | null>(saved);
  const save = useCall('devices.savePrinter');
  const test = useCall('print.test');
  const off = locked !== null;
  const changed = JSON.stringify(draft) !== JSON.stringify(saved);
  const set = (patch: Partial<PrinterSettings>) => setDraft((old) => ({ ...(old ?? start), ...patch }));
  const ready = draft === null || draft.model === 'virtual' || draft.address.trim() !== '';
  const places = {
    network: { label: t('Address'), hint: t('Name or number and port, such as 192.168.1.60:9100') },
    device: { label: t('Port'), hint: t('Such as /dev/usb/lp0, or COM3 on Windows. It tells little of its paper.') },
    spooler: {
      label: t('Its name'),
      hint: t('As the system shows it. What the system has taken, it prints by itself.'),
    },
  } as const;
  return (
    <Card aria-label={t('Receipt printer')}>
      <header>
        <h2>{t('Receipt printer')}</h2>
        {saved === null ? (
          <State tone="plain">{t('Receipts are shown, and printed by the system')}</State>
        ) : prints.problem ? (
          <State tone="warn">
            {t('{problem}, {n, plural, one {# paper waits} other {# papers wait}}', {
              problem: printProblemText(prints.problem),
              n: prints.waiting,
            })}
          </State>
        ) : (
          <State tone="ok">{t('Set up')}</State>
        )}
      </header>
      <div className={styles.fields}>
        <Field label={t('Printer')}>
          {(control) => (
            <Select
              {...control}
              value={draft?.model ?? 'none'}
              disabled={off}
              onChange={({ target: { value } }) =>
                value === 'none' ? setDraft(null) : set({ model: value as PrinterSettings['model'] })
              }
            >
              <option value="none">{t('None')}</option>
              <option value="network">{t('Over the network')}</option>
              <option value="device">{t('At a port of this desk')}</option>
              <option value="spooler">{t('A printer of the system')}</option>
              <option value="virtual">{t('On the screen')}</option>
            </Select>
          )}
        </Field>
        {draft && draft.model !== 'virtual' ? (
          <>
            <Field {...places[draft.model]}>
              {(control) => (
                <Input
                  {...control}
                  value={draft.address}
                  disabled={off}
                  maxLength={200}
                  autoComplete="off"
                  spellCheck={false}
                  onChange={(event) => set({ address: event.target.value })}
                />
              )}
            </Field>
            <Field label={t('Understands')} hint={t('Nearly all understand ESC/POS; Star printers their own.')}>
              {(control) => (
                <Select
                  {...control}
                  value={draft.commands ?? 'escpos'}
                  disabled={off}
                  onChange={({ target: { value } }) => set({ commands: value === 'star' ? 'star' : undefined })}
                >
                  <option value="escpos">{t('ESC/POS')}</option>
                  <option value="star">{t('Star (line mode, StarPRNT)')}</option>
                </Select>
              )}
            </Field>
          </>
        ) : null}
        {draft ? (
          <>
            <Field label={t('Paper')}>
              {(control) => (
                <Select
                  {...control}
                  value={draft.width}
                  disabled={off}
                  onChange={({ target: { value } }) => set({ width: value === '58' ? 58 : 80 })}
                >
                  <option value={80}>{t('80 mm, 48 letters')}</option>
                  <option value={58}>{t('58 mm, 32 letters')}</option>
                </Select>
              )}
            </Field>
            <div className={styles.checks}>
              {(['auto', 'drawer'] as const).map((name) => {
                const label = name === 'auto' ? t('Print after each sale') : t('Open the drawer for cash');
                return (
                  <span key={name}>
                    <Check
                      label={label}
                      checked={draft[name]}
                      disabled={off}
                      onChange={(event) => set({ [name]: event.target.checked })}
                    />
                    {label}
                  </span>
                );
              })}
            </div>
          </>
        ) : null}
      </div>
      <div className={styles.foot}>
        <Button
          look="primary"
          locked={locked}
          disabled={!changed || !ready || save.isPending}
          onClick={() => save.mutate({ registerId, settings: draft && { ...draft, address: draft.address.trim() } })}
        >
          {t('Save')}
        </Button>
        {saved ? (
          <Button locked={locked} disabled={changed || test.isPending} onClick={() => test.mutate({ registerId })}>
            {t('Print a test')}
          </Button>
        ) : null}
      </div>
    </Card>
  );
}
