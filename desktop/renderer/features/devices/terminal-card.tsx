import { useState } from 'react';
import type { TerminalShown } from '../../../bridge/card-views.ts';
import { useCall } from '../../data/writes.ts';
import { useRead } from '../../data/reads.ts';
import { Button } from '../../ui/button.tsx';
import { Field, Input, Select } from '../../ui/field.tsx';
import { Card } from '../../ui/page.tsx';
import { State } from '../../ui/state.tsx';
import { t } from '../../ui/text.ts';
import styles from './devices.module.css';
import { ReaderPicker } from './reader-picker.tsx';

interface CardProps {
  readonly registerId: string;
  readonly locked: string | null;
}

/** The card terminal of a register: none, so that its slip number is typed, or one that takes the amount from the till. */
export function TerminalCard({ registerId, locked }: CardProps) {
  const { data } = useRead('till.devices', { registerId });
  if (!data) return null;
  const { terminal } = data;
  return <Editor key={terminal?.address ?? ''} {...{ registerId, locked, terminal }} />;
}

const PREFIX = 'stripe:';

function Editor({ registerId, locked, terminal }: CardProps & { readonly terminal: TerminalShown | null }) {
  const address = terminal?.address ?? null;
  const [model, setModel] = useState<TerminalShown['model'] | 'none'>(terminal?.model ?? 'none');
  const [typed, setTyped] = useState(terminal?.model === 'simulated' ? terminal.address : '');
  const [reader, setReader] = useState(
    terminal?.model === 'stripe' ? { id: terminal.address.slice(PREFIX.length), label: terminal.label ?? '' } : null,
  );
  const save = useCall('devices.saveTerminal');
  const test = useCall('devices.testTerminal');
  const off = locked !== null;
  const wanted = model === 'none' ? null : model === 'stripe' ? (reader ? PREFIX + reader.id : '') : typed.trim();
  const changed = wanted !== address;
  return (
    <Card aria-label={t('Card terminal')}>
      <header>
        <h2>{t('Card terminal')}</h2>
        {address === null ? (
          <State tone="plain">{t('Its slip number is typed')}</State>
        ) : (
          <State tone="ok">{terminal?.label || t('Set up')}</State>
        )}
      </header>
      <div className={styles.fields}>
        <Field
          label={t('Terminal')}
          hint={t('One that is set up takes the amount from the till; no card data comes here.')}
        >
          {(control) => (
            <Select
              {...control}
              value={model}
              disabled={off}
              onChange={(event) => setModel(event.target.value as typeof model)}
            >
              <option value="none">{t('Stand-alone, amount keyed in by hand')}</option>
              <option value="stripe">{t('Stripe reader, through the cloud')}</option>
              <option value="simulated">{t('Simulated, over the network')}</option>
            </Select>
          )}
        </Field>
        {model === 'stripe' ? (
          <p className={styles.about}>
            {t('Stripe drives the reader. Without a line to the cloud it takes no card; every other way to pay stays.')}
          </p>
        ) : null}
        {model === 'simulated' ? (
          <Field label={t('Address')} hint={t('Name or number and port, such as 192.168.1.40:7777')}>
            {(control) => (
              <Input
                {...control}
                value={typed}
                disabled={off}
                maxLength={200}
                autoComplete="off"
                spellCheck={false}
                onChange={(event) => setTyped(event.target.value)}
              />
            )}
          </Field>
        ) : null}
      </div>
      {model === 'stripe' ? (
        <ReaderPicker
          locked={locked}
          chosen={reader?.id ?? ''}
          onChoose={({ id, label }) => setReader({ id, label })}
        />
      ) : null}
      <div className={styles.foot}>
        <Button
          look="primary"
          locked={locked}
          disabled={!changed || save.isPending || wanted === ''}
          onClick={() =>
            save.mutate({ registerId, address: wanted, ...(model === 'stripe' && reader && { label: reader.label }) })
          }
        >
          {t('Save')}
        </Button>
        {wanted === null ? null : (
          <Button
            locked={locked}
            disabled={wanted === '' || test.isPending}
            onClick={() => test.mutate({ address: wanted })}
          >
            {t('Test the connection')}
          </Button>
        )}
        <span role="status">
          {test.isPending ? <State tone="busy">{t('Calling it')}</State> : null}
          {test.data && !test.isPending ? <State tone={test.data.ready ? 'ok' : 'bad'}>{test.data.text}</State> : null}
        </span>
      </div>
    </Card>
  );
}
