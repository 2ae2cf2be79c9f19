import { permissionFacts } from '@tillhouse/shared/domains/access/permissions.ts';
import { useState } from 'react';
import type { PolicyRow } from '../../../bridge/access-queries.ts';
import { useSession } from '../../data/session.ts';
import { useCommands } from '../../data/writes.ts';
import { Input } from '../../ui/field.tsx';
import { decimalText, minorDigits, parseMoney } from '../../ui/money.tsx';
import { SectionHead } from '../../ui/page.tsx';
import { t } from '../../ui/text.ts';
import { rolesLock } from './access-rules.ts';
import { permissionText } from './permission-groups.ts';
import styles from './roles.module.css';
import terms from './terms.module.css';

/** Those of which a store may say that nobody does them alone, or beyond what a PIN is too little. */
const asked = [
  'roles.manage',
  'prices.edit',
  'data.export',
  'settings.manage',
  'till.return',
  'till.discount',
  'till.variance',
];

/** What this store asks of a yes. */
export function Policies({ policies }: { readonly policies: readonly PolicyRow[] }) {
  const { person, store } = useSession();
  const commands = useCommands();
  const lock = rolesLock(person);
  const save = (policy: PolicyRow) => commands.mutate([{ name: 'access.saveApprovalPolicy', args: { policy } }]);
  return (
    <div className={styles.sideBody}>
      <SectionHead title={t('What this store asks of a yes')} />
      {lock ? <p className={`sub ${styles.why}`}>{lock}</p> : null}
      {asked.map((permission) => {
        const policy = policies.find((one) => one.permission === permission);
        const now = policy ?? { permission, secondPerson: false, pinUpTo: null };
        return (
          <div key={permission} className={terms.policy}>
            <b>{permissionText(permission)}</b>
            <label className={terms.tickLine}>
              <input
                type="checkbox"
                checked={now.secondPerson}
                disabled={lock !== null || commands.isPending}
                onChange={(event) => save({ ...now, secondPerson: event.target.checked })}
              />
              {t('Nobody does it alone')}
            </label>
            {permissionFacts(permission)?.limit ? (
              <PinLimit
                key={String(now.pinUpTo)}
                policy={now}
                currency={store.currency}
                disabled={lock !== null || commands.isPending}
                onSave={(pinUpTo) => save({ ...now, pinUpTo })}
              />
            ) : null}
          </div>
        );
      })}
      <p className="sub">
        {t(
          'A PIN is evidence and no proof against a stolen till. Beyond the limit it takes a badge, or a yes at another device.',
        )}
      </p>
    </div>
  );
}

interface PinLimitProps {
  readonly policy: PolicyRow;
  readonly currency: string;
  readonly disabled: boolean;
  readonly onSave: (pinUpTo: number | null) => void;
}

function PinLimit({ policy, currency, disabled, onSave }: PinLimitProps) {
  const percent = permissionFacts(policy.permission)?.limit === 'percent';
  const shown =
    policy.pinUpTo === null
      ? ''
      : percent
        ? String(policy.pinUpTo)
        : decimalText(policy.pinUpTo, minorDigits(currency));
  const [text, setText] = useState(shown);
  const value = text.trim() === '' ? null : percent ? Number(text) : parseMoney(text, currency);
  const wrong = text.trim() !== '' && (value === null || !Number.isInteger(value) || value < 0);
  const label = percent ? t('A PIN is enough up to %') : t('A PIN is enough up to {currency}', { currency });
  return (
    <div className={terms.pinLimit}>
      <span aria-hidden="true">{label}</span>
      <Input
        small
        aria-label={label}
        inputMode="decimal"
        value={text}
        disabled={disabled}
        aria-invalid={wrong || undefined}
        placeholder={t('any')}
        onChange={(event) => setText(event.target.value)}
        onBlur={() => !wrong && value !== policy.pinUpTo && onSave(value)}
      />
    </div>
  );
}
