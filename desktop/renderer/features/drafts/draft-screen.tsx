import { getRouteApi, Link, useNavigate } from '@tanstack/react-router';
import type { PricedDraft } from '@tillhouse/shared/domains/orders/price-draft.ts';
import { quoteDocument } from '@tillhouse/shared/domains/invoices/quote-document.ts';
import { localDayAndHour } from '@tillhouse/shared/kernel/instant.ts';
import { useEffect, useRef, useState } from 'react';
import type { DraftView } from '../../../bridge/draft-queries.ts';
import { useBridge } from '../../data/bridge.ts';
import { deskNow } from '../../data/clock.ts';
import { lockOf } from '../../data/may.ts';
import { ReadFault } from '../../data/read-fault.tsx';
import { useRead } from '../../data/reads.ts';
import { useSession } from '../../data/session.ts';
import { sayRefused, useCommands } from '../../data/writes.ts';
import { Button } from '../../ui/button.tsx';
import { Alone, CrumbText, Detail, Dock, Page, PageHead } from '../../ui/page.tsx';
import { dayText } from '../../ui/instants.ts';
import { commandKey } from '../../ui/platform.ts';
import { State } from '../../ui/state.tsx';
import { t } from '../../ui/text.ts';
import { toast } from '../../ui/toast.ts';
import { useKeys } from '../../ui/use-keys.ts';
import { openPdf } from '../invoices/save-pdf.ts';
import { DraftFields } from './draft-fields.tsx';
import { DraftLines } from './draft-lines.tsx';
import { draftState } from './draft-words.ts';
import { argsOf, emptyWork, type Work, workOf } from './draft-work.ts';
import { MailDialog } from './mail-dialog.tsx';
import { PlaceDialog } from './place-dialog.tsx';

const route = getRouteApi('/shell/drafts/$draftId');

interface Tried {
  readonly priced: PricedDraft | null;
  readonly refused: string | null;
}

/** The dry run, asked anew after each change; an answer to an older question is not shown. */
function usePriced(question: string): Tried {
  const bridge = useBridge();
  const [tried, setTried] = useState<Tried>({ priced: null, refused: null });
  const asked = useRef(0);
  useEffect(() => {
    asked.current += 1;
    const mine = asked.current;
    if (question === '') return setTried({ priced: null, refused: null });
    void bridge.call('orders.tryDraft', JSON.parse(question)).then(
      (priced) => mine === asked.current && setTried({ priced, refused: null }),
      (problem: Error) => mine === asked.current && setTried(({ priced }) => ({ priced, refused: problem.message })),
    );
  }, [bridge, question]);
  return tried;
}

/** Whom it was mailed to, or is to be. */
function Mailed({ draft: { mailTo, mailAt, mailedAt } }: { readonly draft: DraftView }) {
  if (mailAt !== null)
    return <State tone="busy">{mailTo ? t('On its way to {to}', { to: mailTo }) : t('On its way')}</State>;
  if (mailedAt === null) return null;
  const day = dayText(mailedAt);
  return (
    <span className="sub">{mailTo ? t('Mailed to {to}, {day}', { to: mailTo, day }) : t('Mailed {day}', { day })}</span>
  );
}

