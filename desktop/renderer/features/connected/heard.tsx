import { problemText } from '../../data/bridge.ts';
import { Button } from '../../ui/button.tsx';
import { t } from '../../ui/text.ts';
import styles from './connected.module.css';

interface Props {
  /** Null: nobody is signed in to the cloud; undefined: it has not answered yet */
  readonly data: { readonly accounts: readonly unknown[] } | null | undefined;
  readonly error: unknown;
  /** Why nothing stands here, where nobody is signed in to the cloud */
  readonly alone: string;
  /** What is won by connecting one, where there is none */
  readonly none: string;
  /** There are some that this card shows */
  readonly any: boolean;
  readonly onSignIn: () => void;
  readonly onAgain: () => void;
}

/** What accounts at others show where there are none to show: a desk keeps nothing of them. */
export function Heard({ data, error, alone, none, any, onSignIn, onAgain }: Props) {
  return (
    <>
      {data === null ? (
        <p className={styles.line}>
          <span>{alone}</span>
          <Button size="small" onClick={onSignIn}>
            {t('Sign in to the cloud')}
          </Button>
        </p>
      ) : null}
      {error ? (
        <p className={styles.line}>
          <span>{problemText(error, t('The cloud did not answer. Nothing was changed.'))}</span>
          <Button size="small" onClick={onAgain}>
            {t('Try again')}
          </Button>
        </p>
      ) : null}
      {data && !any ? <p className={styles.told}>{none}</p> : null}
    </>
  );
}
