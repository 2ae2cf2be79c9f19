import { IconDiscountOff, IconPencil } from '@tabler/icons-react';
import { getRouteApi, Link, useNavigate } from '@tanstack/react-router';
import type { Promotion } from '@tillhouse/shared/domains/pricing/promotion-args.ts';
import { useEffect, useMemo, useState } from 'react';
import type { PromotionRow } from '../../../bridge/promotion-queries.ts';
import type { QueryMap } from '../../../bridge/queries.ts';
import { deskNow } from '../../data/clock.ts';
import { lockOf } from '../../data/may.ts';
import { ReadFault } from '../../data/read-fault.tsx';
import { useRead } from '../../data/reads.ts';
import { useSession } from '../../data/session.ts';
import { useCommands } from '../../data/writes.ts';
import { Button } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { Field, Input } from '../../ui/field.tsx';
import { CrumbText, Detail, Dock, Page, PageHead, Side, Split } from '../../ui/page.tsx';
import { commandKey } from '../../ui/platform.ts';
import { State } from '../../ui/state.tsx';
import { t } from '../../ui/text.ts';
import { toast } from '../../ui/toast.ts';
import { useKeys } from '../../ui/use-keys.ts';
import { useNarrow } from '../../ui/use-narrow.ts';
import { ConditionsCard } from './conditions-card.tsx';
import { changesOf, type Draft, draftOf } from './draft.ts';
import { readDraft } from './draft-rule.ts';
import type { PartProps } from './editor-parts.ts';
import { LimitsCard } from './limits-card.tsx';
import { OfferCard } from './offer-card.tsx';
import { PastOrders } from './past-orders.tsx';
import { offerText, stateOf } from './promotion-words.ts';
import styles from './promotions.module.css';
import { copyOf, ruleFrom } from './starting-points.ts';
import { TryBasket } from './try-basket.tsx';

const route = getRouteApi('/shell/promotions/$promotionId');

interface EditorProps {
  /** Null for one that is not saved yet */
  readonly row: PromotionRow | null;
  readonly rule: Promotion;
  readonly one: QueryMap['promotions.one']['result'];
}

function Dates({ draft, set, problems, disabled }: PartProps) {
  return (
    <>
      {(['from', 'until'] as const).map((side) => (
        <Field
          key={side}
          label={side === 'from' ? t('From') : t('Until')}
          error={problems[side] ? t(problems[side] ?? '') : null}
        >
          {(control) => (
            <Input
              {...control}
              type="datetime-local"
              value={draft[side]}
              disabled={disabled}
              onChange={(event) => set({ [side]: event.target.value })}
            />
          )}
        </Field>
      ))}
    </>
  );
}

