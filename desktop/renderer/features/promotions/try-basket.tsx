import { IconCircleCheck, IconCircleMinus, IconX } from '@tabler/icons-react';
import type { Promotion } from '@tillhouse/shared/domains/pricing/promotion-args.ts';
import { useDeferredValue, useState } from 'react';
import type { TriedBasket, TriedOutcome } from '../../../bridge/promotion-queries.ts';
import { useNow } from '../../data/clock.ts';
import { problemText } from '../../data/bridge.ts';
import { useRead } from '../../data/reads.ts';
import { useSession } from '../../data/session.ts';
import { Button } from '../../ui/button.tsx';
import { cx } from '../../ui/cx.ts';
import { Input, Select } from '../../ui/field.tsx';
import { whenText } from '../../ui/instants.ts';
import { Money, moneyText } from '../../ui/money.tsx';
import { Picture } from '../../ui/picture.tsx';
import { t } from '../../ui/text.ts';
import { FindGoods } from './find-goods.tsx';
import styles from './try-basket.module.css';

interface Line {
  readonly variantId: string;
  readonly quantity: number;
}

/** Pieces in the words of a field: 1.5 kg of something weighed in thousandths is 1500. */
function readQuantity(text: string, scale: number): number | null {
  const found = /^(\d{1,5})(?:[.,](\d{1,6}))?$/.exec(text.trim());
  if (!found || (found[2]?.length ?? 0) > scale) return null;
  return Number(`${found[1]}${(found[2] ?? '').padEnd(scale, '0')}`) || null;
}

const shownQuantity = ({ quantity, scale }: { quantity: number; scale: number }) => String(quantity / 10 ** scale);

function Outcome({ outcome, currency }: { readonly outcome: TriedOutcome; readonly currency: string }) {
  const applied = outcome.outcome === 'applied';
  const Icon = applied ? IconCircleCheck : IconCircleMinus;
  const amount = applied ? -outcome.cost : outcome.wouldSave;
  return (
    <li className={cx(styles.outcome, applied && styles.counts)}>
      <Icon size={16} stroke={1.75} role="img" aria-label={applied ? t('Counts') : t('Does not count')} />
      <span>
        <b>{outcome.name}</b>
        {outcome.own ? <span className="sub"> {t('this one')}</span> : null}
        <small>{outcome.reasons.length > 0 ? `${outcome.reasons.join('. ')}.` : t('It holds.')}</small>
      </span>
      <b className="num">{amount === 0 ? '–' : moneyText({ amount, currency })}</b>
    </li>
  );
}

function Facts({ tried, currency }: { readonly tried: TriedBasket; readonly currency: string }) {
  const margin = (net: number) =>
    tried.cost === null || net === 0
      ? null
      : `${((Math.round(((net - tried.cost) * 1000) / net) || 0) / 10).toFixed(1)}%`;
  const [before, after] = [margin(tried.netBefore), margin(tried.net)];
  return (
    <dl className={styles.facts}>
      <div>
        <dt>{t('Given up, without tax')}</dt>
        <dd className="num">{moneyText({ amount: tried.netBefore - tried.net, currency })}</dd>
      </div>
      {before && after ? (
        <div>
          <dt>{t('Margin of this basket')}</dt>
          <dd className="num">{before === after ? after : `${before} → ${after}`}</dd>
        </div>
      ) : null}
    </dl>
  );
}

