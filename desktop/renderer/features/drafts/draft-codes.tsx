import { IconX } from '@tabler/icons-react';
import { LONGEST_COUPON } from '@tillhouse/shared/domains/pricing/check-calculation.ts';
import type { Coupon } from '@tillhouse/shared/domains/pricing/coupons.ts';
import { useState } from 'react';
import { Field, Input } from '../../ui/field.tsx';
import { State } from '../../ui/state.tsx';
import { t } from '../../ui/text.ts';
import styles from './draft-codes.module.css';
import { type Work, withCode } from './draft-work.ts';

interface Props {
  readonly work: Work;
  readonly coupons: readonly Coupon[];
  readonly open: boolean;
  readonly onWork: (next: Work) => void;
}

/** Codes for offers, with what became of each; Enter adds one. */
export function DraftCodes({ work, coupons, open, onWork }: Props) {
  const [typed, setTyped] = useState('');
  const long = typed.trim().length > LONGEST_COUPON;
  const said = new Map(coupons.map((coupon) => [coupon.code, coupon]));
  function add(): void {
    if (long) return;
    onWork(withCode(work, typed.trim()));
    setTyped('');
  }
  return (
    <div className={styles.codes}>
      <Field
        label={t('Code for an offer')}
        hint={t('Enter adds it.')}
        error={long ? t('A code has at most {n} characters. It was not added.', { n: LONGEST_COUPON }) : null}
      >
        {(control) => (
          <Input
            {...control}
            className="mono"
            value={typed}
            maxLength={300}
            autoComplete="off"
            spellCheck={false}
            disabled={!open || work.coupons.length >= 20}
            onChange={({ target: { value } }) => setTyped(value)}
            onBlur={add}
            onKeyDown={(event) => {
              if (event.key !== 'Enter') return;
              event.preventDefault();
              add();
            }}
          />
        )}
      </Field>
      {work.coupons.length > 0 ? (
        <ul aria-label={t('Codes')}>
          {work.coupons.map((code) => {
            const coupon = said.get(code);
            const tone = coupon === undefined ? 'plain' : coupon.status === 'applied' ? 'ok' : 'warn';
            return (
              <li key={code}>
                <b className="mono">{code}</b>
                {coupon ? <State tone={tone}>{coupon.reason}</State> : null}
                {open ? (
                  <button
                    type="button"
                    aria-label={t('Take {code} out', { code })}
                    onClick={() => onWork({ ...work, coupons: work.coupons.filter((each) => each !== code) })}
                  >
                    <IconX size={16} stroke={1.75} aria-hidden="true" />
                  </button>
                ) : null}
              </li>
            );
          })}
        </ul>
      ) : null}
    </div>
  );
}
