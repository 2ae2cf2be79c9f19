import type { StoreReceipt } from '@tillhouse/shared/domains/access/store-receipt.ts';
import { useRef, useState } from 'react';
import { Button } from '../../ui/button.tsx';
import { Select } from '../../ui/field.tsx';
import { t } from '../../ui/text.ts';
import { logoOf } from './logo-file.ts';
import styles from './receipt-card.module.css';

type Logo = StoreReceipt['logo'];
const sizes = ['small', 'medium', 'wide'] as const;

interface LogoFieldProps {
  readonly value: Logo;
  readonly disabled: boolean;
  readonly onChange: (logo: Logo) => void;
}

/** The picture that receipts open with: chosen from a file, and how wide it is. */
export function LogoField({ value, disabled, onChange }: LogoFieldProps) {
  const file = useRef<HTMLInputElement>(null);
  const [wrong, setWrong] = useState('');
  const names = { small: t('Small'), medium: t('Medium'), wide: t('As wide as the roll') };
  async function read(chosen: File | undefined): Promise<void> {
    if (!chosen) return;
    const picture = await logoOf(chosen);
    setWrong('wrong' in picture ? picture.wrong : '');
    if ('png' in picture) onChange({ png: picture.png, size: value?.size ?? 'medium' });
  }
  return (
    <div className={styles.logo}>
      <span className={styles.picture}>
        {value ? <img src={`data:image/png;base64,${value.png}`} alt={t('Logo on receipts')} /> : t('No logo')}
      </span>
      <input
        ref={file}
        type="file"
        hidden
        accept="image/png,image/jpeg,image/svg+xml,image/webp"
        aria-label={t('Picture of the logo')}
        onChange={(event) => {
          void read(event.target.files?.[0]);
          event.target.value = '';
        }}
      />
      <Button disabled={disabled} onClick={() => file.current?.click()}>
        {value ? t('Another picture…') : t('Choose a logo…')}
      </Button>
      {value ? (
        <>
          <Select
            aria-label={t('Size of the logo')}
            value={value.size}
            disabled={disabled}
            onChange={(event) =>
              onChange({ ...value, size: sizes.find((one) => one === event.target.value) ?? 'medium' })
            }
          >
            {sizes.map((size) => (
              <option key={size} value={size}>
                {names[size]}
              </option>
            ))}
          </Select>
          <Button look="quiet" disabled={disabled} onClick={() => onChange(null)}>
            {t('Remove')}
          </Button>
        </>
      ) : (
        <span className="sub">{t('PNG, JPEG or SVG; printed in black dots.')}</span>
      )}
      {wrong ? (
        <p className={styles.wrong} role="alert">
          {t(wrong)}
        </p>
      ) : null}
    </div>
  );
}
