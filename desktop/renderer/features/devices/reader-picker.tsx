import { IconRefresh } from '@tabler/icons-react';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { CardReader } from '../../../bridge/card-views.ts';
import { problemText, useBridge } from '../../data/bridge.ts';
import { useCall } from '../../data/writes.ts';
import { Button } from '../../ui/button.tsx';
import { State } from '../../ui/state.tsx';
import { t } from '../../ui/text.ts';
import { RegisterReaderDialog } from './register-reader-dialog.tsx';
import styles from './reader-picker.module.css';

const KEY = ['readers.list'];
/** A reader that is switched on shows up by itself. */
const LOOK_MS = 10_000;

interface PickerProps {
  readonly locked: string | null;
  /** The id of the reader at this register */
  readonly chosen: string;
  readonly onChoose: (reader: Pick<CardReader, 'id' | 'label'>) => void;
}

/** The card readers of the shop’s account: which one stands here, and a new one. */
export function ReaderPicker({ locked, chosen, onChoose }: PickerProps) {
  const bridge = useBridge();
  const client = useQueryClient();
  const [adding, setAdding] = useState(false);
  const { data, error, isFetching } = useQuery({
    ...{ queryKey: KEY, queryFn: () => bridge.call('readers.list', {}), retry: false },
    ...{ enabled: locked === null, refetchInterval: LOOK_MS },
  });
  const again = () => client.invalidateQueries({ queryKey: KEY });
  if (!data)
    return (
      <div className={styles.empty}>
        {error ? (
          <State tone="bad">
            {problemText(error, t('The cloud does not say which readers there are. Look at the network.'))}
          </State>
        ) : (
          <State tone="busy">{t('Asking which readers there are')}</State>
        )}
        {error ? (
          <Button size="small" disabled={isFetching} onClick={() => void again()}>
            {t('Ask again')}
          </Button>
        ) : null}
      </div>
    );
  const { readers, places, test } = data;
  const mine = readers.find(({ id }) => id === chosen);
  return (
    <div className={styles.picker}>
      <div className={styles.head}>
        <b>{t('Readers of this shop at Stripe')}</b>
        {test ? <State tone="warn">{t('Test account: no real money')}</State> : null}
        <span className="grow" />
        <Button
          size="small"
          look="quiet"
          icon={<IconRefresh size={16} stroke={1.75} aria-hidden="true" />}
          onClick={() => void again()}
        >
          {t('Look again')}
        </Button>
        <Button size="small" locked={locked} onClick={() => setAdding(true)}>
          {t('Register a reader')}
        </Button>
      </div>
      {readers.length === 0 ? (
        <p className={styles.none}>
          {t('None yet. Switch the reader on, let it show its code, and register it here with that code.')}
        </p>
      ) : (
        <div role="radiogroup" aria-label={t('Reader at this register')} className={styles.list}>
          {readers.map((reader) => (
            <label key={reader.id} className={styles.reader}>
              <input
                type="radio"
                name="reader"
                checked={reader.id === chosen}
                disabled={locked !== null}
                onChange={() => onChoose(reader)}
              />
              <span className={styles.name}>
                <b>{reader.label}</b>
                <span className="sub">
                  {[modelText(reader), reader.serial, reader.place].filter(Boolean).join(' · ')}
                </span>
              </span>
              <State tone={reader.busy ? 'busy' : reader.online ? 'ok' : 'warn'}>
                {reader.busy ? t('Waits for a card') : reader.online ? t('Ready') : t('Not reached')}
              </State>
            </label>
          ))}
        </div>
      )}
      {mine?.simulated ? <Present reader={mine} onDone={again} /> : null}
      {adding ? (
        <RegisterReaderDialog
          {...{ places, test }}
          onClose={() => setAdding(false)}
          onPlace={() => void again()}
          onDone={(reader) => {
            setAdding(false);
            onChoose(reader);
            void again();
          }}
        />
      ) : null}
    </div>
  );
}

const models: Readonly<Record<string, string>> = {
  ...{ bbpos_wisepos_e: 'BBPOS WisePOS E', stripe_s700: 'Stripe Reader S700', stripe_s710: 'Stripe Reader S710' },
  verifone_P400: 'Verifone P400',
};
function modelText({ model, simulated }: CardReader): string {
  return simulated ? t('Simulated') : (models[model] ?? model.replaceAll('_', ' '));
}

/** Holds a card to a reader that is no machine. */
function Present({ reader, onDone }: { readonly reader: CardReader; readonly onDone: () => unknown }) {
  const present = useCall('readers.present');
  const how = (what: 'approve' | 'decline' | 'no-money' | 'cancel', text: string) => (
    <Button
      size="small"
      disabled={!reader.busy || present.isPending}
      onClick={() => present.mutate({ reader: reader.id, how: what }, { onSettled: onDone })}
    >
      {text}
    </Button>
  );
  return (
    <div className={styles.present}>
      <span className="sub">
        {reader.busy
          ? t('An amount waits at it. Hold a card to it:')
          : t('Once an amount waits at it, hold a card to it:')}
      </span>
      {how('approve', t('One that pays'))}
      {how('decline', t('One that is declined'))}
      {how('no-money', t('One without money'))}
      {how('cancel', t('None: cancel'))}
    </div>
  );
}
