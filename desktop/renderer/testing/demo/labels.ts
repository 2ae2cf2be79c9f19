import type { LabelPrices, ShownLabel } from '../../../bridge/label-views.ts';
import { NOW } from './catalog.ts';

/** A picture as large as it must be to see that it is a label. */
const picture =
  'iVBORw0KGgoAAAANSUhEUgAAAGQAAACWCAAAAAAN03KaAAAAmUlEQVR42u3bMQqAMAwF0B7M+18rDi4uQgtpK+kL6PrA/IgN2CKixcRqr6sAsqT0BAI5E7kGCiJd83rS36OyiHSlpwsiXeYk7411ACJdEAgEUhhZsVDTEwikzkbi+6uyLCJd5iTxrFUWkS5zkrgbLotIFwQCgdit2K3sQZ5nmHKDQCAQCAQCgUAgEAhkHHGOh0B2IX41/B1yAxf0Df+bykKfAAAAAElFTkSuQmCC';

const label: ShownLabel = {
  ...{ id: 'label-1', carrier: 'ups', fulfilmentId: 'p-1', kind: 'outbound', service: '11', state: 'bought' },
  ...{ trackings: ['1Z12345E0205271688'], cost: 742, currency: 'GBP', problem: '', createdAt: NOW, documents: [] },
};
const printed: ShownLabel = { ...label, documents: [{ kind: 'label', format: 'png', content: picture }] };

const of = { accountId: 'a-ups', carrier: 'ups', account: 'UPS Melksham', currency: 'GBP' } as const;
const prices: LabelPrices = {
  services: [
    { ...of, service: '11', name: 'UPS Standard', amount: 742, latest: '2026-11-25' },
    { ...of, service: '65', name: 'UPS Saver', amount: 1_310, latest: '2026-11-24' },
    {
      ...{ accountId: 'a-fedex', carrier: 'fedex', account: 'FedEx', currency: 'GBP' },
      ...{ service: 'PRIORITY_OVERNIGHT', name: 'FedEx Priority Overnight', amount: 1_895, latest: null },
    },
  ],
  silent: [{ account: 'DHL Express', problem: 'DHL Express did not answer as it should. Try again in a moment.' }],
};

const returns: ShownLabel = { ...label, id: 'label-2', fulfilmentId: null, kind: 'return', cost: 798 };

/** Labels of the sample desk: of the parcel of one order there is one, and one for goods that come back. */
export function labelAnswer(
  name: string,
  { orderId = '', id = '' }: { readonly orderId?: string; readonly id?: string },
): unknown {
  if (name === 'labels.prices') return prices;
  if (name === 'labels.of') return orderId === 'o-11' ? [label, returns] : [];
  if (name === 'labels.one' && id === returns.id) return { ...returns, documents: printed.documents };
  if (name === 'labels.mail') return { to: 'hello@example.org' };
  return name === 'labels.void' ? { ...label, state: 'voided' } : printed;
}
