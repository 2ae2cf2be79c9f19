import { getRouteApi } from '@tanstack/react-router';
import { useState } from 'react';
import type { ThemeRow, ThemeStoreView } from '../../../bridge/content-views.ts';
import { lockOf } from '../../data/may.ts';
import { useRead } from '../../data/reads.ts';
import { useSession } from '../../data/session.ts';
import { useCommands } from '../../data/writes.ts';
import { Button } from '../../ui/button.tsx';
import { Card } from '../../ui/page.tsx';
import { State } from '../../ui/state.tsx';
import { t } from '../../ui/text.ts';
import { toast } from '../../ui/toast.ts';
import { ScheduleDialog } from './schedule-dialog.tsx';
import { ThemeDialog } from './theme-dialog.tsx';
import { ThemeFaults } from './theme-faults.tsx';
import { ThemeVersions, themeName } from './theme-versions.tsx';
import styles from './web-shop.module.css';
import { StorePage } from './store-page.tsx';

const route = getRouteApi('/shell/web-shop/themes');

/** What the pages of one shop are written with now, and what could take its place. */
function ThemesOf({ store, versions }: { readonly store: ThemeStoreView; readonly versions: readonly ThemeRow[] }) {
  const { person, cloudUrl } = useSession();
  const commands = useCommands();
  const [setting, setSetting] = useState<ThemeRow | null>(null);
  const [asking, setAsking] = useState<ThemeRow | null>(null);
  const locked = lockOf(person, 'content.themes');
  const live = versions.find(({ id }) => id === store.themeId);
  const address = store.slug ? `${cloudUrl.replace(/\/+$/, '')}/s/${store.slug}` : null;
  function publish(version: ThemeRow | null): void {
    const args = { storeId: store.id, versionId: version?.id ?? null };
    commands.mutate([{ name: 'content.publishTheme', args }], {
      onSuccess: () =>
        toast({
          tone: 'ok',
          title: version ? t('Published: {name}', { name: themeName(version) }) : t('The built-in pages are back'),
          message: t('Shoppers see it with the next sync.'),
        }),
    });
  }
  return (
    <section className={styles.looks}>
      <Card aria-label={t('Shoppers see')}>
        <header>
          <h2>{t('Shoppers see')}</h2>
          <span className="grow" />
          {live ? (
            <Button size="small" locked={locked} disabled={commands.isPending} onClick={() => publish(null)}>
              {t('Back to the built-in pages')}
            </Button>
          ) : null}
        </header>
        <p className={styles.cardText}>
          {live ? (
            <State tone="ok">{t('{name}, release {release}', { name: themeName(live), release: live.release })}</State>
          ) : (
            t('The pages that come with Tillhouse, in the look that is chosen under Look.')
          )}
        </p>
        <p className={styles.cardText}>{t('Checkout and payment pages follow the look, whatever the theme.')}</p>
      </Card>
      <ThemeVersions
        versions={versions}
        liveId={store.themeId}
        address={address}
        locked={locked}
        busy={commands.isPending}
        onSettings={setSetting}
        onSchedule={setAsking}
        onPublish={publish}
      />
      <ThemeFaults versions={versions} />
      {asking ? (
        <ScheduleDialog
          command="content.scheduleTheme"
          title={themeName(asking)}
          version={asking}
          onClose={() => setAsking(null)}
        />
      ) : null}
      {setting ? <ThemeDialog version={setting} onClose={() => setSetting(null)} /> : null}
    </section>
  );
}

/** Themes that developers sent for the shop on the web: seen before shoppers do, set, published, gone back from. */
export function ThemesScreen() {
  const { store: wanted } = route.useSearch();
  const read = useRead('content.themes', {}, { keep: true });
  const { stores = [], versions = [] } = read.data ?? {};
  return (
    <StorePage at="/web-shop/themes" stores={stores} wanted={wanted} error={read.error}>
      {(store) => (
        <ThemesOf key={store.id} store={store} versions={versions.filter(({ storeId }) => storeId === store.id)} />
      )}
    </StorePage>
  );
}
