import { type ReceiptSpeech, speechOf } from '../../../bridge/receipt-words.ts';
import { moneyText } from '../../ui/money.tsx';
import { ratePercent } from './basket-panel.tsx';

interface TaxTableProps {
  readonly rows: readonly { readonly rate: string; readonly net: number; readonly tax: number }[];
  readonly currency: string;
  readonly gross?: boolean;
  /** Of the receipt; left out: as the screens speak */
  readonly speech?: ReceiptSpeech;
}

/** Net and tax by rate, as papers of a till say them. */
export function TaxTable({ rows, currency, gross = false, speech = speechOf('en-GB') }: TaxTableProps) {
  const plain = (amount: number) => speech.amount(moneyText({ amount, currency }, { symbol: false }));
  return (
    <table>
      <thead>
        <tr>
          <th scope="col">{speech.say('tax')}</th>
          <th scope="col">{speech.say('net')}</th>
          <th scope="col">{speech.say('tax')}</th>
          {gross ? <th scope="col">{speech.say('gross')}</th> : null}
        </tr>
      </thead>
      <tbody>
        {rows.map(({ rate, net, tax }) => (
          <tr key={rate}>
            <td>{ratePercent(rate)} %</td>
            <td>{plain(net)}</td>
            <td>{plain(tax)}</td>
            {gross ? <td>{plain(net + tax)}</td> : null}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
