import { IconCopy, IconUserPlus } from '@tabler/icons-react';
import { getRouteApi, Link, useNavigate } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import type { ApprovalRow, LendingRow, PolicyRow, RoleRow, StaffRow } from '../../../bridge/access-queries.ts';
import { ReadFault } from '../../data/read-fault.tsx';
import { useRead } from '../../data/reads.ts';
import { deskNow } from '../../data/clock.ts';
import { useSession } from '../../data/session.ts';
import { Button } from '../../ui/button.tsx';
import { FilterBar, Page, PageHead, Side, Split, Tabs } from '../../ui/page.tsx';
import { countText } from '../../ui/quantity.ts';
import { SearchBox } from '../../ui/search-box.tsx';
import { t } from '../../ui/text.ts';
import { UnsavedDock } from '../../ui/unsaved-dock.tsx';
import { useKeys } from '../../ui/use-keys.ts';
import { useNarrow } from '../../ui/use-narrow.ts';
import { cellLock, peopleLock, rolesLock } from './access-rules.ts';
import { ApprovalsList, standOf } from './approvals-list.tsx';
import { LentList } from './lent-list.tsx';
import { PeopleList } from './people-list.tsx';
import { PersonSide } from './person-side.tsx';
import { Policies } from './policies.tsx';
import { RoleDialogs, type RolesAsked } from './role-dialogs.tsx';
import { changeWords } from './role-words.ts';
import { changesOf, cellOf, draftCommands, emptyDraft, keepDraft, keptDraft, setCell } from './role-draft.ts';
import { useSaveRoles } from './save-roles.ts';
import { RoleMatrix } from './role-matrix.tsx';
import styles from './roles.module.css';

const route = getRouteApi('/shell/roles');
const tabs = ['rights', 'people', 'approvals', 'lent'] as const;

interface LoadedProps {
  readonly roles: readonly RoleRow[];
  readonly staff: readonly StaffRow[];
  readonly lent: readonly LendingRow[];
  readonly asked: readonly ApprovalRow[];
  readonly policies: readonly PolicyRow[];
}

