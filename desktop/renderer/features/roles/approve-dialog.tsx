import { IconId, IconUsb } from '@tabler/icons-react';
import { useRef, useState } from 'react';
import type { ApproverRow, YesWanted } from '../../../bridge/access-queries.ts';
import type { GivenApproval } from '../../../bridge/contract.ts';
import { ASKED_ELSEWHERE, type YesAsked } from '../../data/approving.ts';
import { useBridge } from '../../data/bridge.ts';
import { useRead } from '../../data/reads.ts';
import { useSending } from '../../data/sending.ts';
import { useSession } from '../../data/session.ts';
import { isBadge } from '../../scanner/is-badge.ts';
import { useScanner } from '../../scanner/use-scanner.ts';
import { Avatar } from '../../ui/avatar.tsx';
import { Button } from '../../ui/button.tsx';
import { FormDialog } from '../../ui/form-dialog.tsx';
import { PIN_DIGITS, PinPad } from '../../ui/pin-pad.tsx';
import { t } from '../../ui/text.ts';
import styles from './approve.module.css';
import { KeyDialog } from '../sign-in/key-dialog.tsx';
import { askedWords } from './asked-words.ts';
import { permissionText } from './permission-groups.ts';
import { limitText } from './term-words.ts';

const DAY_MINUTES = 24 * 60;

export interface ApproveDialogProps {
  readonly asked: YesAsked;
  readonly onClose: () => void;
}

/** Somebody else says yes to one command: by PIN, badge or security key here, or later at another device. */
export function ApproveDialog({ asked, onClose }: ApproveDialogProps) {
  const bridge = useBridge();
  const { store } = useSession();
  const need = wantedOf(asked.problem.details);
  const approvers = useRead('approvals.approvers', need).data ?? [];
  const able = approvers.filter(({ byPin }) => byPin);
  const [chosenId, setChosenId] = useState<string | null>(null);
  const chosen = chosenId ?? (able.length === 1 ? (able[0]?.id ?? null) : null);
  const [pin, setPin] = useState('');
  const [withKey, setWithKey] = useState(false);
  const field = useRef<HTMLInputElement>(null);
  const { busy, refused, send, forget } = useSending();
  const type = (text: string) => {
    forget();
    setPin(text);
  };
  async function say(given: GivenApproval): Promise<void> {
    try {
      const ran = await asked.run(given);
      onClose();
      asked.resolve(ran);
    } finally {
      setPin('');
      field.current?.focus();
    }
  }
  async function askElsewhere(): Promise<void> {
    const { permission, value = null, locationId = null } = need;
    const summary = what.slice(0, 300);
    const { name: command, args } = asked;
    const row = { id: crypto.randomUUID(), command, args, permission, value, locationId, summary };
    await bridge.mutate('access.askApproval', { ...row, minutes: DAY_MINUTES });
    onClose();
    asked.reject({
      ...{ code: ASKED_ELSEWHERE, kind: 'refused', details: {} },
      message: t('Nothing was changed yet. It waits a day under Roles, Approvals; with the yes you do it there.'),
    });
  }
  useScanner((code) => {
    if (!busy && isBadge(code)) send(say({ badge: code }));
  });
  const far = need.value === undefined ? '' : limitText(need.permission, need.value, store.currency);
  const right = [permissionText(need.permission), far].filter(Boolean).join(', ');
  const what = asked.summary || (askedWords(asked.name, asked.args, store.currency) ?? right);
  if (withKey)
    return (
      <KeyDialog
        use={{ for: 'approve', command: asked.name, args: asked.args, what }}
        onDone={(keyUse) => send(say({ keyUse }))}
        onClose={() => setWithKey(false)}
      />
    );
  return (
    <FormDialog
      title={t('Somebody else has to say yes')}
      width={680}
      action={t('Approve')}
      ready={chosen !== null && pin.length === PIN_DIGITS}
      busy={busy}
      onSubmit={() => chosen && send(say({ approverId: chosen, pin }))}
      onClose={() => {
        onClose();
        asked.reject(asked.problem);
      }}
      beside={
        <>
          <Button disabled={busy} onClick={() => send(askElsewhere())}>
            {t('Ask at another device')}
          </Button>
          <span className="grow" />
        </>
      }
    >
      <p>
        <b className="bold">{what}</b>
        <br />
        <span className="t2">{asked.problem.message}</span>
      </p>
      <div className={styles.two}>
        <fieldset className={styles.who}>
          <legend>{t('Who says yes')}</legend>
          {approvers.map((one) => (
            <Approver
              key={one.id}
              one={one}
              chosen={one.id === chosen}
              onChoose={() => {
                setChosenId(one.id);
                type('');
                field.current?.focus();
              }}
            />
          ))}
          {approvers.length === 0 ? (
            <p className="t2">{t('Nobody else who works here may approve this. Ask an owner to give the right.')}</p>
          ) : null}
          {approvers.some(({ byBadge }) => byBadge) ? (
            <p className={styles.badge}>
              <IconId size={20} stroke={1.75} aria-hidden="true" />
              {t('Or scan their badge now.')}
            </p>
          ) : null}
          {approvers.some(({ byKey }) => byKey) ? (
            <Button
              className={styles.key}
              icon={<IconUsb size={20} stroke={1.75} aria-hidden="true" />}
              disabled={busy}
              onClick={() => setWithKey(true)}
            >
              {t('With their security key')}
            </Button>
          ) : null}
        </fieldset>
        <div className={styles.pin}>
          <PinPad
            label={t('Their PIN')}
            error={refused}
            locked={chosen === null || busy}
            {...{ pin, field }}
            onPin={type}
          />
        </div>
      </div>
    </FormDialog>
  );
}

interface ApproverProps {
  readonly one: ApproverRow;
  readonly chosen: boolean;
  readonly onChoose: () => void;
}

function Approver({ one, chosen, onChoose }: ApproverProps) {
  const ways = [
    ...(one.byPin ? [t('PIN')] : []),
    ...(one.byBadge ? [t('badge')] : []),
    ...(one.byKey ? [t('security key')] : []),
  ];
  const how = ways.length > 0 ? ways.join(', ') : t('at another device');
  return (
    <label className={styles.one} data-off={!one.byPin || undefined}>
      <input type="radio" name="approver" checked={chosen} disabled={!one.byPin} onChange={onChoose} />
      <Avatar name={one.name} quiet={!one.byPin} />
      <span className="cut">
        <b>{one.name}</b>
        <span className="sub">{`${one.roleName} · ${how}`}</span>
      </span>
    </label>
  );
}

/** What the refusal says was wanted. */
function wantedOf(details: Readonly<Record<string, unknown>>): YesWanted {
  const number = (name: string) => (typeof details[name] === 'number' ? { [name]: details[name] } : {});
  const text = (name: string) => (typeof details[name] === 'string' ? { [name]: details[name] } : {});
  const permission = typeof details.permission === 'string' ? details.permission : '';
  return { permission, ...number('value'), ...number('usual'), ...text('locationId'), ...text('or') };
}
