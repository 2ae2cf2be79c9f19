import { useState } from 'react';
import type { CustomerTerms } from '../../../bridge/customer-queries.ts';
import { useBridge } from '../../data/bridge.ts';
import { lockOf } from '../../data/may.ts';
import { useRead } from '../../data/reads.ts';
import { useSending } from '../../data/sending.ts';
import { useSession } from '../../data/session.ts';
import { Button } from '../../ui/button.tsx';
import { PickNames } from '../../ui/chips.tsx';
import { Field, Input, Select } from '../../ui/field.tsx';
import { Card } from '../../ui/page.tsx';
import { t } from '../../ui/text.ts';
import { toast } from '../../ui/toast.ts';
import { draftOfTerms, type TermsDraft, termsOf, termsProblem } from './terms-draft.ts';
import styles from './terms.module.css';

interface EditorProps {
  readonly customerId: string;
  readonly terms: CustomerTerms;
  readonly groups: readonly string[];
}

function GroupsRow({
  draft,
  groups,
  locked,
  set,
}: {
  readonly draft: TermsDraft;
  readonly groups: readonly string[];
  readonly locked: boolean;
  readonly set: (patch: Partial<TermsDraft>) => void;
}) {
  return (
    <div className={styles.groups}>
      <b>{t('Groups')}</b>
      <PickNames
        chosen={draft.groups}
        known={groups}
        none={t('none')}
        addLabel={t('Add a group')}
        newLabel={t('Name of a new group')}
        newHint={t('New group, Enter')}
        disabled={locked}
        onChange={(chosen) => set({ groups: chosen })}
      />
    </div>
  );
}

function Editor({ customerId, terms, groups }: EditorProps) {
  const { person } = useSession();
  const bridge = useBridge();
  const { busy, refused, send, forget } = useSending();
  const [draft, setDraft] = useState(() => draftOfTerms(terms));
  // Saving compares all of it with what stands there, so that it takes seeing all of it.
  const lock = lockOf(person, 'prices.edit') ?? lockOf(person, 'customers.contact');
  const locked = lock !== null;
  const changed = JSON.stringify(termsOf(draft)) !== JSON.stringify(terms);
  const problem = termsProblem(draft);
  const set = (patch: Partial<TermsDraft>) => {
    forget();
    setDraft((old) => ({ ...old, ...patch }));
  };
  async function save(): Promise<void> {
    await bridge.mutate('customers.saveTerms', { customerId, terms: termsOf(draft), before: terms });
    toast({ tone: 'ok', title: t('Saved on this desk'), message: t('Sales already made stay as they were.') });
  }
  const field = (name: 'street' | 'postalCode' | 'vatId' | 'certificate' | 'until', label: string, type = 'text') => (
    <Field label={label}>
      {(control) => (
        <Input
          {...control}
          type={type}
          value={draft[name]}
          maxLength={100}
          autoComplete="off"
          disabled={locked}
          onChange={(event) => set({ [name]: event.target.value })}
        />
      )}
    </Field>
  );
  const said = refused ?? (changed ? problem && t(problem) : null) ?? lock;
  return (
    <Card className={styles.card} aria-label={t('Prices, tax and invoices')}>
      <header>
        <h2>{t('Prices, tax and invoices')}</h2>
      </header>
      <div className={styles.body}>
        <GroupsRow draft={draft} groups={groups} locked={locked} set={set} />
        <div className={styles.fields}>
          {field('street', t('Street'))}
          {field('postalCode', t('Postal code'))}
          {field('vatId', t('VAT number'))}
          <Field label={t('Pays tax')}>
            {(control) => (
              <Select
                {...control}
                value={draft.relief}
                disabled={locked}
                onChange={(event) => set({ relief: event.target.value as TermsDraft['relief'] })}
              >
                <option value="none">{t('as everybody')}</option>
                <option value="exempt">{t('no: exempt')}</option>
                <option value="reverse-charge">{t('no: reverse charge')}</option>
              </Select>
            )}
          </Field>
          {draft.relief === 'exempt' ? field('certificate', t('Certificate')) : null}
          {draft.relief === 'none' ? null : field('until', t('Until, the last day'), 'date')}
        </div>
        {said || changed ? (
          <div className={styles.foot}>
            <span className={refused || (changed && problem) ? styles.wrong : 't2'} role={refused ? 'alert' : 'status'}>
              {said}
            </span>
            <span className="grow" />
            {changed ? (
              <>
                <Button size="small" disabled={busy} onClick={() => setDraft(draftOfTerms(terms))}>
                  {t('Discard')}
                </Button>
                <Button size="small" look="primary" disabled={busy || problem !== null} onClick={() => send(save())}>
                  {t('Save terms')}
                </Button>
              </>
            ) : null}
          </div>
        ) : null}
      </div>
    </Card>
  );
}

/** By what a customer is priced, taxed and invoiced; set by whoever may set prices. */
export function TermsCard({ customerId }: { readonly customerId: string }) {
  const read = useRead('customers.terms', { id: customerId });
  if (!read.data?.terms) return null;
  const { terms, groups } = read.data;
  return <Editor key={JSON.stringify(terms)} customerId={customerId} terms={terms} groups={groups} />;
}
