import type { CarrierName } from '@tillhouse/shared/domains/shipping/carriers.ts';
import { numberOf, secretsOf } from './fake-accounts.ts';
import type { FakeCarrier } from './fake-carrier.ts';
import { startFakeDhl } from './fake-dhl.ts';
import { startFakeFedex } from './fake-fedex.ts';
import { startFakeUps } from './fake-ups.ts';

export interface FakeCarriers extends Readonly<Record<CarrierName, FakeCarrier>> {
  /** Where a cloud finds them */
  readonly at: { readonly upsApi: string; readonly fedexApi: string; readonly dhlApi: string };
  close(): Promise<void>;
}

const secret = (carrier: CarrierName, name: string): string => secretsOf[carrier][name] ?? '';
const oauth = (carrier: CarrierName) => ({
  ...{
    account: numberOf[carrier],
    clientId: secret(carrier, 'clientId'),
    clientSecret: secret(carrier, 'clientSecret'),
  },
});

/** UPS alone, which prices in pounds. */
export const startUps = (now: () => number): Promise<FakeCarrier> =>
  startFakeUps({ ...oauth('ups'), currency: 'GBP', now });

/** All three, which know the accounts of `fake-accounts`. @param dhlSays the currency of one of them, as it is when it is asked */
export async function startFakeCarriers(of: {
  readonly currency: string;
  readonly now: () => number;
  readonly dhlSays?: () => string;
}): Promise<FakeCarriers> {
  const { currency, now, dhlSays = () => currency } = of;
  const ups = await startFakeUps({ ...oauth('ups'), currency, now });
  const fedex = await startFakeFedex({ ...oauth('fedex'), currency, now });
  const dhl = await startFakeDhl({
    ...{ now, apiKey: secret('dhl-express', 'apiKey'), apiSecret: secret('dhl-express', 'apiSecret') },
    account: numberOf['dhl-express'],
    get currency() {
      return dhlSays();
    },
  });
  return {
    ...{ ups, fedex, 'dhl-express': dhl },
    at: { upsApi: ups.url, fedexApi: fedex.url, dhlApi: dhl.url },
    close: async () => {
      for (const fake of [ups, fedex, dhl]) await fake.close();
    },
  };
}
