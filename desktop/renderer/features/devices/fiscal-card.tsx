import { useState } from 'react';
import { OUT_WORDS } from '@tillhouse/shared/domains/register/fiscal-words.ts';
import type { FiscalDevice, FiscalGap } from '../../../bridge/fiscal-views.ts';
import { useRead } from '../../data/reads.ts';
import { useCall } from '../../data/writes.ts';
import { Button } from '../../ui/button.tsx';
import { saveCsv, saveText } from '../../ui/csv.ts';
import { Field, Input, Select } from '../../ui/field.tsx';
import { dayText, clockText } from '../../ui/instants.ts';
import { Card } from '../../ui/page.tsx';
import { State } from '../../ui/state.tsx';
import { t } from '../../ui/text.ts';
import styles from './devices.module.css';

interface CardProps {
  readonly registerId: string;
  readonly locked: string | null;
  /** What a fiscal device may know this register by */
  readonly code: string;
}

/** What signs the receipts of a register, where the law asks for it; none unless somebody sets one up. */
export function FiscalCard({ registerId, locked, code }: CardProps) {
  const { data } = useRead('till.devices', { registerId });
  if (!data) return null;
  const { fiscal, unsigned } = data;
  return <Editor key={JSON.stringify(fiscal)} {...{ registerId, locked, code, unsigned }} saved={fiscal} />;
}

interface EditorProps extends CardProps {
  readonly saved: FiscalDevice | null;
  readonly unsigned: FiscalGap | null;
}

const sinceText = (at: number) => `${dayText(at)} ${clockText(at)}`;

function Editor({ registerId, locked, code, saved, unsigned }: EditorProps) {
  const [draft, setDraft] = useState<FiscalDevice | null>(saved);
  const save = useCall('devices.saveFiscal');
  const test = useCall('devices.testFiscal');
  const journal = useCall('devices.fiscalJournal');
  const off = locked !== null;
  const changed = JSON.stringify(draft) !== JSON.stringify(saved);
  const ready = !draft || (draft.address.trim() !== '' && /^[A-Za-z0-9._-]{1,40}$/.test(draft.client));
  const text = (name: 'address' | 'client', label: string, hint: string) =>
    draft ? (
      <Field label={label} hint={hint}>
        {(control) => (
          <Input
            {...control}
            value={draft[name]}
            disabled={off}
            maxLength={name === 'client' ? 40 : 200}
            autoComplete="off"
            spellCheck={false}
            onChange={(event) => setDraft({ ...draft, [name]: event.target.value.trim() })}
          />
        )}
      </Field>
    ) : null;
  const fetchJournal = () =>
    journal.mutate(
      { registerId },
      {
        onSuccess: ({ csv, log }) => {
          saveCsv(`fiscal-receipts-${code}.csv`, csv);
          if (log !== null) saveText(`fiscal-log-${code}.jsonl`, log, 'application/x-ndjson');
        },
      },
    );
  return (
    <Card aria-label={t('Fiscal device')}>
      <header>
        <h2>{t('Fiscal device')}</h2>
        {saved === null ? (
          <State tone="plain">{t('Receipts are not signed')}</State>
        ) : unsigned ? (
          <State tone="bad">{t('{words} since {when}', { words: OUT_WORDS, when: sinceText(unsigned.since) })}</State>
        ) : (
          <State tone="ok">{t('Set up')}</State>
        )}
      </header>
      <div className={styles.fields}>
        <Field
          label={t('Device')}
          hint={t(
            'An example of how receipts are signed, not a certified product. A shop in Germany needs a certified TSE.',
          )}
        >
          {(control) => (
            <Select
              {...control}
              value={draft?.model ?? 'none'}
              disabled={off}
              onChange={({ target: { value } }) =>
                setDraft(
                  value === 'none' ? null : { model: 'simulated-tse', address: '', client: code || 'till', ...saved },
                )
              }
            >
              <option value="none">{t('None')}</option>
              <option value="simulated-tse">{t('Simulated TSE, over the network')}</option>
            </Select>
          )}
        </Field>
        {text('address', t('Address'), t('Name or number and port, such as 192.168.1.40:7787'))}
        {text(
          'client',
          t('Serial number of the till'),
          t('Letters, digits, points and dashes; it stands on every receipt'),
        )}
      </div>
      <div className={styles.foot}>
        <Button
          look="primary"
          locked={locked}
          disabled={!changed || !ready || save.isPending}
          onClick={() => save.mutate({ registerId, settings: draft })}
        >
          {t('Save')}
        </Button>
        {draft ? (
          <Button
            locked={locked}
            disabled={!ready || test.isPending}
            onClick={() => test.mutate({ address: draft.address, client: draft.client })}
          >
            {t('Test the device')}
          </Button>
        ) : null}
        {saved ? (
          <Button locked={locked} disabled={changed || journal.isPending} onClick={fetchJournal}>
            {t('Export the journal')}
          </Button>
        ) : null}
        <span role="status">
          {test.isPending || journal.isPending ? <State tone="busy">{t('Calling it')}</State> : null}
          {test.data && !test.isPending ? <State tone={test.data.ready ? 'ok' : 'bad'}>{test.data.text}</State> : null}
          {journal.data?.log === null && !journal.isPending ? (
            <State tone="warn">
              {t('The device does not answer; the receipts of this desk were saved without its log')}
            </State>
          ) : null}
        </span>
      </div>
    </Card>
  );
}
