import { IconFileImport, IconX } from '@tabler/icons-react';
import { rateShown } from '@tillhouse/shared/domains/ledger/exchange.ts';
import { type ChangeEvent, useRef, useState } from 'react';
import type { RatesShown } from '../../../bridge/ledger-views.ts';
import { deskNow } from '../../data/clock.ts';
import { lockOf } from '../../data/may.ts';
import { useRead } from '../../data/reads.ts';
import { useSession } from '../../data/session.ts';
import { useCommands } from '../../data/writes.ts';
import { Button } from '../../ui/button.tsx';
import page from '../../ui/dated-page.module.css';
import { Field, Input } from '../../ui/field.tsx';
import { calendarDayText, dayKey } from '../../ui/instants.ts';
import { Ledger } from '../../ui/ledger.tsx';
import { Card } from '../../ui/page.tsx';
import { State } from '../../ui/state.tsx';
import { t } from '../../ui/text.ts';
import { toast } from '../../ui/toast.ts';
import { MOST_RATES, type RateDraft, rateOf, ratesInFile } from './rates-draft.ts';
import styles from './ledger.module.css';

const ECB = 'ECB';

/** What currencies are worth in that of the books: typed, or read from a file of the European Central Bank. */
export function RatesCard() {
  const read = useRead('ledger.rates', {});
  return read.data ? <Rates shown={read.data} /> : null;
}