function Loaded({ roles, staff, lent, asked: approvals, policies }: LoadedProps) {
  const search = route.useSearch();
  const navigate = useNavigate({ from: '/roles' });
  const { person: holder, store } = useSession();
  const { currency } = store;
  const [now] = useState(deskNow);
  const narrow = useNarrow(1180);
  const [draft, setDraft] = useState(() => keptDraft(holder.id));
  const [asked, setAsked] = useState<RolesAsked | null>(null);
  const [why, setWhy] = useState<string | null>(null);
  useEffect(() => keepDraft(holder.id, draft), [holder.id, draft]);
  const tab = tabs.find((one) => one === search.tab) ?? 'rights';
  const people = tab === 'people';
  const change = (patch: Partial<typeof search>) =>
    void navigate({ search: (old) => ({ ...old, ...patch }), replace: true });
  const person = staff.find(({ id }) => id === (search.person ?? holder.id)) ?? staff[0];
  const selected = roles.find(({ id }) => id === search.role) ?? roles.find(({ builtIn }) => !builtIn) ?? roles[0];
  const changes = changesOf(draft, roles);
  const noRoles = rolesLock(holder);
  const noPeople = peopleLock(holder);
  const saving = useSaveRoles(() => setDraft(emptyDraft));
  function save(): void {
    if (changes.length === 0 || saving.isPending) return;
    saving.mutate({ commands: draftCommands(draft, roles), summary: changeWords(changes, currency) });
  }
  useKeys({ '$mod+Enter': save });
  const pressed = (one: string) => (one === tab ? ('page' as const) : undefined);
  const waiting = approvals.filter((row) => standOf(row, now) === 'asked').length;
  const lentNow = lent.filter(({ endsAt }) => endsAt > now).length;
  const own = roles.find(({ id }) => id === staff.find((one) => one.id === holder.id)?.roleId);
  const body =
    tab === 'approvals' ? (
      <section className={styles.frame} aria-label={t('Approvals')}>
        <ApprovalsList rows={approvals} now={now} />
      </section>
    ) : tab === 'lent' ? (
      <LentList rows={lent} staff={staff} role={own} now={now} />
    ) : people ? (
      <PeopleList
        staff={staff}
        text={search.q ?? ''}
        openId={person?.id ?? null}
        onOpen={(id) => change({ person: id })}
      />
    ) : (
      <RoleMatrix
        roles={roles}
        draft={draft}
        readOnly={noRoles !== null}
        currency={currency}
        selectedId={selected?.id ?? null}
        onSelect={(id) => change({ role: id })}
        lockOf={(role, permission) => cellLock(role, permission, holder)}
        onTurn={(role, permission) => {
          setWhy(null);
          setDraft((old) => setCell(old, role, permission, cellOf(old, role, permission) ? null : {}));
        }}
        onOpen={(role, permission) => {
          setWhy(null);
          setAsked({ kind: 'term', role, permission });
        }}
        onLocked={setWhy}
      />
    );
  return (
    <Page>
      <PageHead>
        <h1 className={styles.title}>{t('Roles')}</h1>
        <Tabs aria-label={t('Roles and people')}>
          <Link to="/roles" search={{ ...search, tab: 'rights' }} aria-current={pressed('rights')}>
            {t('What each may do')}
          </Link>
          <Link to="/roles" search={{ ...search, tab: 'people' }} aria-current={pressed('people')}>
            {t('People')} <small>{countText(staff.filter(({ status }) => status !== 'left').length)}</small>
          </Link>
          <Link to="/roles" search={{ ...search, tab: 'approvals' }} aria-current={pressed('approvals')}>
            {t('Approvals')} <small>{countText(waiting)}</small>
          </Link>
          <Link to="/roles" search={{ ...search, tab: 'lent' }} aria-current={pressed('lent')}>
            {t('Lent')} <small>{countText(lentNow)}</small>
          </Link>
        </Tabs>
        <div className="grow" />
        {people ? (
          <Button
            size="small"
            icon={<IconUserPlus size={16} stroke={1.75} aria-hidden="true" />}
            disabled={noPeople !== null}
            title={noPeople ?? undefined}
            onClick={() => setAsked({ kind: 'person', person: null })}
          >
            {t('Add person')}
          </Button>
        ) : selected && tab === 'rights' ? (
          <>
            {selected.builtIn ? null : (
              <Button
                size="small"
                disabled={noRoles !== null}
                title={noRoles ?? undefined}
                onClick={() => setAsked({ kind: 'name', role: selected, copy: false })}
              >
                {t('Rename')}
              </Button>
            )}
            <Button
              size="small"
              icon={<IconCopy size={16} stroke={1.75} aria-hidden="true" />}
              disabled={noRoles !== null}
              title={noRoles ?? undefined}
              onClick={() => setAsked({ kind: 'name', role: selected, copy: true })}
            >
              {t('Copy role {role}', { role: selected.name })}
            </Button>
          </>
        ) : null}
      </PageHead>
      <FilterBar>
        {people ? (
          <>
            <SearchBox
              value={search.q ?? ''}
              onChange={(text) => change({ q: text || undefined })}
              label={t('Name, role or location')}
              clearLabel={t('Clear search')}
            />
            <div className="grow" />
            <span className="t2 cut">{noPeople}</span>
          </>
        ) : tab === 'approvals' ? (
          <span className="t2 cut">{t('Somebody else says yes or no to exactly what was asked, once.')}</span>
        ) : tab === 'lent' ? (
          <span className="t2 cut">
            {t('What is lent is worth what the giver may at that moment, and ends with it.')}
          </span>
        ) : (
          <>
            <span className={styles.key}>
              <i className={styles.yes} aria-hidden="true" /> {t('Yes')}
            </span>
            <span className={styles.key}>
              <b>{t('15%')}</b> {t('Up to this, then asks')}
            </span>
            <span className={styles.key}>– {t('No')}</span>
            <span className={`${styles.why} cut`} role="status">
              {why ?? noRoles ?? t('Roles with a lock come with Tillhouse: copy one to change it.')}
            </span>
            <div className="grow" />
            <span className={`t2 ${styles.key}`}>{t('Checked on the device, offline too')}</span>
          </>
        )}
      </FilterBar>
      {narrow && !people ? (
        <div className={styles.alone}>{body}</div>
      ) : (
        <Split width={320}>
          {body}
          <Side aria-label={tab === 'approvals' ? t('What this store asks of a yes') : t('One person’s rights')}>
            {tab === 'approvals' ? (
              <Policies policies={policies} />
            ) : person ? (
              <PersonSide
                lent={lent}
                now={now}
                currency={currency}
                person={person}
                staff={staff}
                role={roles.find(({ id }) => id === person.roleId)}
                draft={draft}
                holder={holder}
                onChoose={(id) => change({ person: id })}
                onEdit={() => setAsked({ kind: 'person', person })}
                onPin={() => setAsked({ kind: 'pin', person })}
                onBadge={() => setAsked({ kind: 'badge', person })}
                onKeys={() => setAsked({ kind: 'keys', person })}
              />
            ) : null}
          </Side>
        </Split>
      )}
      {changes.length > 0 ? (
        <UnsavedDock
          title={t('{n, plural, one {# change} other {# changes}}', { n: changes.length })}
          says={changeWords(changes, currency)}
          maySave={!saving.isPending && noRoles === null}
          saveKey="Enter"
          onDiscard={() => setDraft(emptyDraft)}
          onSave={save}
        />
      ) : null}
      {asked ? (
        <RoleDialogs
          asked={asked}
          {...{ staff, roles, draft, currency, holderId: holder.id }}
          onSetCell={(role, permission, cell) => setDraft((old) => setCell(old, role, permission, cell))}
          onSavedRole={(role) => change({ role })}
          onSavedPerson={(id) => change({ person: id })}
          onClose={() => setAsked(null)}
        />
      ) : null}
    </Page>
  );
}

/** Who works here, and what each role may do. */
export function RolesScreen() {
  const roles = useRead('roles.index', {});
  const staff = useRead('staff.index', {});
  const lent = useRead('lendings.index', {});
  const asked = useRead('approvals.index', {});
  const policies = useRead('policies.index', {});
  const error = roles.error ?? staff.error ?? lent.error ?? asked.error ?? policies.error;
  if (!roles.data || !staff.data || !lent.data || !asked.data || !policies.data)
    return <Page>{error ? <ReadFault error={error} /> : null}</Page>;
  return <Loaded roles={roles.data} staff={staff.data} lent={lent.data} asked={asked.data} policies={policies.data} />;
}
