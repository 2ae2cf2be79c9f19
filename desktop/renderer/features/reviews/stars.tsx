import { IconStar, IconStarFilled } from '@tabler/icons-react';
import { t } from '../../ui/text.ts';
import styles from './reviews.module.css';

/** One to five. */
export function Stars({ of }: { readonly of: number }) {
  return (
    <span className={styles.stars} role="img" aria-label={t('{n} of 5 stars', { n: of })}>
      {[1, 2, 3, 4, 5].map((at) =>
        at <= of ? (
          <IconStarFilled key={at} size={14} aria-hidden="true" />
        ) : (
          <IconStar key={at} size={14} stroke={1.5} aria-hidden="true" />
        ),
      )}
    </span>
  );
}
