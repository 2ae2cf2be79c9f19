import { IconClock, IconDownload, IconPrinter } from '@tabler/icons-react';
import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import type { ShiftRow } from '../../../bridge/hours-views.ts';
import { deskNow } from '../../data/clock.ts';
import { lockOf, may } from '../../data/may.ts';
import { ReadFault } from '../../data/read-fault.tsx';
import { useRead } from '../../data/reads.ts';
import { useSession } from '../../data/session.ts';
import { Button, LinkButton } from '../../ui/button.tsx';
import { saveCsv } from '../../ui/csv.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import page from '../../ui/dated-page.module.css';
import { DayField, isDay } from '../../ui/day-field.tsx';
import { clockText, dayKey, dayText } from '../../ui/instants.ts';
import { Ledger, sumRow } from '../../ui/ledger.tsx';
import { Card, FilterBar, Page, PageHead } from '../../ui/page.tsx';
import { State } from '../../ui/state.tsx';
import { t } from '../../ui/text.ts';
import { localText } from '../promotions/draft-text.ts';
import { CorrectDialog } from './correct-dialog.tsx';
import { HoursPaper } from './hours-paper.tsx';
import { hoursCsv, hoursText, stateText, type Total, totalsOf } from './hours-words.ts';

const route = getRouteApi('/shell/hours');
const DAY = 86_400_000;

/** Who worked when: each person's shifts and what they come to, to be exported, printed, and corrected with a reason. */
export function HoursScreen() {
  const search = route.useSearch();
  const navigate = useNavigate({ from: '/hours' });
  const { person, store } = useSession();
  const [now] = useState(deskNow);
  const [correcting, setCorrecting] = useState<ShiftRow | null>(null);
  const [printing, setPrinting] = useState(false);
  const days = {
    from: isDay(search.from) ? search.from : dayKey(now - 6 * DAY),
    to: isDay(search.to) ? search.to : dayKey(now),
  };
  const lock = lockOf(person, 'staff.manage');
  const { data, error } = useRead('hours.shifts', days, { enabled: may(person, 'staff.manage') });
  const totals = totalsOf(data ?? []);
  const change = (patch: Partial<typeof search>) =>
    void navigate({ search: (old) => ({ ...old, ...patch }), replace: true });
  const none = !data || data.length === 0;
  return (
    <Page>
      <PageHead>
        <h1>{t('Hours')}</h1>
        <span className="grow" />
        <Button
          icon={<IconDownload size={16} stroke={1.75} aria-hidden="true" />}
          disabled={none}
          onClick={() =>
            saveCsv(
              `hours-${days.from}-${days.to}.csv`,
              hoursCsv(data ?? [], (at) => localText(at, store.timeZone)),
            )
          }
        >
          {t('Export CSV')}
        </Button>
        <Button
          icon={<IconPrinter size={16} stroke={1.75} aria-hidden="true" />}
          disabled={none}
          onClick={() => setPrinting(true)}
        >
          {t('Print')}
        </Button>
      </PageHead>
      <FilterBar>
        <DayField name={t('From')} value={days.from} onDay={(from) => change({ from })} />
        <DayField name={t('To')} value={days.to} onDay={(to) => change({ to })} />
      </FilterBar>
      {error ? <ReadFault error={error} /> : null}
      {lock ? <p className="t2">{lock}</p> : null}
      {data && none ? (
        <EmptyState icon={<IconClock size={48} stroke={1.1} aria-hidden="true" />} title={t('Nobody clocked in')}>
          {t('At a till, people clock in and out from the menu of the register, with their PIN or badge.')}
        </EmptyState>
      ) : null}
      <div className={page.body}>
        {totals.map((total) => (
          <Person key={total.staffId} total={total} onCorrect={setCorrecting} />
        ))}
      </div>
      {correcting ? <CorrectDialog shift={correcting} onClose={() => setCorrecting(null)} /> : null}
      {printing ? <HoursPaper {...{ days, totals }} onClose={() => setPrinting(false)} /> : null}
    </Page>
  );
}

function Person({ total, onCorrect }: { readonly total: Total; readonly onCorrect: (shift: ShiftRow) => void }) {
  return (
    <Card className={page.card}>
      <header>
        <h2>{total.name}</h2>
        {total.forgotten > 0 ? (
          <State tone="warn">{t('{n, plural, one {# to correct} other {# to correct}}', { n: total.forgotten })}</State>
        ) : null}
      </header>
      <Ledger
        rowHeight={36}
        widths={[140, 160, 100, 110, null, 110]}
        aria-label={t('Hours of {name}', { name: total.name })}
      >
        <thead>
          <tr>
            <th scope="col">{t('Day')}</th>
            <th scope="col">{t('From and to')}</th>
            <th scope="col" className="num">
              {t('Breaks')}
            </th>
            <th scope="col" className="num">
              {t('Worked')}
            </th>
            <th scope="col">{t('Note')}</th>
            <th scope="col">
              <span className="visually-hidden">{t('Correct')}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {total.shifts.map((shift) => {
            const [last] = shift.corrections;
            return (
              <tr key={shift.firstId}>
                <th scope="row">{dayText(shift.startedAt)}</th>
                <td>
                  {clockText(shift.startedAt)} – {shift.endedAt === null ? '…' : clockText(shift.endedAt)}
                </td>
                <td className="num">{shift.breaks > 0 ? hoursText(shift.breaks) : '–'}</td>
                <td className="num strong">{shift.state === 'forgotten' ? '–' : hoursText(shift.worked)}</td>
                <td className="t2">
                  {shift.state === 'forgotten' ? (
                    <State tone="warn">{stateText(shift.state)}</State>
                  ) : last ? (
                    t('Corrected by {name}: {reason}', { name: last.by, reason: last.reason })
                  ) : (
                    stateText(shift.state)
                  )}
                </td>
                <td>
                  <LinkButton onClick={() => onCorrect(shift)}>{t('Correct')}</LinkButton>
                </td>
              </tr>
            );
          })}
          <tr className={sumRow}>
            <td colSpan={2}>{t('All of it')}</td>
            <td className="num">{total.breaks > 0 ? hoursText(total.breaks) : '–'}</td>
            <td className="num">{hoursText(total.worked)}</td>
            <td colSpan={2} />
          </tr>
        </tbody>
      </Ledger>
    </Card>
  );
}
