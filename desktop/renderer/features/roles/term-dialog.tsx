import { permissionFacts } from '@tillhouse/shared/domains/access/permissions.ts';
import { useState } from 'react';
import type { RoleRow } from '../../../bridge/access-queries.ts';
import { Field, Input } from '../../ui/field.tsx';
import { FormDialog } from '../../ui/form-dialog.tsx';
import { decimalText, minorDigits, parseMoney } from '../../ui/money.tsx';
import { t } from '../../ui/text.ts';
import { permissionText } from './permission-groups.ts';
import type { Cell } from './role-draft.ts';
import terms from './terms.module.css';

export interface TermDialogProps {
  readonly role: RoleRow;
  readonly permission: string;
  readonly cell: Cell;
  readonly currency: string;
  readonly onSet: (cell: Cell) => void;
  readonly onClose: () => void;
}

type Answer = 'no' | 'yes' | 'asks';

const answerOf = (cell: Cell): Answer => (cell === null ? 'no' : cell.asks ? 'asks' : 'yes');

/** How far one permission goes in one role: not at all, up to something, at the own location, or each time with a yes. */
export function TermDialog({ role, permission, cell, currency, onSet, onClose }: TermDialogProps) {
  const facts = permissionFacts(permission);
  const percent = facts?.limit === 'percent';
  const [answer, setAnswer] = useState<Answer>(answerOf(cell));
  const [limit, setLimit] = useState(() => limitInput(cell, percent, currency));
  const [home, setHome] = useState(cell?.at === 'home');
  const upTo = limit.trim() === '' ? undefined : percent ? wholePercent(limit) : parseMoney(limit, currency);
  const wrong = answer === 'yes' && upTo === null;
  function set(): void {
    if (answer !== 'yes') onSet(answer === 'no' ? null : { asks: true });
    else onSet({ ...(home && { at: 'home' as const }), ...(typeof upTo === 'number' && { upTo }) });
    onClose();
  }
  const choices: readonly [Answer, string][] = [
    ['no', t('No')],
    ['yes', t('Yes')],
    ['asks', t('Asks a manager each time')],
  ];
  return (
    <FormDialog
      title={t('{role}: {right}', { role: role.name, right: permissionText(permission) })}
      width={440}
      action={t('Set')}
      ready={!wrong}
      onSubmit={set}
      onClose={onClose}
    >
      <fieldset className={terms.choices}>
        <legend className="visually-hidden">{t('May this role do it?')}</legend>
        {choices.map(([value, words]) => (
          <label key={value}>
            <input type="radio" name="answer" checked={answer === value} onChange={() => setAnswer(value)} /> {words}
          </label>
        ))}
      </fieldset>
      {answer === 'yes' && facts?.limit ? (
        <Field
          label={percent ? t('Up to, in percent') : t('Up to, in {currency}', { currency })}
          hint={t('Beyond it somebody has to approve. Empty: no limit of its own.')}
          error={wrong ? (percent ? t('A whole number from 0 to 100.') : t('An amount such as 25 or 25.50.')) : null}
        >
          {(control) => (
            <Input
              {...control}
              inputMode="decimal"
              value={limit}
              onChange={(event) => setLimit(event.target.value)}
              autoComplete="off"
              data-autofocus
            />
          )}
        </Field>
      ) : null}
      {answer === 'yes' && facts?.placed ? (
        <label className={terms.tickLine}>
          <input type="checkbox" checked={home} onChange={(event) => setHome(event.target.checked)} />
          {t('At the person’s own location only')}
        </label>
      ) : null}
    </FormDialog>
  );
}

function limitInput(cell: Cell, percent: boolean, currency: string): string {
  if (cell?.upTo === undefined) return '';
  return percent ? String(cell.upTo) : decimalText(cell.upTo, minorDigits(currency));
}

function wholePercent(text: string): number | null {
  return /^\d{1,3}$/.test(text.trim()) && Number(text) <= 100 ? Number(text) : null;
}
