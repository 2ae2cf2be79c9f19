import type { CarrierName } from '@tillhouse/shared/domains/shipping/carriers.ts';
import type { Carrier } from './carrier.ts';
import { dhlExpress } from './dhl/dhl.ts';
import { fedex } from './fedex/fedex.ts';
import { OAuthTokens } from './oauth-tokens.ts';
import { ups } from './ups/ups.ts';

export type Carriers = Readonly<Record<CarrierName, Carrier>>;

/** @param set where they answer, in the place of their own addresses: for tests */
export function knownCarriers(set: {
  readonly upsApi?: string;
  readonly fedexApi?: string;
  readonly dhlApi?: string;
  readonly now: () => number;
}): Carriers {
  const tokens = new OAuthTokens(set.now);
  return {
    ups: ups(tokens, { api: set.upsApi }),
    fedex: fedex(tokens, { api: set.fedexApi }),
    'dhl-express': dhlExpress({ api: set.dhlApi }),
  };
}
