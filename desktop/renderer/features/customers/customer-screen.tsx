import { IconArchive, IconArrowBackUp, IconDots, IconUserOff } from '@tabler/icons-react';
import { getRouteApi, Link, useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import type { CustomerPage } from '../../../bridge/customer-queries.ts';
import { useBridge } from '../../data/bridge.ts';
import { lockOf } from '../../data/may.ts';
import { ReadFault } from '../../data/read-fault.tsx';
import { useRead } from '../../data/reads.ts';
import { useSending } from '../../data/sending.ts';
import { useSession } from '../../data/session.ts';
import { sayRefused } from '../../data/writes.ts';
import { Button } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { dayText } from '../../ui/instants.ts';
import { Menu } from '../../ui/menu.tsx';
import { Money } from '../../ui/money.tsx';
import { Alone, CrumbText, Detail, Page, PageHead, Side, Split } from '../../ui/page.tsx';
import { Picture } from '../../ui/picture.tsx';
import { countText } from '../../ui/quantity.ts';
import { State, Tag } from '../../ui/state.tsx';
import { t } from '../../ui/text.ts';
import { UnsavedDock } from '../../ui/unsaved-dock.tsx';
import { toast } from '../../ui/toast.ts';
import { useKeys } from '../../ui/use-keys.ts';
import { useNarrow } from '../../ui/use-narrow.ts';
import { type CustomerDraft, customerProblems, draftOf, patchOf } from './customer-draft.ts';
import { ContactFields, PlaceFields } from './customer-fields.tsx';
import { CustomerOrders } from './customer-orders.tsx';
import { StoreCreditCard } from '../gift-cards/store-credit-card.tsx';
import { PointsCard } from '../loyalty/points-card.tsx';
import { AccountCard } from './account-card.tsx';
import { FirmCard } from './firm-card.tsx';
import { TermsCard } from './terms-card.tsx';
import styles from './customers.module.css';

const route = getRouteApi('/shell/customers/$customerId');

function Figures({ customer }: { readonly customer: CustomerPage }) {
  const { orders, spent, owes, returns, currency, firstOrderAt, lastOrderAt } = customer;
  const facts: readonly (readonly [string, React.ReactNode])[] = [
    [t('Spent'), <Money key="spent" amount={spent} currency={currency} />],
    [t('Orders'), countText(orders)],
    owes === 0
      ? [
          t('Average'),
          orders > 0 ? <Money key="average" amount={Math.round(spent / orders)} currency={currency} /> : '–',
        ]
      : [
          owes > 0 ? t('On account, to pay') : t('Owed to them'),
          <Money key="owes" amount={Math.abs(owes)} currency={currency} />,
        ],
    [t('Returns'), countText(returns)],
    [t('First bought'), firstOrderAt === null ? '–' : dayText(firstOrderAt, { year: true })],
    [t('Last bought'), lastOrderAt === null ? '–' : dayText(lastOrderAt, { year: true })],
  ];
  return (
    <dl className={styles.figures} aria-label={t('In the months this desk holds')}>
      {facts.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

function Favourites({ customer }: { readonly customer: CustomerPage }) {
  if (customer.favourites.length === 0) return null;
  return (
    <section className={styles.favourites} aria-label={t('Buys most often')}>
      <h2>{t('Buys most often')}</h2>
      <ul>
        {customer.favourites.map((one) => (
          <li key={one.variantId}>
            <Picture address={one.image} name={one.title} />
            <span className="cut">{one.title}</span>
            <span className="num t2">{countText(one.units)}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** What was typed, held against what the customer was when the typing began. */
function useCustomerDraft(customer: CustomerPage) {
  const bridge = useBridge();
  const sending = useSending();
  const saved = draftOf(customer);
  const [seen, setSeen] = useState(saved);
  const [draft, setDraft] = useState(saved);
  const patch = patchOf(seen, draft);
  const dirty = Object.keys(patch).length > 0;
  // Somebody else's change arrives in what nobody is typing in; the rest is decided when it is saved.
  if (!dirty && Object.keys(patchOf(seen, saved)).length > 0) {
    setSeen(saved);
    setDraft(saved);
  }
  const [wrong] = Object.values(customerProblems(draft));
  async function save(): Promise<void> {
    await bridge.mutate('customers.edit', { customerId: customer.id, patch });
    setSeen(draft);
    toast({ tone: 'ok', title: t('Saved on this desk'), message: t('It goes out by itself.') });
  }
  return {
    ...{ draft, dirty, wrong, busy: sending.busy, refused: sending.refused, count: Object.keys(patch).length },
    set: (fields: Partial<CustomerDraft>) => {
      sending.forget();
      setDraft((old) => ({ ...old, ...fields }));
    },
    save: () => {
      if (dirty && !sending.busy && wrong === undefined) sending.send(save());
    },
    discard: () => {
      sending.forget();
      setSeen(saved);
      setDraft(saved);
    },
  };
}

function Actions({ customer, locked }: { readonly customer: CustomerPage; readonly locked: string | null }) {
  const bridge = useBridge();
  const { status } = customer;
  const other = status === 'active' ? 'archived' : 'active';
  function turn(): void {
    bridge
      .mutate('customers.edit', { customerId: customer.id, patch: { status: { base: status, value: other } } })
      .then(() =>
        toast({
          tone: 'ok',
          title: other === 'archived' ? t('Archived') : t('Back among the customers'),
          message: t('What they bought stays as it is.'),
        }),
      )
      .catch(sayRefused);
  }
  if (locked !== null) return null;
  return (
    <Menu
      label={t('More')}
      trigger={
        <Button
          size="small"
          square
          aria-label={t('More')}
          icon={<IconDots size={16} stroke={1.75} aria-hidden="true" />}
        />
      }
      items={[
        {
          id: 'archive',
          label: other === 'archived' ? t('Archive') : t('Bring back'),
          icon: <IconArchive size={16} stroke={1.75} aria-hidden="true" />,
          onSelect: turn,
        },
      ]}
    />
  );
}

function CustomerView({ customer }: { readonly customer: CustomerPage }) {
  const { person } = useSession();
  const navigate = useNavigate();
  const narrow = useNarrow(1180);
  const locked = lockOf(person, 'customers.edit');
  const unseen = lockOf(person, 'customers.contact');
  const { draft, dirty, wrong, busy, refused, count, set, save, discard } = useCustomerDraft(customer);
  useKeys({
    '$mod+s': save,
    Escape: () => (dirty ? discard() : void navigate({ to: '/customers' })),
  });
  const side = (
    <div className={styles.fields}>
      <h2>{t('Contact')}</h2>
      {locked ? <p className="t2">{locked}</p> : null}
      <ContactFields draft={draft} onField={set} touched={dirty} disabled={locked !== null} unseen={unseen} />
      <PlaceFields draft={draft} onField={set} disabled={locked !== null} unseen={unseen} />
      <p className={styles.since}>{t('Known since {day}', { day: dayText(customer.createdAt, { year: true }) })}</p>
    </div>
  );
  const main = (
    <Detail>
      <PageHead>
        <Link to="/customers">
          <CrumbText>{t('Customers')}</CrumbText>
        </Link>
        <h1>{customer.name}</h1>
        {customer.status === 'archived' ? <Tag tone="warn">{t('archived')}</Tag> : null}
        {customer.unsent ? <State tone="waiting">{t('Not sent yet')}</State> : null}
        <div className="grow" />
        <Actions customer={customer} locked={locked} />
      </PageHead>
      <Figures customer={customer} />
      {narrow ? side : null}
      <Favourites customer={customer} />
      <StoreCreditCard customerId={customer.id} />
      <PointsCard customerId={customer.id} />
      <AccountCard customerId={customer.id} />
      <FirmCard customerId={customer.id} />
      <TermsCard customerId={customer.id} />
      <CustomerOrders customer={customer} />
    </Detail>
  );
  return (
    <Page>
      {narrow ? (
        <Alone>{main}</Alone>
      ) : (
        <Split width={340}>
          {main}
          <Side aria-label={t('Contact')}>{side}</Side>
        </Split>
      )}
      {dirty ? (
        <UnsavedDock
          title={t('Unsaved changes')}
          says={wrong ? t(wrong) : t('{n, plural, one {# field} other {# fields}}', { n: count })}
          refused={refused}
          busy={busy}
          maySave={!busy && wrong === undefined}
          onDiscard={discard}
          onSave={save}
        />
      ) : null}
    </Page>
  );
}

/** One customer: how to reach them, what they bought, what they like. */
export function CustomerScreen() {
  const { customerId } = route.useParams();
  const read = useRead('customers.page', { id: customerId });
  if (read.data === null)
    return (
      <Page>
        <EmptyState
          icon={<IconUserOff size={48} stroke={1.1} aria-hidden="true" />}
          title={t('This customer is not on this desk')}
          actions={
            <Link to="/customers">
              <IconArrowBackUp size={16} stroke={1.75} aria-hidden="true" /> {t('Back to the customers')}
            </Link>
          }
        />
      </Page>
    );
  if (!read.data) return <Page>{read.error ? <ReadFault error={read.error} /> : null}</Page>;
  return <CustomerView key={read.data.id} customer={read.data} />;
}
