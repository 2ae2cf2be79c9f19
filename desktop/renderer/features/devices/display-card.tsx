import { useRef, useState } from 'react';
import { useRead } from '../../data/reads.ts';
import { useCall } from '../../data/writes.ts';
import { Button } from '../../ui/button.tsx';
import { Card } from '../../ui/page.tsx';
import { State } from '../../ui/state.tsx';
import { t } from '../../ui/text.ts';
import { MOST_PICTURES, pictureOf } from './display-picture.ts';
import styles from './display-card.module.css';
import frame from './devices.module.css';

interface CardProps {
  readonly registerId: string;
  readonly locked: string | null;
}

/** What the customer's display of a register shows between sales. */
export function DisplayCard({ registerId, locked }: CardProps) {
  const { data: pictures = [] } = useRead('display.pictures', { registerId });
  const save = useCall('devices.saveDisplay');
  const file = useRef<HTMLInputElement>(null);
  const [wrong, setWrong] = useState('');
  const write = (next: readonly string[]) =>
    save.mutate({ registerId, settings: next.length === 0 ? null : { pictures: [...next] } });
  async function add(files: FileList | null): Promise<void> {
    const read = await Promise.all([...(files ?? [])].slice(0, MOST_PICTURES - pictures.length).map(pictureOf));
    const good = read.filter((one) => one !== null);
    setWrong(good.length < read.length ? 'This is no picture. Choose a PNG, JPEG, SVG or WebP.' : '');
    // One that is there already is shown once.
    const next = [...new Set([...pictures, ...good])];
    if (next.length > pictures.length) write(next);
  }
  return (
    <Card aria-label={t('Customer display')}>
      <header>
        <h2>{t('Customer display')}</h2>
        <State tone={pictures.length > 0 ? 'ok' : 'plain'}>
          {pictures.length > 0
            ? t('{n, plural, one {# picture} other {# pictures}} between sales', { n: pictures.length })
            : t('The name of the store between sales')}
        </State>
      </header>
      <ul className={styles.pictures} aria-label={t('Pictures between sales')}>
        {pictures.map((picture, index) => (
          <li key={picture}>
            <img src={picture} alt={t('Picture {n}', { n: index + 1 })} />
            <Button
              size="small"
              locked={locked}
              disabled={save.isPending}
              aria-label={t('Take picture {n} away', { n: index + 1 })}
              onClick={() => write(pictures.filter((_, at) => at !== index))}
            >
              {t('Remove')}
            </Button>
          </li>
        ))}
        {pictures.length === 0 ? (
          <li className={styles.none}>
            {t('It is opened by the menu of the till, as a window for the other side of the counter.')}
          </li>
        ) : null}
      </ul>
      {wrong ? (
        <p className={styles.wrong} role="alert">
          {t(wrong)}
        </p>
      ) : null}
      <div className={frame.foot}>
        <input
          ref={file}
          type="file"
          hidden
          multiple
          accept="image/png,image/jpeg,image/svg+xml,image/webp"
          aria-label={t('Pictures for the display')}
          onChange={(event) => {
            void add(event.target.files);
            event.target.value = '';
          }}
        />
        <Button
          locked={locked}
          disabled={save.isPending || pictures.length >= MOST_PICTURES}
          onClick={() => file.current?.click()}
        >
          {t('Add pictures…')}
        </Button>
      </div>
    </Card>
  );
}
