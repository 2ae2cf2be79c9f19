import { useState } from 'react';
import { useCall } from '../../data/writes.ts';
import { useRead } from '../../data/reads.ts';
import { Button } from '../../ui/button.tsx';
import { Field, Input, Select } from '../../ui/field.tsx';
import { Card } from '../../ui/page.tsx';
import { State } from '../../ui/state.tsx';
import { t } from '../../ui/text.ts';
import styles from './devices.module.css';

interface CardProps {
  readonly registerId: string;
  readonly locked: string | null;
}

/** The card terminal of a register: none, so that its slip number is typed, or one that takes the amount from the till. */
export function TerminalCard({ registerId, locked }: CardProps) {
  const { data } = useRead('till.devices', { registerId });
  if (!data) return null;
  const address = data.terminal?.address ?? null;
  return <Editor key={address ?? ''} {...{ registerId, locked, address }} />;
}

function Editor({ registerId, locked, address }: CardProps & { readonly address: string | null }) {
  const [model, setModel] = useState(address === null ? 'none' : 'simulated');
  const [typed, setTyped] = useState(address ?? '');
  const save = useCall('devices.saveTerminal');
  const test = useCall('devices.testTerminal');
  const off = locked !== null;
  const wanted = model === 'none' ? null : typed.trim();
  const changed = wanted !== address;
  return (
    <Card aria-label={t('Card terminal')}>
      <header>
        <h2>{t('Card terminal')}</h2>
        {address === null ? (
          <State tone="plain">{t('Its slip number is typed')}</State>
        ) : (
          <State tone="ok">{t('Set up')}</State>
        )}
      </header>
      <div className={styles.fields}>
        <Field
          label={t('Terminal')}
          hint={t('One that is set up takes the amount from the till; no card data comes here.')}
        >
          {(control) => (
            <Select {...control} value={model} disabled={off} onChange={(event) => setModel(event.target.value)}>
              <option value="none">{t('Stand-alone, amount keyed in by hand')}</option>
              <option value="simulated">{t('Simulated, over the network')}</option>
            </Select>
          )}
        </Field>
        {model === 'none' ? null : (
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
        )}
      </div>
      <div className={styles.foot}>
        <Button
          look="primary"
          locked={locked}
          disabled={!changed || save.isPending || wanted === ''}
          onClick={() => save.mutate({ registerId, address: wanted })}
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
