import { useEffect, useState } from 'react';
import { useRead } from '../../data/reads.ts';
import { cx } from '../../ui/cx.ts';
import { t } from '../../ui/text.ts';
import styles from './idle-pictures.module.css';

const EACH_MS = 8_000;

/** Between sales: the pictures of the shop one after the other, or its name and a welcome. */
export function IdlePictures({ storeName }: { readonly storeName: string }) {
  const { data: pictures = [] } = useRead('display.pictures', {});
  const [at, setAt] = useState(0);
  const many = pictures.length;
  useEffect(() => {
    if (many < 2) return;
    const turn = setInterval(() => setAt((now) => now + 1), EACH_MS);
    return () => clearInterval(turn);
  }, [many]);
  if (many === 0)
    return (
      <div className={styles.words}>
        <h1>{storeName}</h1>
        <p>{t('Welcome')}</p>
      </div>
    );
  return (
    <div className={styles.pictures}>
      {pictures.map((picture, index) => (
        <img
          key={picture}
          className={cx(index === at % many && styles.shown)}
          src={picture}
          alt={t('Picture of the shop')}
          aria-hidden={index !== at % many}
        />
      ))}
    </div>
  );
}
