import { IconPlus, IconTrash } from '@tabler/icons-react';
import { useId, useState } from 'react';
import type { CommissionRateRow } from '../../../bridge/commission-views.ts';
import { useBridge } from '../../data/bridge.ts';
import { useRead } from '../../data/reads.ts';
import { useSending } from '../../data/sending.ts';
import { Button } from '../../ui/button.tsx';
import page from '../../ui/dated-page.module.css';
import { Field, Input, Select } from '../../ui/field.tsx';
import { Card } from '../../ui/page.tsx';
import { t } from '../../ui/text.ts';
import { toast } from '../../ui/toast.ts';
import styles from './commissions.module.css';
import { draftOf, type RateDraft, ratesOf } from './rate-draft.ts';

/** What people get of what they sell. */
export function RatesCard({ today }: { readonly today: string }) {
  const { data } = useRead('commissions.rates', {});
  if (!data) return null;
  const stands = data.rates.map(({ id, rate, fromDay }) => `${id} ${rate} ${fromDay}`).join();
  return <Rates key={stands} {...data} today={today} />;
}

interface RatesProps {
  readonly rates: readonly CommissionRateRow[];
  readonly categories: readonly string[];
  readonly today: string;
}

function Rates({ rates, categories, today }: RatesProps) {
  const bridge = useBridge();
  const list = useId();
  const { busy, refused, send, forget } = useSending();
  const { data: people = [] } = useRead('staff.index', {});
  const { data: roles = [] } = useRead('roles.index', {});
  const [saved] = useState(() => rates.map(draftOf));
  const [drafts, setDrafts] = useState<readonly RateDraft[]>(saved);
  const ready = ratesOf(drafts);
  const dirty = drafts !== saved;
  const change = (id: string, fields: Partial<RateDraft>) => {
    forget();
    setDrafts((old) => old.map((one) => (one.id === id ? { ...one, ...fields } : one)));
  };
  const save = () =>
    send(
      bridge
        .mutate('commissions.saveRates', { rates: ready ?? [] })
        .then(() => toast({ tone: 'ok', title: t('Saved on this desk'), message: t('It goes out by itself.') })),
    );
  return (
    <Card className={page.card} aria-label={t('Commissions')}>
      <header>
        <h2>{t('Commissions')}</h2>
      </header>
      <div className={styles.rates}>
        <p className="t2">
          {t(
            'Of what was sold without tax, less what came back. The most particular rate counts: a person before a role, a type of product before all. To change one, add it anew from a day on.',
          )}
        </p>
        <datalist id={list}>
          {categories.map((one) => (
            <option key={one} value={one} />
          ))}
        </datalist>
        {drafts.map((one) => (
          <div key={one.id} className={styles.rate}>
            <Field label={t('Who')}>
              {(control) => (
                <Select {...control} value={one.who} onChange={(event) => change(one.id, { who: event.target.value })}>
                  <option value="">{t('Everybody')}</option>
                  <optgroup label={t('Roles')}>
                    {roles.map(({ id, name }) => (
                      <option key={id} value={`role:${id}`}>
                        {name}
                      </option>
                    ))}
                  </optgroup>
                  <optgroup label={t('People')}>
                    {people.map(({ id, name }) => (
                      <option key={id} value={`staff:${id}`}>
                        {name}
                      </option>
                    ))}
                  </optgroup>
                </Select>
              )}
            </Field>
            <Field label={t('Type of product')}>
              {(control) => (
                <Input
                  {...control}
                  list={list}
                  maxLength={120}
                  placeholder={t('All')}
                  value={one.category}
                  onChange={(event) => change(one.id, { category: event.target.value })}
                />
              )}
            </Field>
            <Field label={t('Per cent')}>
              {(control) => (
                <Input
                  {...control}
                  className="num"
                  inputMode="decimal"
                  value={one.percent}
                  onChange={(event) => change(one.id, { percent: event.target.value })}
                />
              )}
            </Field>
            <Field label={t('From')}>
              {(control) => (
                <Input
                  {...control}
                  type="date"
                  value={one.fromDay}
                  onChange={(event) => change(one.id, { fromDay: event.target.value })}
                />
              )}
            </Field>
            <Button
              square
              look="quiet"
              aria-label={t('Remove this rate')}
              icon={<IconTrash size={16} stroke={1.75} aria-hidden="true" />}
              onClick={() => setDrafts((old) => old.filter(({ id }) => id !== one.id))}
            />
          </div>
        ))}
        {drafts.length === 0 ? <p className="t2">{t('Nobody gets a commission yet.')}</p> : null}
        {refused || !ready ? (
          <p className={styles.problem} role="alert">
            {refused ??
              t('Each rate has a percentage up to 100 and a day, and stands once for the same people and goods.')}
          </p>
        ) : null}
        <div className={styles.actions}>
          <Button
            size="small"
            icon={<IconPlus size={16} stroke={1.75} aria-hidden="true" />}
            onClick={() =>
              setDrafts((old) => [
                { id: crypto.randomUUID(), who: '', category: '', percent: '', fromDay: today },
                ...old,
              ])
            }
          >
            {t('Add a rate')}
          </Button>
          <span className="grow" />
          {dirty ? (
            <>
              <Button size="small" disabled={busy} onClick={() => setDrafts(saved)}>
                {t('Discard')}
              </Button>
              <Button size="small" look="primary" disabled={busy || !ready} onClick={save}>
                {t('Save')}
              </Button>
            </>
          ) : null}
        </div>
      </div>
    </Card>
  );
}
