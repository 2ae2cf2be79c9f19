import { IconCopy, IconPencil, IconUserPlus } from '@tabler/icons-react';
import { getRouteApi, Link, useNavigate } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import type { RoleRow, StaffRow } from '../../../bridge/access-queries.ts';
import { ReadFault } from '../../data/read-fault.tsx';
import { useRead } from '../../data/reads.ts';
import { useSession } from '../../data/session.ts';
import { useCommands } from '../../data/writes.ts';
import { Button } from '../../ui/button.tsx';
import { Dock, FilterBar, Page, PageHead, Side, Split, Tabs } from '../../ui/page.tsx';
import { commandKey } from '../../ui/platform.ts';
import { countText } from '../../ui/quantity.ts';
import { SearchBox } from '../../ui/search-box.tsx';
import { t } from '../../ui/text.ts';
import { toast } from '../../ui/toast.ts';
import { useKeys } from '../../ui/use-keys.ts';
import { useNarrow } from '../../ui/use-narrow.ts';
import { cellLock, peopleLock, rolesLock } from './access-rules.ts';
import { PeopleList } from './people-list.tsx';
import { PersonDialog } from './person-dialog.tsx';
import { PersonSide } from './person-side.tsx';
import { PinDialog } from './pin-dialog.tsx';
import { changeWords } from './role-words.ts';
import { changesOf, draftCommands, emptyDraft, keepDraft, keptDraft, turn } from './role-draft.ts';
import { RoleDialog } from './role-dialog.tsx';
import { RoleMatrix } from './role-matrix.tsx';
import styles from './roles.module.css';

const route = getRouteApi('/shell/roles');

type Asked =
  | { readonly kind: 'copy' | 'rename'; readonly role: RoleRow }
  | { readonly kind: 'person'; readonly person: StaffRow | null }
  | { readonly kind: 'pin'; readonly person: StaffRow };

function Loaded({ roles, staff }: { readonly roles: readonly RoleRow[]; readonly staff: readonly StaffRow[] }) {
  const search = route.useSearch();
  const navigate = useNavigate({ from: '/roles' });
  const { person: holder } = useSession();
  const commands = useCommands();
  const narrow = useNarrow(1180);
  const [draft, setDraft] = useState(() => keptDraft(holder.id));
  const [asked, setAsked] = useState<Asked | null>(null);
  const [why, setWhy] = useState<string | null>(null);
  useEffect(() => keepDraft(holder.id, draft), [holder.id, draft]);
  const people = search.tab === 'people';
  const change = (patch: Partial<typeof search>) =>
    void navigate({ search: (old) => ({ ...old, ...patch }), replace: true });
  const person = staff.find(({ id }) => id === (search.person ?? holder.id)) ?? staff[0];
  const selected = roles.find(({ id }) => id === search.role) ?? roles.find(({ builtIn }) => !builtIn) ?? roles[0];
  const changes = changesOf(draft, roles);
  const noRoles = rolesLock(holder);
  const noPeople = peopleLock(holder);
  function save(): void {
    if (changes.length === 0 || commands.isPending) return;
    commands.mutate(draftCommands(draft, roles), {
      onSuccess: () => {
        setDraft(emptyDraft);
        toast({
          tone: 'ok',
          title: t('Saved on this desk'),
          message: t('It goes out by itself. Tills offline keep the old one until they sync.'),
        });
      },
    });
  }
  useKeys({ '$mod+Enter': save });
  const pressed = (tab: string) => ((tab === 'people') === people ? ('page' as const) : undefined);
  const body = people ? (
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
      selectedId={selected?.id ?? null}
      onSelect={(id) => change({ role: id })}
      lockOf={(role, permission) => cellLock(role, permission, holder)}
      onTurn={(role, permission) => {
        setWhy(null);
        setDraft((old) => turn(old, role, permission));
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
        ) : selected ? (
          <>
            {selected.builtIn ? null : (
              <Button
                size="small"
                disabled={noRoles !== null}
                title={noRoles ?? undefined}
                onClick={() => setAsked({ kind: 'rename', role: selected })}
              >
                {t('Rename')}
              </Button>
            )}
            <Button
              size="small"
              icon={<IconCopy size={16} stroke={1.75} aria-hidden="true" />}
              disabled={noRoles !== null}
              title={noRoles ?? undefined}
              onClick={() => setAsked({ kind: 'copy', role: selected })}
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
        ) : (
          <>
            <span className={styles.key}>
              <i className={styles.yes} aria-hidden="true" /> {t('Yes')}
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
          <Side aria-label={t('One person’s rights')}>
            {person ? (
              <PersonSide
                person={person}
                staff={staff}
                role={roles.find(({ id }) => id === person.roleId)}
                draft={draft}
                holder={holder}
                onChoose={(id) => change({ person: id })}
                onEdit={() => setAsked({ kind: 'person', person })}
                onPin={() => setAsked({ kind: 'pin', person })}
              />
            ) : null}
          </Side>
        </Split>
      )}
      {changes.length > 0 ? (
        <Dock aria-label={t('Unsaved changes')}>
          <IconPencil size={16} stroke={1.75} aria-hidden="true" />
          <b className="bold">{t('{n, plural, one {# change} other {# changes}}', { n: changes.length })}</b>
          <span className="t2 cut">{changeWords(changes)}</span>
          <span className="grow" />
          <Button size="small" onClick={() => setDraft(emptyDraft)}>
            {t('Discard')}
          </Button>
          <Button
            size="small"
            look="primary"
            keys={commandKey('Enter')}
            onClick={save}
            disabled={commands.isPending || noRoles !== null}
          >
            {t('Save')}
          </Button>
        </Dock>
      ) : null}
      {asked?.kind === 'copy' || asked?.kind === 'rename' ? (
        <RoleDialog
          role={asked.role}
          copy={asked.kind === 'copy'}
          onClose={(savedId) => {
            setAsked(null);
            if (savedId) change({ role: savedId });
          }}
        />
      ) : null}
      {asked?.kind === 'person' ? (
        <PersonDialog
          person={asked.person}
          staff={staff}
          roles={roles}
          onClose={(savedId) => {
            setAsked(null);
            if (savedId) change({ person: savedId });
          }}
        />
      ) : null}
      {asked?.kind === 'pin' ? (
        <PinDialog person={asked.person} own={asked.person.id === holder.id} onClose={() => setAsked(null)} />
      ) : null}
    </Page>
  );
}

/** Who works here, and what each role may do. */
export function RolesScreen() {
  const roles = useRead('roles.index', {});
  const staff = useRead('staff.index', {});
  const error = roles.error ?? staff.error;
  if (!roles.data || !staff.data) return <Page>{error ? <ReadFault error={error} /> : null}</Page>;
  return <Loaded roles={roles.data} staff={staff.data} />;
}
