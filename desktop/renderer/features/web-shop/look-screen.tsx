import { usualSections } from '@tillhouse/shared/domains/content/usual-sections.ts';
import type { ShopLook } from '@tillhouse/shared/domains/content/look-parts.ts';
import type { PageSection } from '@tillhouse/shared/domains/content/section-parts.ts';
import { IconPencil } from '@tabler/icons-react';
import { getRouteApi } from '@tanstack/react-router';
import { useState } from 'react';
import type { LookRow, LookStore } from '../../../bridge/content-views.ts';
import { lockOf } from '../../data/may.ts';
import { useRead } from '../../data/reads.ts';
import { useSession } from '../../data/session.ts';
import { useCommands } from '../../data/writes.ts';
import { Button } from '../../ui/button.tsx';
import { Input } from '../../ui/field.tsx';
import { Card, Dock, Side, Split } from '../../ui/page.tsx';
import { commandKey } from '../../ui/platform.ts';
import { t } from '../../ui/text.ts';
import { toast } from '../../ui/toast.ts';
import { useKeys } from '../../ui/use-keys.ts';
import { LookSide } from '../organisation/look-side.tsx';
import { themeProblems } from '../organisation/store-draft.ts';
import { OpeningFields } from '../organisation/opening-fields.tsx';
import { FirstPagePreview } from './first-page-preview.tsx';
import { cleanLook, differences, liveVersion, sameLook } from './look-draft.ts';
import { LookVersions, versionName } from './look-versions.tsx';
import { ScheduleDialog } from './schedule-dialog.tsx';
import { SectionDialog } from './section-dialog.tsx';
import { SectionsCard } from './sections-card.tsx';
import { type FirstPage, useFirstPage } from './use-first-page.ts';
import { useLookDraft } from './use-look-draft.ts';
import { StorePage } from './store-page.tsx';
import styles from './web-shop.module.css';

const route = getRouteApi('/shell/web-shop/look');

interface ShownProps {
  readonly title: string;
  readonly look: ShopLook;
  readonly store: LookStore;
  readonly page: FirstPage;
  readonly onOpen?: (section: PageSection) => void;
}

function Shown({ title, look, store, page, onOpen }: ShownProps) {
  return (
    <div>
      <h2>{title}</h2>
      <FirstPagePreview
        look={look}
        store={store}
        sections={page.sectionsOf(look)}
        goods={page.goods}
        shelves={page.shelves}
        onOpen={onOpen}
      />
    </div>
  );
}

function Editor({ store, versions }: { readonly store: LookStore; readonly versions: readonly LookRow[] }) {
  const { person, cloudUrl } = useSession();
  const commands = useCommands();
  const { draft, setDraft, undo } = useLookDraft(store.look);
  const [name, setName] = useState('');
  const [compared, setCompared] = useState<LookRow | null>(null);
  const [asking, setAsking] = useState<LookRow | null>(null);
  const [opened, setOpened] = useState<PageSection | null>(null);
  const locked = lockOf(person, 'content.edit');
  const look = draft ?? store.look;
  const live = liveVersion(versions, store.look);
  const beside = compared?.look ?? store.look;
  const changes = differences(beside, cleanLook(look));
  const problems = themeProblems(look.theme);
  const changed = draft !== null && !sameLook(cleanLook(draft), store.look);
  const wrong = Object.values(problems)[0] ?? (name.trim() === '' ? 'Give this version a name, such as Winter.' : null);
  const page = useFirstPage(store.id, [beside, look]);
  const set = (patch: Partial<ShopLook>) => setDraft({ ...look, ...patch });
  const sections = look.sections ?? null;
  function arrange(next: readonly PageSection[] | null): void {
    const { sections: _before, ...rest } = look;
    setDraft(next === null ? rest : { ...rest, sections: [...next] });
  }
  const open = (section: PageSection): void => {
    if (locked) return;
    // One of a page as it comes is changed by arranging that page.
    if (sections === null) arrange(usualSections(page.goods?.departments ?? [], () => crypto.randomUUID()));
    else setOpened(section);
  };
  function put(section: PageSection): void {
    const known = sections?.some(({ id }) => id === section.id);
    const next = known
      ? (sections ?? []).map((one) => (one.id === section.id ? section : one))
      : [...(sections ?? []), section];
    arrange(next);
    setOpened(null);
  }
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
  useKeys({ '$mod+s': () => save(false), '$mod+z': () => undo?.(), Escape: () => draft && setDraft(null) });
  const preview = store.slug ? `${cloudUrl.replace(/\/+$/, '')}/s/${store.slug}` : null;
  return (
    <>
      <Split width={380}>
        <section className={styles.looks}>
          <div className={styles.pair}>
            <Shown
              title={compared ? versionName(compared) : t('Shoppers see')}
              look={beside}
              store={store}
              page={page}
            />
            <Shown
              title={changed ? t('Your draft') : t('Your draft: nothing changed yet')}
              look={look}
              store={store}
              page={page}
              {...(locked === null && sections !== null && { onOpen: open })}
            />
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
          <div className={styles.words}>
            <h2>{t('First page')}</h2>
            <OpeningFields opening={look} disabled={locked !== null} set={set} />
            <SectionsCard
              sections={sections}
              locked={locked}
              onArrange={() => arrange(usualSections(page.goods?.departments ?? [], () => crypto.randomUUID()))}
              onSections={arrange}
              onOpen={open}
            />
          </div>
          <LookSide
            draft={{ ...store, theme: look.theme, hosted: null }}
            set={({ theme }) => set({ theme })}
            problems={problems}
            locked={locked}
            preview={false}
          />
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
          <Button size="small" keys={commandKey('Z')} disabled={!undo} onClick={() => undo?.()}>
            {t('Undo')}
          </Button>
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
      {opened ? (
        <SectionDialog
          key={opened.id}
          section={opened}
          isNew={!sections?.some(({ id }) => id === opened.id)}
          store={store}
          goods={page.goods ?? { categories: [], pages: [] }}
          titles={page.titles}
          onSection={put}
          onClose={() => setOpened(null)}
        />
      ) : null}
      {asking ? (
        <ScheduleDialog
          command="content.scheduleLook"
          title={versionName(asking)}
          version={asking}
          onClose={() => setAsking(null)}
        />
      ) : null}
    </>
  );
}

/** How the shop on the web looks: a draft beside what shoppers see, and every version that was kept. */
export function LookScreen() {
  const { store: wanted } = route.useSearch();
  const read = useRead('content.looks', {}, { keep: true });
  const { stores = [], versions = [] } = read.data ?? {};
  return (
    <StorePage at="/web-shop/look" stores={stores} wanted={wanted} error={read.error}>
      {(store) => (
        <Editor key={store.id} store={store} versions={versions.filter(({ storeId }) => storeId === store.id)} />
      )}
    </StorePage>
  );
}
