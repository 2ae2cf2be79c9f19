import { KeyHint } from '../../ui/key-hint.tsx';
import { countText } from '../../ui/quantity.ts';
import { t } from '../../ui/text.ts';
import styles from './coupon-rows.module.css';

/** How many of the next item go in, where more than one was typed. */
export function TimesRow({ times }: { readonly times: number | null }) {
  return (
    <div role="status">
      {times === null ? null : (
        <div className={styles.times}>
          <b>{t('{n} × the next item', { n: countText(times) })}</b>
          <KeyHint keys="Esc" />
        </div>
      )}
    </div>
  );
}
