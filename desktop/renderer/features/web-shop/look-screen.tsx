import type { ShopLook } from '@tillhouse/shared/domains/content/look-parts.ts';
import { IconPencil } from '@tabler/icons-react';
import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import type { LookRow, LookStore } from '../../../bridge/content-views.ts';
import { lockOf } from '../../data/may.ts';
import { ReadFault } from '../../data/read-fault.tsx';
import { useRead } from '../../data/reads.ts';
import { useSession } from '../../data/session.ts';
import { useCommands } from '../../data/writes.ts';
import { Button } from '../../ui/button.tsx';
import { Input, Select } from '../../ui/field.tsx';
import { Card, Dock, Page, PageHead, Side, Split } from '../../ui/page.tsx';
import { commandKey } from '../../ui/platform.ts';
import { t } from '../../ui/text.ts';
import { toast } from '../../ui/toast.ts';
import { useKeys } from '../../ui/use-keys.ts';
import { LookPreview, LookSide } from '../organisation/look-side.tsx';
import { plainTheme, themeProblems } from '../organisation/store-draft.ts';
import { OpeningFields } from '../organisation/opening-fields.tsx';
import { cleanLook, differences, liveVersion, sameLook } from './look-draft.ts';
import { LookVersions, versionName } from './look-versions.tsx';
import { ScheduleDialog } from './schedule-dialog.tsx';
import { WebTabs } from './web-tabs.tsx';
import styles from './web-shop.module.css';

const route = getRouteApi('/shell/web-shop/look');

function Shown({ title, look, store }: { readonly title: string; readonly look: ShopLook; readonly store: LookStore }) {
  const hosted = { open: true, domain: null, fonts: look.fonts, headline: look.headline, intro: look.intro };
  return (
    <div>
      <h2>{title}</h2>
      <LookPreview
        theme={look.theme ?? plainTheme}
        name={store.name}
        locale={store.locale}
        currency={store.currency}
        hosted={hosted}
      />
    </div>
  );
}

