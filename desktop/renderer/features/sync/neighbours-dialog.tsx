import { useState } from 'react';
import type { NeighbourState } from '../../../bridge/neighbour-views.ts';
import { problemText, useBridge } from '../../data/bridge.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Area, Check, Field } from '../../ui/field.tsx';
import { t } from '../../ui/text.ts';
import styles from './neighbours.module.css';
import sync from './sync.module.css';

interface Props {
  readonly state: NeighbourState;
  readonly onClose: () => void;
}

/** Turns sharing among tills on or off, and names those that a network does not let be found. */
export function NeighboursDialog({ state, onClose }: Props) {
  const bridge = useBridge();
  const [on, setOn] = useState(state.on);
  const [text, setText] = useState(state.settings.addresses.join('\n'));
  const [problem, setProblem] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);

  async function save(): Promise<void> {
    setBusy(true);
    setProblem(null);
    try {
      const addresses = text.split(/[\s,;]+/).filter(Boolean);
      await bridge.call('neighbours.save', { on, addresses });
      onClose();
    } catch (error) {
      setProblem(problemText(error, t('The desk did not answer. Nothing was changed. Try again.')));
      setBusy(false);
    }
  }
  return (
    <Dialog
      opened
      onClose={onClose}
      title={t('Share with tills here')}
      closeLabel={t('Close')}
      foot={
        <>
          <span className="grow" />
          <Button look="quiet" onClick={onClose}>
            {t('Cancel')}
          </Button>
          <Button look="primary" type="submit" form="neighbours" disabled={busy}>
            {t('Save')}
          </Button>
        </>
      }
    >
      <form
        id="neighbours"
        onSubmit={(event) => {
          event.preventDefault();
          void save();
        }}
      >
        <p>
          {t(
            'While the internet is away, tills that share see each other’s sales, stock and parked baskets. Only devices of this shop and location get in, each by its own key, and all of it is encrypted. When the line is back each till sends its own sales; nothing counts twice.',
          )}
        </p>
        <span className={styles.tick}>
          <Check
            data-autofocus
            label={t('Share with tills of this location on this network')}
            checked={on}
            onChange={(event) => setOn(event.currentTarget.checked)}
          />
          <span aria-hidden="true">{t('Share with tills of this location on this network')}</span>
        </span>
        <Field
          label={t('Addresses of other tills')}
          hint={t(
            'Only where they are not found by themselves: one a line, such as 192.168.1.20, with the port where it is not {port}.',
            { port: '47115' },
          )}
        >
          {(control) => (
            <Area
              {...control}
              rows={3}
              spellCheck={false}
              disabled={!on}
              value={text}
              onChange={(event) => setText(event.currentTarget.value)}
            />
          )}
        </Field>
        {problem ? (
          <p className={sync.refused} role="alert">
            {problem}
          </p>
        ) : null}
      </form>
    </Dialog>
  );
}