/** What the promotion as it stands on the page would do to a basket, with why and why not; nothing is saved by it. */
export function TryBasket({ rule, problem }: { readonly rule: Promotion | null; readonly problem: string | null }) {
  const { store, location, locations } = useSession();
  const { currency } = store;
  const now = useNow();
  const [chosen, setChosen] = useState<readonly Line[] | null>(null);
  const [where, setWhere] = useState(location?.id ?? locations[0]?.id ?? 'online');
  const [code, setCode] = useState('');
  const first = useRead('promotions.goods', { text: '' }, { enabled: chosen === null }).data;
  // Three of the best sellers, so that there is something to see at once.
  const lines =
    chosen ??
    (first ?? []).slice(0, 3).map(
      (good, index): Line => ({
        variantId: good.variantId,
        quantity: (index === 0 ? 3 : 1) * 10 ** good.scale,
      }),
    );
  // One that has not begun is tried at the moment at which it begins.
  const at = typeof rule?.startsAt === 'number' && rule.startsAt > now ? rule.startsAt : now;
  const steadyRule = useDeferredValue(rule);
  const online = where === 'online';
  const read = useRead(
    'promotions.try',
    {
      promotion: steadyRule as Promotion,
      lines,
      at,
      channel: online ? 'online' : 'till',
      locationId: online ? null : where,
      coupons: code.trim() ? [code.trim().slice(0, 64)] : [],
    },
    { keep: true, enabled: steadyRule !== null && lines.length > 0 },
  );
  const tried = lines.length > 0 ? read.data : undefined;
  const put = (variantId: string, quantity: number) =>
    setChosen(
      quantity > 0
        ? lines.map((line) => (line.variantId === variantId ? { ...line, quantity } : line))
        : lines.filter((line) => line.variantId !== variantId),
    );
  const asksCode = (rule?.codes?.length ?? 0) > 0;
  return (
    <div className={styles.try}>
      <header>
        <h2>{t('Try a basket')}</h2>
        <span className="grow" />
        <Select
          small
          className={styles.where}
          aria-label={t('Bought at')}
          value={where}
          onChange={(event) => setWhere(event.target.value)}
        >
          {locations.map((place) => (
            <option key={place.id} value={place.id}>
              {t('Till, {name}', { name: place.name })}
            </option>
          ))}
          <option value="online">{t('Online')}</option>
        </Select>
        {asksCode ? (
          <Input
            small
            className={cx('mono', styles.code)}
            aria-label={t('Code entered')}
            placeholder={t('Code')}
            value={code}
            onChange={(event) => setCode(event.target.value)}
          />
        ) : null}
      </header>
      <FindGoods
        wide
        label={t('Put an item in')}
        currency={currency}
        onPick={(good) => {
          const there = lines.find((line) => line.variantId === good.variantId);
          const one = 10 ** good.scale;
          setChosen(
            there
              ? lines.map((line) => (line === there ? { ...line, quantity: line.quantity + one } : line))
              : [...lines, { variantId: good.variantId, quantity: one }],
          );
        }}
      />
      {tried ? (
        <table className={styles.basket}>
          <colgroup>
            <col />
            <col style={{ width: 66 }} />
            <col style={{ width: 84 }} />
            <col style={{ width: 84 }} />
            <col style={{ width: 38 }} />
          </colgroup>
          <thead>
            <tr>
              <th scope="col">{t('Item')}</th>
              <th scope="col">{t('Quantity')}</th>
              <th scope="col" className="num">
                {t('Amount')}
              </th>
              <th scope="col" className="num">
                {t('Off')}
              </th>
              <td />
            </tr>
          </thead>
          <tbody>
            {tried.lines.map((line) => (
              <tr key={line.variantId}>
                <td>
                  <span className="row">
                    <Picture address={line.image} name={line.title} size={24} />
                    <span className="cut">{line.title}</span>
                  </span>
                </td>
                <td>
                  <Input
                    key={line.quantity}
                    small
                    className={cx('num', styles.quantity)}
                    inputMode="decimal"
                    aria-label={t('Quantity of {name}', { name: line.title })}
                    defaultValue={shownQuantity(line)}
                    onBlur={(event) => {
                      const quantity = readQuantity(event.target.value, line.scale);
                      if (quantity === null) event.target.value = shownQuantity(line);
                      else put(line.variantId, quantity);
                    }}
                    onKeyDown={(event) => event.key === 'Enter' && event.currentTarget.blur()}
                  />
                </td>
                <td className="num">
                  <Money amount={line.amount} currency={currency} />
                </td>
                <td className={cx('num', line.discount > 0 && 'pos')}>
                  {line.discount > 0 ? moneyText({ amount: -line.discount, currency }) : <span className="sub">–</span>}
                </td>
                <td>
                  <Button
                    look="quiet"
                    size="small"
                    square
                    aria-label={t('Take {name} out', { name: line.title })}
                    onClick={() => put(line.variantId, 0)}
                    icon={<IconX size={14} stroke={1.75} aria-hidden="true" />}
                  />
                </td>
              </tr>
            ))}
          </tbody>
          <tfoot>
            <tr>
              <td colSpan={2}>{t('To pay')}</td>
              <td className="num">
                <Money amount={tried.total} currency={currency} />
              </td>
              <td className="num pos">
                {tried.discountTotal > 0 ? moneyText({ amount: -tried.discountTotal, currency }) : '–'}
              </td>
              <td />
            </tr>
          </tfoot>
        </table>
      ) : null}
      {problem ? (
        <p className="t2" role="status">
          {t('It is tried as soon as the fields are right: {problem}.', { problem })}
        </p>
      ) : null}
      {read.error ? (
        <p className={styles.wrong} role="alert">
          {problemText(read.error, t('The desk did not answer. Nothing was changed.'))}
        </p>
      ) : null}
      {lines.length === 0 && first ? (
        <p className="t2">{t('Put something into the basket to see what it does.')}</p>
      ) : null}
      {tried ? (
        <>
          <div className={styles.why}>
            <h2>{t('Why')}</h2>
            <span className="sub">
              {at === now
                ? t('as of now, on this device')
                : t('as of {when}, when it begins', { when: whenText(at, now) })}
            </span>
          </div>
          <ul className={styles.outcomes}>
            {[...tried.outcomes]
              .sort((a, b) => Number(b.own) - Number(a.own) || b.cost - a.cost || b.wouldSave - a.wouldSave)
              .slice(0, 8)
              .map((outcome) => (
                <Outcome key={outcome.id} outcome={outcome} currency={currency} />
              ))}
          </ul>
          <Facts tried={tried} currency={currency} />
        </>
      ) : null}
    </div>
  );
}