function Editor({ store, versions }: { readonly store: LookStore; readonly versions: readonly LookRow[] }) {
  const { person, cloudUrl } = useSession();
  const commands = useCommands();
  const [draft, setDraft] = useState<ShopLook | null>(null);
  const [name, setName] = useState('');
  const [compared, setCompared] = useState<LookRow | null>(null);
  const [asking, setAsking] = useState<LookRow | null>(null);
  const locked = lockOf(person, 'content.edit');
  const look = draft ?? store.look;
  const live = liveVersion(versions, store.look);
  const beside = compared?.look ?? store.look;
  const changes = differences(beside, cleanLook(look));
  const problems = themeProblems(look.theme);
  const changed = draft !== null && !sameLook(cleanLook(draft), store.look);
  const wrong = Object.values(problems)[0] ?? (name.trim() === '' ? 'Give this version a name, such as Winter.' : null);
  const set = (patch: Partial<ShopLook>) => setDraft({ ...look, ...patch });
  function publish(version: LookRow): void {
    commands.mutate([{ name: 'content.publishLook', args: { versionId: version.id, due: null } }], {
      onSuccess: () => toast({ tone: 'ok', title: t('Published: {name}', { name: versionName(version) }) }),
    });
  }
  function save(andPublish: boolean): void {
    if (locked || wrong || !changed || commands.isPending) return;
    const version = { id: crypto.randomUUID(), storeId: store.id, name: name.trim(), look: cleanLook(look) };
    const publishing = { name: 'content.publishLook', args: { versionId: version.id, due: null } };
    commands.mutate([{ name: 'content.saveLook', args: { version } }, ...(andPublish ? [publishing] : [])], {
      onSuccess: () => {
        setDraft(null);
        setName('');
        toast({
          tone: 'ok',
          title: andPublish
            ? t('Published: {name}', { name: version.name })
            : t('Kept: {name}', { name: version.name }),
          message: andPublish ? t('Shoppers see it with the next sync.') : t('Shoppers see it once it is published.'),
        });
      },
    });
  }
  useKeys({ '$mod+s': () => save(false), Escape: () => draft && setDraft(null) });
  const preview = store.slug ? `${cloudUrl.replace(/\/+$/, '')}/s/${store.slug}` : null;
  return (
    <>
      <Split width={380}>
        <section className={styles.looks}>
          <div className={styles.pair}>
            <Shown title={compared ? versionName(compared) : t('Shoppers see')} look={beside} store={store} />
            <Shown title={changed ? t('Your draft') : t('Your draft: nothing changed yet')} look={look} store={store} />
          </div>
          {changes.length > 0 ? (
            <Card aria-label={t('What is different')}>
              <ul className={styles.differences} aria-label={t('What is different')}>
                {changes.map(({ part, before, after }) => (
                  <li key={part}>{t('{part}: {before} becomes {after}', { part: t(part), before, after })}</li>
                ))}
              </ul>
            </Card>
          ) : null}
          <LookVersions
            versions={versions}
            liveId={live?.id}
            comparedId={compared?.id ?? null}
            locked={locked}
            onCompare={setCompared}
            onTake={(version) => {
              setDraft(version.look);
              setName(version.name);
            }}
            onPublish={publish}
            onSchedule={setAsking}
          />
          {preview && compared ? (
            <p>
              <a href={`${preview}?look=${compared.id}`} target="_blank" rel="noreferrer">
                {t('See {name} in the shop, before shoppers do', { name: versionName(compared) })}
              </a>
            </p>
          ) : null}
        </section>
        <Side aria-label={t('Look of its shop')}>
          <LookSide
            draft={{ ...store, theme: look.theme, hosted: null }}
            set={({ theme }) => set({ theme })}
            problems={problems}
            locked={locked}
            preview={false}
          />
          <div className={styles.words}>
            <h2>{t('First page')}</h2>
            <OpeningFields opening={look} disabled={locked !== null} set={set} />
          </div>
        </Side>
      </Split>
      {locked === null && changed ? (
        <Dock aria-label={t('Unsaved changes')}>
          <IconPencil size={16} stroke={1.75} aria-hidden="true" />
          <Input
            small
            className={styles.name}
            aria-label={t('Name of this version')}
            placeholder={t('Name of this version')}
            value={name}
            maxLength={80}
            autoComplete="off"
            onChange={(event) => setName(event.target.value)}
          />
          <span className="t2 cut" role="status">
            {wrong ? t(wrong) : t('Every saving is kept, to compare and to go back to.')}
          </span>
          <span className="grow" />
          <Button size="small" onClick={() => setDraft(null)}>
            {t('Discard')}
          </Button>
          <Button
            size="small"
            keys={commandKey('S')}
            disabled={wrong !== null || commands.isPending}
            onClick={() => save(false)}
          >
            {t('Keep as a version')}
          </Button>
          <Button
            size="small"
            look="primary"
            disabled={wrong !== null || commands.isPending}
            onClick={() => save(true)}
          >
            {t('Publish now')}
          </Button>
        </Dock>
      ) : null}
      {asking ? <ScheduleDialog version={asking} onClose={() => setAsking(null)} /> : null}
    </>
  );
}

/** How the shop on the web looks: a draft beside what shoppers see, and every version that was kept. */
export function LookScreen() {
  const { store: wanted } = route.useSearch();
  const navigate = useNavigate();
  const read = useRead('content.looks', {}, { keep: true });
  const { stores = [], versions = [] } = read.data ?? {};
  const store = stores.find(({ id }) => id === wanted) ?? stores[0];
  return (
    <Page>
      <PageHead>
        <h1>{t('Shop on the web')}</h1>
        <WebTabs at="/web-shop/look" />
        <span className="grow" />
        {store && stores.length > 1 ? (
          <Select
            small
            className={styles.store}
            aria-label={t('Store')}
            value={store.id}
            onChange={(event) =>
              void navigate({ to: '/web-shop/look', search: { store: event.target.value }, replace: true })
            }
          >
            {stores.map((each) => (
              <option key={each.id} value={each.id}>
                {each.name}
              </option>
            ))}
          </Select>
        ) : null}
      </PageHead>
      {read.error ? <ReadFault error={read.error} /> : null}
      {store ? (
        <Editor key={store.id} store={store} versions={versions.filter(({ storeId }) => storeId === store.id)} />
      ) : null}
    </Page>
  );
}
