import { useQuery } from '@tanstack/react-query';
import { problemText, useBridge } from '../../data/bridge.ts';
import { may } from '../../data/may.ts';
import { useSession } from '../../data/session.ts';
import { Money } from '../../ui/money.tsx';
import { countText } from '../../ui/quantity.ts';
import { t } from '../../ui/text.ts';
import styles from './letters-card.module.css';

const DAYS = 30;

/** What the letters of a store brought back. @param storeId null: the main one */
export function LettersFigures({ storeId }: { readonly storeId: string | null }) {
  const bridge = useBridge();
  const { person } = useSession();
  const allowed = may(person, 'reports.view');
  const { data, error } = useQuery({
    queryKey: ['cartLetters.figures'],
    queryFn: () => bridge.call('cartLetters.figures', { days: DAYS }),
    retry: false,
    enabled: allowed,
  });
  if (!allowed) return null;
  if (error)
    return (
      <div className={styles.figures}>
        <p className="sub">{problemText(error, t('The cloud does not answer.'))}</p>
      </div>
    );
  if (!data) return null;
  const { sent = 0, cameBack = 0, bought = [] } = data.stores.find((one) => one.storeId === storeId) ?? {};
  const orders = bought.reduce((sum, one) => sum + one.orders, 0);
  return (
    <dl className={styles.figures} aria-label={t('The last {n} days', { n: DAYS })}>
      <Figure name={t('Sent in {n} days', { n: DAYS })}>{countText(sent)}</Figure>
      <Figure name={t('Came back by the link')}>{countText(cameBack)}</Figure>
      <Figure name={t('Orders of those')}>{countText(orders)}</Figure>
      {bought.map(({ currency, total }) => (
        <Figure key={currency} name={t('Bought in {currency}', { currency })}>
          <Money amount={total} currency={currency} />
        </Figure>
      ))}
      <Figure name={t('Want no more, all stores')}>{countText(data.ended)}</Figure>
    </dl>
  );
}

function Figure({ name, children }: { readonly name: string; readonly children: React.ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}
