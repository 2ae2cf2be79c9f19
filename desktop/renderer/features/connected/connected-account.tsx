import { IconPencil } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { Button } from '../../ui/button.tsx';
import { State } from '../../ui/state.tsx';
import { t } from '../../ui/text.ts';
import styles from './connected.module.css';

interface Props {
  readonly name: string;
  readonly on: boolean;
  /** Beside its name */
  readonly tag?: ReactNode;
  /** What tells it from another one, in a line */
  readonly facts: readonly string[];
  /** What it said when it was checked */
  readonly said: { readonly text: string; readonly bad: boolean };
  readonly busy: boolean;
  readonly locked?: string | null;
  readonly onCheck: () => void;
  readonly onPause: () => void;
  readonly onChange: () => void;
  readonly onDisconnect: () => void;
  /** Between what it is and what can be done */
  readonly children?: ReactNode;
}

/** An account at somebody else: how it is, tested, paused, changed, disconnected. */
export function ConnectedAccount(props: Props) {
  const { name, on, tag, facts, said, busy, locked = null, onCheck, onPause, onChange, onDisconnect, children } = props;
  const same = { size: 'small', disabled: busy, locked } as const;
  return (
    <div className={styles.account}>
      <div className={styles.head}>
        <strong>{name}</strong> {on ? <State tone="ok">{t('On')}</State> : <State tone="open">{t('Paused')}</State>}{' '}
        {tag}
        <p>{facts.join(' · ')}</p>
        <p role="status" className={said.bad ? styles.bad : ''}>
          {said.text}
        </p>
      </div>
      {children}
      <div className={styles.acts}>
        <Button {...same} aria-label={t('Test the connection to {name}', { name })} onClick={onCheck}>
          {t('Test the connection')}
        </Button>
        <Button
          {...same}
          aria-label={on ? t('Pause {name}', { name }) : t('Switch on {name}', { name })}
          onClick={onPause}
        >
          {on ? t('Pause') : t('Switch on')}
        </Button>
        <Button
          {...same}
          aria-label={t('Change {name}', { name })}
          icon={<IconPencil size={16} stroke={1.75} aria-hidden="true" />}
          onClick={onChange}
        >
          {t('Change')}
        </Button>
        <Button {...same} look="danger" aria-label={t('Disconnect {name}', { name })} onClick={onDisconnect}>
          {t('Disconnect')}
        </Button>
      </div>
    </div>
  );
}