function Editor({ draftId, draft }: { readonly draftId: string; readonly draft: DraftView | null }) {
  const bridge = useBridge();
  const { person, register, store } = useSession();
  const navigate = useNavigate();
  const commands = useCommands();
  const stores = useRead('stores.index', {}).data?.stores ?? [];
  const [work, setWork] = useState<Work>(draft ? workOf(draft) : emptyWork);
  const [placing, setPlacing] = useState(false);
  const [mailing, setMailing] = useState(false);
  const version = draft?.version ?? 0;
  const open = draft === null || draft.status === 'open';
  const args = argsOf(draftId, version, work);
  const changed = JSON.stringify(work) !== JSON.stringify(draft ? workOf(draft) : emptyWork);
  // What its codes give is asked also where nothing was changed.
  const asks = open && args !== null && (changed || work.coupons.length > 0);
  const { priced, refused } = usePriced(asks ? JSON.stringify(args) : '');
  const shown = changed ? (priced?.frozen ?? null) : (draft?.frozen ?? null);
  const noEdit = lockOf(person, 'orders.edit');
  const savable = open && noEdit === null && args !== null && changed && !refused && !commands.isPending;
  const back = () => void navigate({ to: '/drafts' });
  const save = () => {
    if (!savable || !args) return;
    commands.mutate([{ name: 'orders.saveDraft', args }], {
      onSuccess: () => toast({ tone: 'ok', title: t('The draft is saved') }),
    });
  };
  useKeys({ '$mod+s': save, Escape: () => !changed && back() });
  async function toTill(): Promise<void> {
    try {
      await bridge.call('basket.takeDraft', { draftId });
      await navigate({ to: '/till' });
    } catch (problem) {
      sayRefused(problem);
    }
  }
  function print(): void {
    if (!draft) return;
    const today = localDayAndHour(deskNow(), store.timeZone).date;
    const seller = stores.find(({ id }) => id === draft.storeId) ?? stores.find(({ main }) => main);
    const document = quoteDocument(draft, draft.customerCountry, seller, today);
    void openPdf({ kind: 'quote', number: draft.number, document, validUntil: draft.validUntil });
  }
  const state = draft && draftState(draft);
  return (
    <Page>
      <PageHead>
        <CrumbText>
          <Link to="/drafts">{t('Drafts and quotes')}</Link>
        </CrumbText>
        <h1>{draft?.number ?? t('New draft')}</h1>
        {state ? <State tone={state.tone}>{t(state.text)}</State> : null}
        {draft?.orderId && draft.status === 'ordered' ? (
          <Link to="/orders/$orderId" params={{ orderId: draft.orderId }}>
            {t('Open its order')}
          </Link>
        ) : null}
        <span className="grow" />
        {draft ? <Mailed draft={draft} /> : null}
        <Button disabled={!draft || changed} onClick={print}>
          {t('Print or save as PDF')}
        </Button>
        <Button
          locked={noEdit}
          disabled={!draft || !open || changed || draft.lapsed}
          title={draft?.lapsed ? t('Its day is over. Save it with a later one first.') : undefined}
          onClick={() => setMailing(true)}
        >
          {t('Mail it')}
        </Button>
      </PageHead>
      <Alone>
        <Detail>
          <DraftLines
            work={work}
            priced={shown}
            currency={shown?.currency ?? store.currency}
            open={open && !noEdit}
            onWork={setWork}
          />
          <DraftFields
            work={work}
            coupons={priced?.coupons ?? []}
            currency={shown?.currency ?? store.currency}
            open={open && !noEdit}
            onWork={setWork}
          />
          {refused ? (
            <p role="alert">
              <State tone="bad">{refused}</State>
            </p>
          ) : null}
        </Detail>
      </Alone>
      {open ? (
        <Dock aria-label={t('Draft')}>
          <span className="t2 cut">
            {draft?.status === 'open' && !changed
              ? t('It holds no stock. Ordering it looks for its goods and sets them aside.')
              : t('Priced as an order would be. Nothing is ordered or set aside until you say so.')}
          </span>
          <span className="grow" />
          {draft ? (
            <Button
              size="small"
              locked={noEdit}
              disabled={commands.isPending}
              onClick={() =>
                commands.mutate([{ name: 'orders.discardDraft', args: { draftId, version } }], { onSuccess: back })
              }
            >
              {t('Give up')}
            </Button>
          ) : null}
          <Button size="small" keys={commandKey('S')} locked={noEdit} disabled={!savable} onClick={save}>
            {t('Save')}
          </Button>
          {register ? (
            <Button
              size="small"
              locked={lockOf(person, 'till.sell')}
              disabled={!draft || changed || commands.isPending}
              onClick={() => void toTill()}
            >
              {t('Take to the till')}
            </Button>
          ) : null}
          <Button
            size="small"
            look="primary"
            locked={noEdit}
            disabled={!draft || changed || commands.isPending}
            onClick={() => setPlacing(true)}
          >
            {t('Make it an order')}
          </Button>
        </Dock>
      ) : null}
      {mailing && draft ? <MailDialog draft={draft} onClose={() => setMailing(false)} /> : null}
      {placing && draft ? <PlaceDialog draft={draft} onClose={() => setPlacing(false)} onPlaced={back} /> : null}
    </Page>
  );
}

/** One draft or quote: its lines, who it is for, what it comes to, and the step that makes an order of it. */
export function DraftScreen() {
  const { draftId } = route.useParams();
  const read = useRead('drafts.one', { id: draftId });
  if (read.error) return <Page>{<ReadFault error={read.error} />}</Page>;
  if (read.data === undefined) return <Page />;
  return <Editor key={`${draftId} ${read.data?.version ?? 0}`} draftId={draftId} draft={read.data} />;
}
