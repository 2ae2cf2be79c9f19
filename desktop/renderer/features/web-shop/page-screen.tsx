import { getRouteApi, Link, useNavigate } from '@tanstack/react-router';
import { useEffect, useMemo, useState } from 'react';
import type { QueryMap } from '../../../bridge/queries.ts';
import { deskNow, useNow } from '../../data/clock.ts';
import { lockOf } from '../../data/may.ts';
import { ReadFault } from '../../data/read-fault.tsx';
import { useRead } from '../../data/reads.ts';
import { useSession } from '../../data/session.ts';
import { useCommands } from '../../data/writes.ts';
import { Button } from '../../ui/button.tsx';
import { CrumbText, Detail, Page, PageHead, Split, Tabs } from '../../ui/page.tsx';
import { State } from '../../ui/state.tsx';
import { t } from '../../ui/text.ts';
import { UnsavedDock } from '../../ui/unsaved-dock.tsx';
import { toast } from '../../ui/toast.ts';
import { useKeys } from '../../ui/use-keys.ts';
import { draftOf, emptyText, languagesOf, newDraft, pageArgs, pageProblem } from './page-draft.ts';
import { PageSide } from './page-side.tsx';
import { languageName, startingPages, stateOf } from './page-words.ts';
import { TextFields } from './text-fields.tsx';
import { WhereCard } from './where-card.tsx';

const route = getRouteApi('/shell/web-shop/pages/$pageId');

interface EditorProps extends Pick<QueryMap['content.page']['result'], 'page' | 'stores'> {
  readonly pageId: string;
  readonly start: string | undefined;
}

function Editor({ pageId, page, stores, start }: EditorProps) {
  const { person, store } = useSession();
  const navigate = useNavigate();
  const commands = useCommands();
  const now = useNow();
  const { timeZone } = store;
  const saved = useMemo(() => {
    const [title = '', body = ''] = startingPages.find(([name]) => name === start) ?? [];
    return page ? draftOf(page, timeZone, deskNow()) : newDraft(pageId, stores, title, body);
  }, [page, pageId, stores, start, timeZone]);
  const [draft, setDraft] = useState(saved);
  const [base, setBase] = useState(saved);
  const [lang, setLang] = useState(saved.texts[0]?.lang ?? 'en');
  const changed = JSON.stringify(draft) !== JSON.stringify(base);
  useEffect(() => {
    if (base !== saved && !changed) {
      setBase(saved);
      setDraft(saved);
    }
  }, [base, saved, changed]);
  const noEdit = lockOf(person, 'content.edit');
  const text = draft.texts.find((each) => each.lang === lang) ?? emptyText(lang);
  const languages = [...new Set([...languagesOf(stores), ...draft.texts.map((each) => each.lang)])];
  const problem = pageProblem(draft, { timeZone, now });
  const toSave = page === null || changed;
  const set = (patch: Partial<typeof draft>) => setDraft((old) => ({ ...old, ...patch }));
  const setText = (patch: Partial<typeof text>) => {
    const others = draft.texts.some((each) => each.lang === lang) ? draft.texts : [...draft.texts, text];
    set({ texts: others.map((each) => (each.lang === lang ? { ...each, ...patch } : each)) });
  };
  const back = () => void navigate({ to: '/web-shop' });
  function save(): void {
    if (noEdit || problem || !toSave || commands.isPending) return;
    // By the time that stands on the screen, so that what is shown from now on is not said to come within a minute.
    const args = pageArgs(draft, page, { timeZone, now });
    commands.mutate([{ name: 'content.savePage', args }], {
      onSuccess: () => {
        setBase(draft);
        toast({ tone: 'ok', title: t('Saved on this desk'), message: t('Shoppers see it with the next sync.') });
      },
    });
  }
  function remove(): void {
    if (noEdit || !page || commands.isPending) return;
    const args = { pageId, revision: page.revision };
    commands.mutate([{ name: 'content.removePage', args }], {
      onSuccess: () => {
        toast({ tone: 'ok', title: t('Taken out: {name}', { name: page.texts[0]?.title ?? '' }) });
        back();
      },
    });
  }
  const discard = () => (page ? setDraft(base) : back());
  useKeys({ '$mod+s': save, Escape: () => (changed && page ? discard() : back()) });
  const [tone, word] = page ? stateOf(page.publishAt, now) : (['open', t('Not saved')] as const);
  return (
    <Page>
      <Split width={460}>
        <Detail>
          <PageHead>
            <Link to="/web-shop">
              <CrumbText>{t('Pages')}</CrumbText>
            </Link>
            <h1>{draft.texts[0]?.title.trim() || t('New page')}</h1>
            <State tone={tone}>{word}</State>
            <span className="grow" />
            {page ? (
              <Button size="small" look="danger" locked={noEdit} onClick={remove}>
                {t('Take out')}
              </Button>
            ) : null}
          </PageHead>
          {languages.length > 1 ? (
            <Tabs aria-label={t('Languages')}>
              {languages.map((each) => (
                <button
                  key={each}
                  type="button"
                  {...(each === lang && { 'aria-current': 'true' as const })}
                  onClick={() => setLang(each)}
                >
                  {languageName(each)}
                  {draft.texts.some((one) => one.lang === each) ? null : <small>{t('not written')}</small>}
                </button>
              ))}
            </Tabs>
          ) : null}
          <TextFields
            key={lang}
            text={text}
            alone={draft.texts.length < 2 || !draft.texts.some((each) => each.lang === lang)}
            known={page?.texts.some((each) => each.lang === lang) ?? false}
            disabled={noEdit !== null}
            problem={toSave && changed && problem?.lang === lang ? problem : null}
            onText={setText}
            onRemove={() => set({ texts: draft.texts.filter((each) => each.lang !== lang) })}
          />
          <WhereCard draft={draft} stores={stores} disabled={noEdit !== null} problem={problem} set={set} />
        </Detail>
        <PageSide draft={draft} page={page} stores={stores} text={text} />
      </Split>
      {noEdit === null && toSave ? (
        <UnsavedDock
          title={page ? t('Not saved yet') : t('Not saved')}
          says={problem ? t(problem.words, problem.values) : t('Shoppers see it with the next sync.')}
          maySave={problem === null && !commands.isPending}
          onDiscard={discard}
          onSave={save}
        />
      ) : null}
    </Page>
  );
}

/** One page: what it says in each language, where and from when, and how it looks meanwhile. */
export function PageScreen() {
  const { pageId } = route.useParams();
  const { start } = route.useSearch();
  const read = useRead('content.page', { id: pageId }, { keep: true });
  if (read.error)
    return (
      <Page>
        <ReadFault error={read.error} />
      </Page>
    );
  return read.data ? <Editor key={pageId} pageId={pageId} start={start} {...read.data} /> : <Page />;
}
