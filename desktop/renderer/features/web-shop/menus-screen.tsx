import { useEffect, useMemo, useState } from 'react';
import { menuPlaces } from '@tillhouse/shared/domains/content/menu-parts.ts';
import type { QueryMap } from '../../../bridge/queries.ts';
import { lockOf } from '../../data/may.ts';
import { ReadFault } from '../../data/read-fault.tsx';
import { useRead } from '../../data/reads.ts';
import { useSession } from '../../data/session.ts';
import { useCommands } from '../../data/writes.ts';
import { Page, PageHead } from '../../ui/page.tsx';
import { t } from '../../ui/text.ts';
import { UnsavedDock } from '../../ui/unsaved-dock.tsx';
import { toast } from '../../ui/toast.ts';
import { useKeys } from '../../ui/use-keys.ts';
import { MenuCard } from './menu-card.tsx';
import { itemsOf, type MenuRow, menuProblem, rowsOf } from './menu-draft.ts';
import { WebTabs } from './web-tabs.tsx';
import styles from './web-shop.module.css';

const places = {
  header: ['In the head', 'The categories that something is on sale in, those with the most first.'],
  footer: ['At the foot', 'All categories, then all pages that shoppers find.'],
} as const;

type Read = QueryMap['content.menus']['result'];
type Draft = Readonly<Record<(typeof menuPlaces)[number], readonly MenuRow[] | null>>;

const menuOf = ({ menus }: Read, place: (typeof menuPlaces)[number]) => menus.find((menu) => menu.place === place);
const plain = (rows: readonly MenuRow[] | null) => JSON.stringify(rows && itemsOf(rows));

function draftOf(read: Read): Draft {
  const of = (place: (typeof menuPlaces)[number]) => {
    const items = menuOf(read, place)?.items ?? null;
    return items && rowsOf(items, () => crypto.randomUUID());
  };
  return { header: of('header'), footer: of('footer') };
}

function Editor({ read }: { readonly read: Read }) {
  const { person } = useSession();
  const commands = useCommands();
  const saved = useMemo(() => draftOf(read), [read]);
  const [draft, setDraft] = useState(saved);
  const [base, setBase] = useState(saved);
  const changed = menuPlaces.filter((place) => plain(draft[place]) !== plain(base[place]));
  useEffect(() => {
    if (base !== saved && changed.length === 0) {
      setBase(saved);
      setDraft(saved);
    }
  }, [base, saved, changed.length]);
  const locked = lockOf(person, 'content.edit');
  const problem = changed.map((place) => menuProblem(draft[place] ?? [])).find((each) => each !== null) ?? null;
  function save(): void {
    if (locked || problem || changed.length === 0 || commands.isPending) return;
    const sent = changed.map((place) => {
      const rows = draft[place];
      const menu = { place, revision: menuOf(read, place)?.revision ?? 0, items: rows && itemsOf(rows) };
      return { name: 'content.saveMenu', args: { menu } };
    });
    commands.mutate(sent, {
      onSuccess: () => {
        setBase(draft);
        toast({ tone: 'ok', title: t('Saved on this desk'), message: t('Shoppers see it with the next sync.') });
      },
    });
  }
  const discard = () => setDraft(base);
  useKeys({ '$mod+s': save, Escape: () => changed.length > 0 && discard() });
  return (
    <>
      <section className={styles.menus}>
        {menuPlaces.map((place) => (
          <MenuCard
            key={place}
            title={t(places[place][0])}
            asItComes={t(places[place][1])}
            rows={draft[place]}
            targets={read}
            locked={locked}
            onRows={(rows) => setDraft((old) => ({ ...old, [place]: rows }))}
          />
        ))}
      </section>
      {locked === null && changed.length > 0 ? (
        <UnsavedDock
          title={t('Not saved yet')}
          says={
            problem
              ? t(problem)
              : t('A store leaves out what it does not have: a draft, a category without goods, another language.')
          }
          maySave={problem === null && !commands.isPending}
          onDiscard={discard}
          onSave={save}
        />
      ) : null}
    </>
  );
}

/** The menus of the shop on the web: in the head of each page and at its foot. */
export function MenusScreen() {
  const read = useRead('content.menus', {}, { keep: true });
  return (
    <Page>
      <PageHead>
        <h1>{t('Shop on the web')}</h1>
        <WebTabs at="/web-shop/menus" />
      </PageHead>
      {read.error ? <ReadFault error={read.error} /> : read.data ? <Editor read={read.data} /> : null}
    </Page>
  );
}
