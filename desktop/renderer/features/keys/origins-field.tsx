import { IconX } from '@tabler/icons-react';
import { useState } from 'react';
import { Button } from '../../ui/button.tsx';
import { Field, Input } from '../../ui/field.tsx';
import { t } from '../../ui/text.ts';
import { originOf } from './key-words.ts';
import styles from './keys.module.css';

export interface OriginsFieldProps {
  readonly origins: readonly string[];
  readonly onOrigins: (origins: readonly string[]) => void;
}

/** Which pages may use a publishable key. */
export function OriginsField({ origins, onOrigins }: OriginsFieldProps) {
  const [text, setText] = useState('');
  const [wrong, setWrong] = useState(false);
  function add(): void {
    const origin = originOf(text);
    setWrong(origin === null);
    if (origin === null) return;
    if (!origins.includes(origin)) onOrigins([...origins, origin]);
    setText('');
  }
  return (
    <div className={styles.form}>
      {origins.length > 0 ? (
        <ul className={styles.origins} aria-label={t('Pages that may use it')}>
          {origins.map((origin) => (
            <li key={origin}>
              <bdi>{origin === '*' ? t('any page') : origin}</bdi>
              <Button
                square
                size="small"
                look="quiet"
                aria-label={t('Take {domain} away', { domain: origin })}
                icon={<IconX size={16} stroke={1.75} aria-hidden="true" />}
                onClick={() => onOrigins(origins.filter((each) => each !== origin))}
              />
            </li>
          ))}
        </ul>
      ) : null}
      <div className={styles.addOrigin}>
        <Field
          label={t('Page that may use it')}
          hint={t('Its address without a path, such as https://shop.larkhall.example; * is any page.')}
          error={wrong ? t('Write an address such as https://shop.larkhall.example.') : null}
        >
          {(control) => (
            <Input
              {...control}
              value={text}
              autoComplete="off"
              spellCheck={false}
              onChange={(event) => {
                setText(event.target.value);
                setWrong(false);
              }}
              onKeyDown={(event) => {
                if (event.key !== 'Enter' || text.trim() === '') return;
                event.preventDefault();
                add();
              }}
            />
          )}
        </Field>
        <Button disabled={text.trim() === ''} onClick={add}>
          {t('Add')}
        </Button>
      </div>
    </div>
  );
}
