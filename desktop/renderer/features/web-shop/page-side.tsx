import { inLanguage, type PageText, textDirectionOf } from '@tillhouse/shared/domains/content/page-parts.ts';
import { useState } from 'react';
import type { WebStore } from '../../../bridge/content-views.ts';
import { useNow } from '../../data/clock.ts';
import { useSession } from '../../data/session.ts';
import { Button } from '../../ui/button.tsx';
import { Side } from '../../ui/page.tsx';
import { t } from '../../ui/text.ts';
import { addressIn, type PageDraft, type SavedPage } from './page-draft.ts';
import { PagePreview } from './page-preview.tsx';
import styles from './web-shop.module.css';

interface Props {
  readonly draft: PageDraft;
  readonly page: SavedPage | null;
  readonly stores: readonly WebStore[];
  readonly text: PageText;
}

/** How the page looks while it is written, and where it is once it is saved: also before shoppers find it. */
export function PageSide({ draft, page, stores, text }: Props) {
  const { cloudUrl } = useSession();
  const now = useNow();
  const [phone, setPhone] = useState(false);
  const store = stores.find(({ locale }) => inLanguage([text], locale)) ?? stores[0];
  const shown = page !== null && page.publishAt !== null && page.publishAt <= now;
  const links = stores.flatMap((each) => {
    const address = page && addressIn(each, page, cloudUrl);
    if (!address) return [];
    return shown ? address : address.replace(/\/pages\/[^/]*$/, `/preview/${draft.id}`);
  });
  return (
    <Side aria-label={t('How it looks')}>
      <div className={styles.side}>
        <div className={styles.sideHead}>
          <h2>{t('How it looks')}</h2>
          <Button size="small" aria-pressed={phone} onClick={() => setPhone(!phone)}>
            {t('On a phone')}
          </Button>
        </div>
        <PagePreview store={store} text={text} dir={textDirectionOf(text.lang)} phone={phone} />
        {links.length > 0 ? (
          <>
            <p className="t2">
              {shown
                ? t('Shoppers find it here:')
                : t('As it is saved, for whoever you give the address to; shoppers do not find it:')}
            </p>
            <ul className={styles.links}>
              {links.map((address) => (
                <li key={address}>
                  <a href={address} target="_blank" rel="noreferrer">
                    <bdi>{address}</bdi>
                  </a>
                </li>
              ))}
            </ul>
          </>
        ) : null}
      </div>
    </Side>
  );
}