function Rates({ shown }: { readonly shown: RatesShown }) {
  const { booksCurrency: books, wanted, rates } = shown;
  const { person } = useSession();
  const commands = useCommands();
  const input = useRef<HTMLInputElement>(null);
  const lock = lockOf(person, 'settings.manage');
  const [draft, setDraft] = useState<RateDraft>(() => ({
    ...{ currency: wanted[0] ?? '', day: dayKey(deskNow()), rate: '', source: '' },
  }));
  const [problem, setProblem] = useState<string | null>(null);
  const typed = rateOf(draft, books);
  const save = (args: { rates: readonly object[]; source: string }, said: string, then?: () => void) =>
    commands.mutate([{ name: 'ledger.saveExchangeRates', args }], {
      onSuccess: () => {
        toast({ tone: 'ok', title: said });
        then?.();
      },
    });
  async function choose({ target }: ChangeEvent<HTMLInputElement>): Promise<void> {
    const file = target.files?.[0];
    if (!file) return;
    const text = await file.text();
    // The same file again is a choice too.
    if (input.current) input.current.value = '';
    const found = ratesInFile(text, books, wanted);
    if (!found || found.rates.length === 0)
      return setProblem(
        found
          ? t('{name} has no rate of a currency that a store sells in.', { name: file.name })
          : t('{name} is not a file of rates of the European Central Bank: XML or CSV, as it is saved from its page.', {
              name: file.name,
            }),
      );
    setProblem(
      found.missing.length > 0
        ? t('The file has no rate of {currencies}. Type it.', { currencies: found.missing.join(', ') })
        : null,
    );
    save(
      { rates: found.rates, source: ECB },
      t('{n, plural, one {# rate} other {# rates}} from {from} to {to}', {
        n: found.rates.length,
        ...{ from: calendarDayText(found.from, { year: true }), to: calendarDayText(found.to, { year: true }) },
      }),
    );
  }
  const set = (patch: Partial<RateDraft>) => setDraft({ ...draft, ...patch });
  const field = (name: keyof RateDraft, label: string, more: { type?: string; maxLength?: number; hint?: string }) => {
    const { hint, ...rest } = more;
    return (
      <Field label={label} {...(hint !== undefined && { hint })}>
        {(control) => (
          <Input
            {...control}
            {...rest}
            className={name === 'rate' ? 'num' : undefined}
            value={draft[name]}
            autoComplete="off"
            disabled={lock !== null}
            onChange={(event) => set({ [name]: event.target.value })}
          />
        )}
      </Field>
    );
  };
  const lacking = wanted.filter((currency) => !rates.some((rate) => rate.currency === currency));
  return (
    <>
      <Card className={page.card}>
        <header>
          <h2>{t('What currencies are worth in {books}', { books })}</h2>
          <span className="grow" />
          <Button
            size="small"
            icon={<IconFileImport size={16} stroke={1.75} aria-hidden="true" />}
            locked={lock}
            disabled={commands.isPending || wanted.length === 0}
            onClick={() => input.current?.click()}
          >
            {t('Read a file of the ECB')}
          </Button>
          <input
            ref={input}
            type="file"
            hidden
            aria-label={t('File of rates')}
            accept=".xml,.csv,text/xml,text/csv"
            onChange={(event) => void choose(event)}
          />
        </header>
        <div className={styles.rates}>
          {field('currency', t('Currency'), { maxLength: 3 })}
          {field('rate', t('One of it in {books}', { books }), { maxLength: 19 })}
          {field('day', t('From this day on'), { type: 'date' })}
          {field('source', t('Who says so'), { maxLength: 60 })}
          <Button
            look="primary"
            locked={lock}
            disabled={typed === null || commands.isPending}
            onClick={() =>
              typed &&
              save({ rates: [typed], source: draft.source.trim() }, t('The rate is saved'), () => set({ rate: '' }))
            }
          >
            {t('Save')}
          </Button>
        </div>
        <p className={styles.foot}>
          {problem ? (
            <span className={styles.wrong} role="alert">
              {problem}
            </span>
          ) : lacking.length > 0 ? (
            <State tone="warn">
              {t('No rate of {currencies}: what is sold in it is not in the balance in {books}.', {
                ...{ currencies: lacking.join(', '), books },
              })}
            </State>
          ) : (
            <span className="t2">
              {lock ??
                t(
                  'Each order keeps the last rate that was known when it was placed. Of a file the currencies that stores sell in are read, {most} rates at most.',
                  { most: MOST_RATES },
                )}
            </span>
          )}
        </p>
      </Card>
      {rates.length === 0 ? null : (
        <Card className={page.card}>
          <Ledger rowHeight={36} widths={[112, 176, 176, null, 220, 64]} aria-label={t('Exchange rates')}>
            <thead>
              <tr>
                <th scope="col">{t('Currency')}</th>
                <th scope="col">{t('From')}</th>
                <th scope="col" className="num">
                  {t('In {books}', { books })}
                </th>
                <th scope="col">{t('Who says so')}</th>
                <th scope="col">{t('Saved by')}</th>
                <th scope="col">
                  <span className="visually-hidden">{t('Take away')}</span>
                </th>
              </tr>
            </thead>
            <tbody>
              {rates.map(({ currency, day, rate, source, actorName }, index) => (
                <tr key={`${currency} ${day}`}>
                  {rates[index - 1]?.currency === currency ? <td /> : <th scope="row">{currency}</th>}
                  <td>{calendarDayText(day, { year: true })}</td>
                  <td className="num">{rateShown(rate)}</td>
                  <td className="t2">{source}</td>
                  <td className="t2">{actorName}</td>
                  <td>
                    <Button
                      size="small"
                      look="quiet"
                      square
                      locked={lock}
                      aria-label={t('Take away {currency} of {day}', {
                        currency,
                        day: calendarDayText(day, { year: true }),
                      })}
                      icon={<IconX size={16} stroke={1.75} aria-hidden="true" />}
                      disabled={commands.isPending}
                      onClick={() =>
                        commands.mutate([{ name: 'ledger.removeExchangeRate', args: { currency, day } }], {
                          onSuccess: () => toast({ tone: 'ok', title: t('The rate is gone') }),
                        })
                      }
                    />
                  </td>
                </tr>
              ))}
            </tbody>
          </Ledger>
        </Card>
      )}
    </>
  );
}
