import { getRouteApi, Link, useNavigate } from '@tanstack/react-router';
import { useEffect, useMemo, useState } from 'react';
import type { PricedItem, PriceListRow } from '../../../bridge/price-queries.ts';
import { useNow } from '../../data/clock.ts';
import { lockOf, may } from '../../data/may.ts';
import { ReadFault } from '../../data/read-fault.tsx';
import { useRead } from '../../data/reads.ts';
import { useSession } from '../../data/session.ts';
import { useCommands } from '../../data/writes.ts';
import { Button } from '../../ui/button.tsx';
import { CrumbText, Detail, Page, PageHead, Side, Split } from '../../ui/page.tsx';
import { State } from '../../ui/state.tsx';
import { t } from '../../ui/text.ts';
import { UnsavedDock } from '../../ui/unsaved-dock.tsx';
import { toast } from '../../ui/toast.ts';
import { useKeys } from '../../ui/use-keys.ts';
import { ItemsCard } from './items-card.tsx';
import { changeOf, draftOf, inBatches, type ItemEdit, readTerms } from './price-list-draft.ts';
import { stateOf } from './price-list-words.ts';
import { TermsFields, WhoCard } from './terms-card.tsx';
import { TryPrice } from './try-price.tsx';

const route = getRouteApi('/shell/price-lists/$listId');

interface Touched {
  readonly item: PricedItem;
  readonly edit: ItemEdit;
}

function Editor({
  listId,
  row,
  groups,
}: {
  readonly listId: string;
  /** Null for one that is not saved yet */
  readonly row: PriceListRow | null;
  readonly groups: readonly string[];
}) {
  const { person, store, locations } = useSession();
  const navigate = useNavigate();
  const commands = useCommands();
  const now = useNow();
  const { timeZone } = store;
  const currency = row?.currency ?? store.currency;
  const saved = useMemo(() => draftOf(row?.name ?? '', row?.terms ?? null, timeZone), [row, timeZone]);
  const [draft, setDraft] = useState(saved);
  const [base, setBase] = useState(saved);
  const [touched, setTouched] = useState<ReadonlyMap<string, Touched>>(new Map());
  const noEdit = lockOf(person, 'prices.edit');
  const { terms, problems } = readTerms(draft, timeZone);
  const changed = Object.keys(draft).filter((name) => {
    const key = name as keyof typeof draft;
    return JSON.stringify(draft[key]) !== JSON.stringify(base[key]);
  }).length;
  useEffect(() => {
    if (base !== saved && changed === 0) {
      setBase(saved);
      setDraft(saved);
    }
  }, [base, saved, changed]);
  const edits = useMemo(() => new Map([...touched].map(([id, { edit }]) => [id, edit])), [touched]);
  const prices = [...touched.values()].map(({ item, edit }) => changeOf(item, edit, currency));
  const wrong = Object.values(problems)[0] ?? (prices.includes(null) ? 'A price or a quantity cannot be read' : null);
  const count = changed + touched.size;
  const toSave = row === null || count > 0;
  const onEdit = (item: PricedItem, edit: ItemEdit) =>
    setTouched((old) => {
      const before = old.get(item.variantId);
      return new Map(old).set(item.variantId, { item: before?.item ?? item, edit: { ...before?.edit, ...edit } });
    });

  function save(): void {
    if (noEdit || !terms || wrong || !toSave || commands.isPending) return;
    const list = { id: listId, name: draft.name.trim(), currency, isDefault: false, terms };
    const batches = inBatches(prices.flatMap((change) => change ?? []));
    const commandsOf = [
      ...(row === null || changed > 0 ? [{ name: 'pricing.savePriceList', args: { list } }] : []),
      ...batches.map((changes) => ({ name: 'pricing.setPrice', args: { priceListId: listId, changes } })),
    ];
    commands.mutate(commandsOf, {
      onSuccess: () => {
        setBase(draft);
        setTouched(new Map());
        toast({ tone: 'ok', title: t('Saved on this desk'), message: t('Tills take it with their next sync.') });
      },
    });
  }
  const back = () => void navigate({ to: '/price-lists' });
  const discard = () => {
    if (!row) return back();
    setDraft(base);
    setTouched(new Map());
  };
  useKeys({ '$mod+s': save, Escape: () => (count > 0 && row ? discard() : back()) });
  const [tone, word] = row ? stateOf(row.terms, now) : (['open', t('Not saved')] as const);
  const parts = {
    ...{ draft, groups, locations, disabled: noEdit !== null },
    problems: toSave && (count > 0 || row) ? problems : {},
    set: (patch: Partial<typeof draft>) => setDraft((old) => ({ ...old, ...patch })),
  };
  return (
    <Page>
      <Split width={340}>
        <Detail>
          <PageHead>
            <Link to="/price-lists">
              <CrumbText>{t('Price lists')}</CrumbText>
            </Link>
            <h1>{draft.name.trim() || t('New price list')}</h1>
            <State tone={tone}>{word}</State>
            <span className="sub">{currency}</span>
            <span className="grow" />
            <Button
              size="small"
              locked={noEdit}
              onClick={() => setDraft((old) => ({ ...old, live: !old.live }))}
              aria-pressed={!draft.live}
            >
              {draft.live ? t('Pause') : t('Let it count')}
            </Button>
          </PageHead>
          <TermsFields {...parts} />
          <WhoCard {...parts} />
          <ItemsCard
            {...{ listId, currency, edits, onEdit }}
            name={draft.name.trim()}
            touched={[...touched.values()].map(({ item }) => item)}
            disabled={noEdit !== null}
            costs={may(person, 'products.cost')}
          />
        </Detail>
        <Side aria-label={t('Why this price')}>
          <TryPrice groups={groups} />
        </Side>
      </Split>
      {noEdit === null && toSave ? (
        <UnsavedDock
          title={row ? t('{n, plural, one {# change} other {# changes}}', { n: count }) : t('Not saved')}
          says={wrong ? t(wrong) : t('Tills take it with their next sync. Sales already made keep their prices.')}
          maySave={wrong === null && !commands.isPending}
          onDiscard={discard}
          onSave={save}
        />
      ) : null}
    </Page>
  );
}

/** One list: for whom, where and when it counts, its prices, and one price explained. */
export function PriceListScreen() {
  const { listId } = route.useParams();
  const read = useRead('price-lists.index', {}, { keep: true });
  if (read.error)
    return (
      <Page>
        <ReadFault error={read.error} />
      </Page>
    );
  if (!read.data) return <Page />;
  const row = read.data.rows.find(({ id }) => id === listId) ?? null;
  return <Editor key={listId} listId={listId} row={row} groups={read.data.groups} />;
}
