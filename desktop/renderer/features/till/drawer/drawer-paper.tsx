import type { ClosedDrawer, DrawerNow } from '../../../../bridge/drawer-queries.ts';
import { OUT_WORDS } from '@tillhouse/shared/domains/register/fiscal-words.ts';
import type { ZReport } from '@tillhouse/shared/domains/register/z-report.ts';
import { clockText, dayText } from '../../../ui/instants.ts';
import { moneyText } from '../../../ui/money.tsx';
import { countText } from '../../../ui/quantity.ts';
import { t } from '../../../ui/text.ts';
import { PaperRoll, paperStyles as styles } from '../receipt-view.tsx';
import { TaxTable } from '../tax-table.tsx';
import { tenderNames } from '../tender-names.ts';

interface Head {
  readonly title: string;
  readonly storeName: string;
  readonly storeStreet: string;
  readonly registerName: string;
  readonly currency: string;
}

const whenPrinted = (at: number) => `${dayText(at, { year: true })} ${clockText(at)}`;

function Row({ name, value, strong }: { readonly name: string; readonly value: string; readonly strong?: boolean }) {
  return (
    <p>
      <span>{strong ? <b>{name}</b> : name}</span>
      <span>{strong ? <b>{value}</b> : value}</span>
    </p>
  );
}

interface TipRowsProps {
  readonly tips: NonNullable<ZReport['tips']>;
  readonly plain: (amount: number) => string;
}

/** Beside the sales, since they are none. */
function TipRows({ tips, plain }: TipRowsProps) {
  const rows = [
    [t('Tips in cash, owed to staff'), tips.cash],
    [t('Tips by card, owed to staff'), tips.card],
    [t('Tips paid out'), -tips.paidOut],
  ] as const;
  return (
    <>
      <hr className={styles.sep} />
      {rows.map(([name, amount]) => (amount === 0 ? null : <Row key={name} name={name} value={plain(amount)} />))}
    </>
  );
}

/** Cash of other currencies, each for itself: what is to be there, and once it was counted, what was. */
function ForeignRows({ foreign }: { readonly foreign: NonNullable<ZReport['foreign']> }) {
  return (
    <>
      <hr className={styles.sep} />
      {foreign.map(({ currency, count, taken, counted }) => {
        const plain = (amount: number) => moneyText({ amount, currency }, { symbol: false });
        return (
          <div key={currency}>
            <Row strong name={t('{currency} in cash ({n})', { currency, n: count })} value={plain(taken)} />
            {counted === undefined ? null : (
              <>
                <Row name={t('{currency} counted', { currency })} value={plain(counted)} />
                <Row name={t('{currency} difference', { currency })} value={plain(counted - taken)} />
              </>
            )}
          </div>
        );
      })}
    </>
  );
}

/** How many of its receipts a fiscal device signed; where it did not, in the words of its law. */
function FiscalRows({ fiscal }: { readonly fiscal: NonNullable<ZReport['fiscal']> }) {
  const { signed, unsigned, gap } = fiscal;
  return (
    <>
      <hr className={styles.sep} />
      <Row name={t('Receipts signed by the fiscal device')} value={countText(signed)} />
      {gap ? (
        <>
          <Row strong name={OUT_WORDS} value={countText(unsigned)} />
          <div className={styles.sub}>
            {t('Not signed between {from} and {to}', { from: whenPrinted(gap.since), to: whenPrinted(gap.until) })}
          </div>
        </>
      ) : null}
    </>
  );
}

/** What was sold, taken and moved, the same on X and Z. */
function Figures({ report, currency }: { readonly report: ZReport; readonly currency: string }) {
  const plain = (amount: number) => moneyText({ amount, currency }, { symbol: false });
  const { sales, discounts, returns, drawer } = report;
  const counted = (name: string, { count }: { count: number }) => `${name} (${countText(count)})`;
  const rest = [
    [t('Delivery within'), report.shipping],
    [t('Fees kept within'), report.fees],
    [t('Cash rounding within'), report.rounding],
    [t('Not settled here'), report.due],
  ] as const;
  return (
    <>
      <Row name={counted(t('Sales'), sales)} value={plain(sales.amount)} />
      <Row name={counted(t('Returns'), returns)} value={plain(returns.amount)} />
      {report.withoutReceipt ? (
        <Row
          name={counted(t('without a receipt'), report.withoutReceipt)}
          value={plain(report.withoutReceipt.amount)}
        />
      ) : null}
      <p className={styles.grand}>
        <span>{t('NET {currency}', { currency })}</span>
        <span>{plain(sales.amount + returns.amount)}</span>
      </p>
      {report.credits ? (
        <Row
          name={counted(t('Put on gift cards and layaways, owed'), report.credits)}
          value={plain(report.credits.amount)}
        />
      ) : null}
      <Row name={counted(t('Discounts given'), discounts)} value={plain(discounts.amount)} />
      {rest.map(([name, amount]) => (amount === 0 ? null : <Row key={name} name={name} value={plain(amount)} />))}
      <hr className={styles.sep} />
      <TaxTable rows={report.taxes} currency={currency} />
      <hr className={styles.sep} />
      {report.tenders.map(({ kind, amount }) => (
        <Row key={kind} name={t(tenderNames[kind] ?? kind)} value={plain(amount)} />
      ))}
      {report.tips ? <TipRows tips={report.tips} plain={plain} /> : null}
      <hr className={styles.sep} />
      <Row name={t('Float')} value={plain(drawer.float)} />
      <Row name={t('Cash sales less refunds')} value={plain(drawer.cash)} />
      {drawer.paidIn > 0 ? <Row name={t('Paid in')} value={plain(drawer.paidIn)} /> : null}
      {drawer.paidOut > 0 ? <Row name={t('Paid out')} value={plain(-drawer.paidOut)} /> : null}
      {report.tips && report.tips.cash !== report.tips.paidOut ? (
        <Row name={t('Tips, less what was paid out')} value={plain(report.tips.cash - report.tips.paidOut)} />
      ) : null}
      <Row strong name={t('Expected in the drawer')} value={plain(drawer.expected)} />
      {report.foreign ? <ForeignRows foreign={report.foreign} /> : null}
      {report.noSales > 0 ? <Row name={t('Opened without a sale')} value={countText(report.noSales)} /> : null}
      {report.fiscal ? <FiscalRows fiscal={report.fiscal} /> : null}
    </>
  );
}