function Editor({ row, rule, one }: EditorProps) {
  const { person, store, locations } = useSession();
  const navigate = useNavigate();
  const commands = useCommands();
  const narrow = useNarrow(1180);
  const place = useMemo(
    () => ({ currency: store.currency, timeZone: store.timeZone }),
    [store.currency, store.timeZone],
  );
  const saved = useMemo(() => draftOf(rule, place), [rule, place]);
  const [draft, setDraft] = useState<Draft>(saved);
  // A change that came from elsewhere shows at once where nothing was typed here.
  const [base, setBase] = useState(saved);
  const changes = changesOf(draft, base);
  const [names, setNames] = useState(one.names);
  const noEdit = lockOf(person, 'prices.edit');
  const mayEdit = noEdit === null;
  useEffect(() => {
    if (base !== saved && changes === 0) {
      setBase(saved);
      setDraft(saved);
    }
  }, [base, saved, changes]);
  const { rule: written, problems } = useMemo(() => readDraft(draft, place), [draft, place]);
  const wrong = Object.values(problems)[0] ?? null;
  const back = () => void navigate({ to: '/promotions' });
  const toSave = row === null || changes > 0;

  function save(status: PromotionRow['status']): void {
    if (!mayEdit || !toSave || !written || commands.isPending) return;
    commands.mutate([{ name: 'pricing.savePromotion', args: { promotion: written, status } }], {
      onSuccess: () => {
        const next = draftOf(written, place);
        setDraft(next);
        setBase(next);
        toast({ tone: 'ok', title: t('Saved on this desk'), message: t('Tills take it with their next sync.') });
        if (!row) void navigate({ to: '/promotions/$promotionId', params: { promotionId: written.id }, replace: true });
      },
    });
  }
  const usual = row?.status ?? 'live';
  const setStatus = (status: PromotionRow['status']) =>
    row && commands.mutate([{ name: 'pricing.setPromotionStatus', args: { promotionId: row.id, status } }]);
  const discard = () => (row ? setDraft(base) : back());
  useKeys({ '$mod+s': () => save(usual), Escape: () => (changes > 0 && row ? discard() : back()) });

  const props: PartProps = {
    ...{ draft, problems, place, names },
    set: (patch) => setDraft((old) => ({ ...old, ...patch })),
    disabled: !mayEdit,
    codeUses: one.codeUses,
    choices: { categories: one.categories, tags: one.tags, locations },
    learn: (id, name) => setNames((old) => ({ ...old, [id]: name })),
  };
  const [tone, word] = row ? stateOf(row, deskNow()) : (['open', 'Not saved'] as const);
  const naming = { currency: place.currency, name: (id: string) => names[id] ?? id };
  const main = (
    <Detail className={styles.detail}>
      <PageHead>
        <Link to="/promotions">
          <CrumbText>{t('Promotions')}</CrumbText>
        </Link>
        <h1>{draft.name.trim() || t('New promotion')}</h1>
        <State tone={tone}>{t(word)}</State>
        {row && row.orders > 0 ? (
          <span className="sub">{t('{n, plural, one {# order} other {# orders}}', { n: row.orders })}</span>
        ) : null}
        <span className="grow" />
        {row ? (
          <>
            <Button
              size="small"
              onClick={() => setStatus(row.status === 'live' ? 'paused' : 'live')}
              disabled={commands.isPending}
              locked={noEdit}
            >
              {row.status === 'live' ? t('Pause') : row.status === 'paused' ? t('Resume') : t('Start again')}
            </Button>
            {row.status === 'ended' ? null : (
              <Button size="small" onClick={() => setStatus('ended')} disabled={commands.isPending} locked={noEdit}>
                {t('End')}
              </Button>
            )}
          </>
        ) : null}
      </PageHead>
      {noEdit ? <p className={styles.notice}>{t('You may look but not change it. {why}', { why: noEdit })}</p> : null}
      <div className={styles.top}>
        <Field
          label={t('Name at the till and on receipts')}
          error={problems.name && changes > 0 ? t(problems.name) : null}
        >
          {(control) => (
            <Input
              {...control}
              value={draft.name}
              maxLength={100}
              disabled={!mayEdit}
              autoComplete="off"
              onChange={(event) => props.set({ name: event.target.value })}
            />
          )}
        </Field>
        <Dates {...props} />
      </div>
      <ConditionsCard {...props} />
      <OfferCard {...props} />
      <LimitsCard {...props} />
    </Detail>
  );
  const side = (
    <>
      <TryBasket rule={written} problem={wrong} />
      <PastOrders rule={written} />
    </>
  );
  return (
    <Page>
      {narrow ? (
        <div className={styles.stack}>
          {main}
          {side}
        </div>
      ) : (
        <Split width={460}>
          {main}
          <Side aria-label={t('Try a basket')}>{side}</Side>
        </Split>
      )}
      {mayEdit && toSave ? (
        <Dock aria-label={t('Unsaved changes')}>
          <IconPencil size={16} stroke={1.75} aria-hidden="true" />
          <b className="bold">
            {row ? t('{n, plural, one {# change} other {# changes}}', { n: changes }) : t('Not saved')}
          </b>
          <span className="t2 cut" role="status">
            {wrong
              ? t(wrong)
              : `${written ? offerText(written, naming) : ''}. ${t('Sales already made keep what they were given.')}`}
          </span>
          <span className="grow" />
          <Button size="small" onClick={discard} {...(row && changes > 0 ? { keys: 'Esc' } : {})}>
            {t('Discard')}
          </Button>
          {row ? null : (
            <Button size="small" onClick={() => save('paused')} disabled={!written || commands.isPending}>
              {t('Save paused')}
            </Button>
          )}
          <Button
            size="small"
            look="primary"
            keys={commandKey('S')}
            onClick={() => save(usual)}
            disabled={!written || commands.isPending}
          >
            {row ? t('Save') : t('Save and start')}
          </Button>
        </Dock>
      ) : null}
    </Page>
  );
}

function missing() {
  return (
    <Page>
      <EmptyState
        icon={<IconDiscountOff size={48} stroke={1.1} aria-hidden="true" />}
        title={t('This promotion is not on this desk')}
      >
        {t('It may not have arrived yet. Nothing was changed.')}
      </EmptyState>
    </Page>
  );
}

/** One promotion: when, what, how much, and a basket to try it on. */
export function PromotionScreen() {
  const { promotionId } = route.useParams();
  const { start } = route.useSearch();
  const copied = start?.startsWith('copy:') ? start.slice(5) : null;
  const read = useRead('promotions.one', { id: promotionId });
  const source = useRead('promotions.one', { id: copied ?? '' }, { enabled: copied !== null });
  const one = read.data;
  const first = source.data?.promotion?.rule;
  const row = one?.promotion ?? null;
  const rule = useMemo(() => {
    if (row) return row.rule;
    if (copied !== null) return first ? copyOf(first, promotionId) : null;
    return start ? ruleFrom(start, promotionId) : null;
  }, [row, first, copied, start, promotionId]);
  const error = read.error ?? source.error;
  if (error) return <Page>{<ReadFault error={error} />}</Page>;
  if (!one || (copied !== null && !source.data)) return <Page />;
  if (!rule) return missing();
  const names = { ...source.data?.names, ...one.names };
  return <Editor key={`${promotionId}${row ? '' : start}`} row={row} rule={rule} one={{ ...one, names }} />;
}
