import { Link } from '@tanstack/react-router';
import { type RefObject, useState } from 'react';
import type { ReviewRow } from '../../../bridge/review-views.ts';
import { Button } from '../../ui/button.tsx';
import { Area, Field } from '../../ui/field.tsx';
import { dayText } from '../../ui/instants.ts';
import { Picture } from '../../ui/picture.tsx';
import { Tag } from '../../ui/state.tsx';
import { t } from '../../ui/text.ts';
import styles from './reviews.module.css';
import { Stars } from './stars.tsx';

interface Props {
  readonly review: ReviewRow;
  readonly locked: string | null;
  readonly busy: boolean;
  readonly field: RefObject<HTMLTextAreaElement | null>;
  readonly onShow: () => void;
  readonly onHide: () => void;
  readonly onAnswer: (answer: string) => void;
}

/** One review as it was written, what the shop says to it, and whether shoppers read it. */
export function ReviewSide({ review, locked, busy, field, onShow, onHide, onAnswer }: Props) {
  const [answer, setAnswer] = useState(review.answer);
  const { stars, title, body, name, lang, verified, store, writtenAt, productId, productTitle, image, state } = review;
  const changed = answer.trim() !== review.answer;
  return (
    <div className={styles.side}>
      <div className={styles.product}>
        <Picture address={image} name={productTitle} size={40} />
        <Link to="/products/$productId" params={{ productId }} className="strong">
          <bdi>{productTitle || t('A product that is not on this desk')}</bdi>
        </Link>
      </div>
      <div>
        <Stars of={stars} />
        {title ? (
          <h2>
            <bdi lang={lang}>{title}</bdi>
          </h2>
        ) : null}
        <p className="t2">
          <bdi>{name}</bdi> · {dayText(writtenAt, { year: true })}
          {store ? ` · ${store}` : ''} {verified ? <Tag tone="ok">{t('Bought it')}</Tag> : null}
        </p>
      </div>
      {body ? (
        <p className={styles.text} dir="auto" lang={lang}>
          {body}
        </p>
      ) : (
        <p className="t2">{t('Stars alone, without words.')}</p>
      )}
      <div className={styles.acts}>
        {state === 'shown' ? null : (
          <Button look="primary" size="small" keys="S" locked={locked} disabled={busy} onClick={onShow}>
            {t('Show it')}
          </Button>
        )}
        {state === 'hidden' ? null : (
          <Button size="small" keys="H" locked={locked} disabled={busy} onClick={onHide}>
            {t('Hide it')}
          </Button>
        )}
      </div>
      <hr className={styles.rule} />
      <Field label={t('Answer of the shop')} hint={t('All shoppers read it below the review. Empty: none.')}>
        {(control) => (
          <Area
            {...control}
            ref={field}
            rows={5}
            maxLength={2000}
            dir="auto"
            value={answer}
            disabled={locked !== null}
            onChange={(event) => setAnswer(event.target.value)}
            onKeyDown={(event) => {
              if (event.key === 'Escape') event.currentTarget.blur();
              if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey) || !changed) return;
              event.preventDefault();
              onAnswer(answer.trim());
            }}
          />
        )}
      </Field>
      <div className={styles.acts}>
        <Button size="small" locked={locked} disabled={busy || !changed} onClick={() => onAnswer(answer.trim())}>
          {answer.trim() === '' && review.answer !== '' ? t('Take the answer away') : t('Save the answer')}
        </Button>
      </div>
    </div>
  );
}
