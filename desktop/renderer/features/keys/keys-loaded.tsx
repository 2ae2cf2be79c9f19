import type { ApiKeyRow, AppRow, KeysState } from '../../../bridge/key-views.ts';
import { useNow } from '../../data/clock.ts';
import { useRead } from '../../data/reads.ts';
import type { MenuItem } from '../../ui/menu.tsx';
import { t } from '../../ui/text.ts';
import { toast } from '../../ui/toast.ts';
import { useProvenDialog } from '../proof/use-proven-dialog.tsx';
import { ChangeKeyDialog, NewKeyDialog, RevokeDialog, RotateAppDialog, RotateDialog } from './key-dialogs.tsx';
import { AppTable, Group, KeyTable } from './key-tables.tsx';
import { usedText } from './key-words.ts';
import styles from './keys.module.css';
import { type Made, MadeDialog } from './made-dialog.tsx';
import { firstScope, madeApp, madeKey } from './made-words.ts';
import { NewAppDialog } from './new-app-dialog.tsx';

type Open =
  | { readonly kind: 'publishable' | 'secret' | 'app' }
  | { readonly kind: 'change' | 'rotate' | 'revoke'; readonly row: ApiKeyRow }
  | { readonly kind: 'rotate-app' | 'revoke-app'; readonly app: AppRow }
  | { readonly kind: 'made'; readonly made: Made };

/** Keys and apps that there are, and what is done with them. */
export function Loaded({ state, again }: { readonly state: NonNullable<KeysState>; readonly again: () => void }) {
  const now = useNow();
  const stores = useRead('stores.index', {}).data?.stores ?? [];
  const { open, show, busy, refused, run, proof } = useProvenDialog<Open>();
  const done = (title: string): void => {
    show(null);
    toast({ tone: 'ok', title });
    again();
  };
  const made = (shown: Made): void => {
    show({ kind: 'made', made: shown });
    again();
  };
  const sent = { busy: busy, refused, onClose: () => show(null) };
  const { cloudUrl } = state;

  const keyActions = (row: ApiKeyRow): MenuItem[] => [
    {
      id: 'change',
      label: row.kind === 'publishable' ? t('Change name and pages') : t('Rename'),
      onSelect: () => show({ kind: 'change', row }),
    },
    ...(row.kind === 'publishable'
      ? [
          {
            id: 'snippet',
            label: t('Show what goes into the page'),
            onSelect: () => show({ kind: 'made', made: madeKey(row.kind, row.name, row.shown, cloudUrl) }),
          },
        ]
      : []),
    ...(row.endsAt === null
      ? [{ id: 'rotate', label: t('Rotate'), onSelect: () => show({ kind: 'rotate', row } as const) }]
      : []),
    { id: 'revoke', label: t('Revoke'), danger: true, onSelect: () => show({ kind: 'revoke', row }) },
  ];
  const appActions = (app: AppRow): MenuItem[] => [
    ...(app.authentication === 'secret'
      ? [{ id: 'rotate', label: t('New secret'), onSelect: () => show({ kind: 'rotate-app', app } as const) }]
      : []),
    { id: 'revoke', label: t('Revoke'), danger: true, onSelect: () => show({ kind: 'revoke-app', app }) },
  ];
  const table = { now, storeName: (id: string) => stores.find((store) => store.id === id)?.name ?? '' };
  const publishable = state.keys.filter(({ kind }) => kind === 'publishable');
  const secret = state.keys.filter(({ kind }) => kind === 'secret');
  return (
    <>
      <div className={styles.main}>
        <Group
          title={t('Your pages')}
          text={t('Publishable keys: they stand open in a page and show the shop.')}
          action={t('Make a key for a page')}
          onAct={() => show({ kind: 'publishable' })}
          none={publishable.length === 0 ? t('None yet: no page shows this shop.') : null}
        >
          <KeyTable {...table} label={t('Your pages')} rows={publishable} actions={keyActions} />
        </Group>
        <Group
          title={t('Your programs')}
          text={t('Secret keys: a program does by itself what the key says.')}
          action={t('Make a secret key')}
          onAct={() => show({ kind: 'secret' })}
          none={secret.length === 0 ? t('None yet: no program of yours asks the API.') : null}
        >
          <KeyTable {...table} label={t('Your programs')} rows={secret} actions={keyActions} />
        </Group>
        <Group
          title={t('Apps of others')}
          text={t('Programs that others made and you let in, by OAuth.')}
          action={t('Let an app in')}
          onAct={() => show({ kind: 'app' })}
          none={state.apps.length === 0 ? t('None yet: nobody else’s program is let in.') : null}
        >
          <AppTable now={now} label={t('Apps of others')} rows={state.apps} actions={appActions} />
        </Group>
      </div>
      {open?.kind === 'publishable' || open?.kind === 'secret' ? (
        <NewKeyDialog
          {...sent}
          kind={open.kind}
          onMake={(key) => run('keys.make', key, (answer) => made(madeKey(key.kind, key.name, answer.key, cloudUrl)))}
        />
      ) : null}
      {open?.kind === 'app' ? (
        <NewAppDialog
          {...sent}
          onRegister={(app) =>
            run('apps.register', app, ({ id, secret: text }) =>
              made(madeApp(app.name, id, text, cloudUrl, firstScope(app.grants, app.permissions))),
            )
          }
        />
      ) : null}
      {open?.kind === 'change' ? (
        <ChangeKeyDialog
          {...sent}
          row={open.row}
          onChange={(change) =>
            run('keys.change', { id: open.row.id, ...change }, () => done(t('{name} changed', { name: change.name })))
          }
        />
      ) : null}
      {open?.kind === 'rotate' ? (
        <RotateDialog
          {...sent}
          row={open.row}
          onRotate={(keepHours) =>
            run('keys.rotate', { id: open.row.id, keepHours }, ({ key }) =>
              made(madeKey(open.row.kind, open.row.name, key, cloudUrl)),
            )
          }
        />
      ) : null}
      {open?.kind === 'revoke' ? (
        <RevokeDialog
          {...sent}
          name={open.row.name}
          used={usedText(open.row.lastUsedAt, now)}
          onRevoke={() =>
            run('keys.revoke', { id: open.row.id }, () => done(t('{name} revoked', { name: open.row.name })))
          }
        />
      ) : null}
      {open?.kind === 'rotate-app' ? (
        <RotateAppDialog
          {...sent}
          app={open.app}
          onRotate={() =>
            run('apps.rotateSecret', { id: open.app.id }, ({ secret: text }) =>
              made(
                madeApp(open.app.name, open.app.id, text, cloudUrl, firstScope(open.app.grants, open.app.permissions)),
              ),
            )
          }
        />
      ) : null}
      {open?.kind === 'revoke-app' ? (
        <RevokeDialog
          {...sent}
          name={open.app.name}
          used={usedText(open.app.lastUsedAt, now)}
          onRevoke={() =>
            run('apps.revoke', { id: open.app.id }, () => done(t('{name} revoked', { name: open.app.name })))
          }
        />
      ) : null}
      {open?.kind === 'made' ? (
        <MadeDialog made={open.made} cloudUrl={cloudUrl} widget={state.widget} onClose={() => show(null)} />
      ) : null}
      {proof}
    </>
  );
}