function Top({ title, storeName, storeStreet, registerName }: Omit<Head, 'currency'>) {
  return (
    <>
      <div className={styles.logo}>{storeName}</div>
      <div className={styles.mid}>{storeStreet}</div>
      <hr className={styles.sep} />
      <Row strong name={title} value={registerName} />
    </>
  );
}

/** An open drawer as it stands: for looking, as often as one likes, or as its Z report will be. */
export function XPaper({
  now,
  store,
  final = false,
}: {
  readonly now: DrawerNow;
  readonly store: { readonly name: string; readonly street: string };
  /** Shown before it is closed */
  readonly final?: boolean;
}) {
  return (
    <PaperRoll label={t('X report')}>
      <article className={styles.paper}>
        <Top
          title={final ? t('Z REPORT {number}', { number: now.next }) : t('X REPORT')}
          storeName={store.name}
          storeStreet={store.street}
          registerName={now.registerName}
        />
        <Row name={t('Open since')} value={whenPrinted(now.openedAt)} />
        <Row name={t('Now')} value={whenPrinted(now.report.to)} />
        <hr className={styles.sep} />
        <Figures report={now.report} currency={now.currency} />
        {now.people.length > 0 ? <hr className={styles.sep} /> : null}
        {now.people.map(({ name, sales, amount }) => (
          <Row
            key={name}
            name={`${name} (${countText(sales)})`}
            value={moneyText({ amount, currency: now.currency }, { symbol: false })}
          />
        ))}
        <hr className={styles.sep} />
        <div className={styles.mid}>{final ? t('Not closed yet.') : t('Not a closing. The drawer stays open.')}</div>
      </article>
    </PaperRoll>
  );
}

/** The frozen record of a closed drawer; printed again it says so. */
export function ZPaper({ closed, copy }: { readonly closed: ClosedDrawer; readonly copy: boolean }) {
  const { currency, report } = closed;
  const plain = (amount: number) => moneyText({ amount, currency }, { symbol: false });
  const short = (hash: string) => hash.slice(0, 16).replace(/(.{4})(?=.)/g, '$1 ');
  return (
    <PaperRoll label={t('Z report')}>
      <article className={styles.paper} aria-label={t('Z report {number}', { number: closed.number ?? '' })}>
        <Top
          title={closed.number === null ? t('CLOSING') : t('Z REPORT {number}', { number: closed.number })}
          storeName={closed.storeName}
          storeStreet={closed.storeStreet}
          registerName={closed.registerName}
        />
        {copy ? <div className={styles.mid}>{t('COPY')}</div> : null}
        <Row name={t('Open')} value={`${whenPrinted(closed.openedAt)} ${closed.openedByName.split(' ')[0] ?? ''}`} />
        <Row name={t('Close')} value={`${whenPrinted(closed.closedAt)} ${closed.closedByName.split(' ')[0] ?? ''}`} />
        <hr className={styles.sep} />
        {report ? (
          <Figures report={report} currency={currency} />
        ) : (
          <Row name={t('Expected in the drawer')} value={plain(closed.expected)} />
        )}
        <Row name={t('Counted')} value={plain(closed.counted)} />
        <p className={styles.grand}>
          <span>{t('DIFFERENCE')}</span>
          <span>{plain(closed.variance)}</span>
        </p>
        {closed.note ? <div className={styles.sub}>{closed.note}</div> : null}
        {closed.hash ? (
          <>
            <hr className={styles.sep} />
            <div className={styles.sub}>
              {closed.previousHash
                ? t('Seal {hash}, after {previous}', { hash: short(closed.hash), previous: short(closed.previousHash) })
                : t('Seal {hash}, the first', { hash: short(closed.hash) })}
            </div>
          </>
        ) : null}
      </article>
    </PaperRoll>
  );
}
