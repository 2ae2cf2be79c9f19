import type { Pool } from '../../platform/db/pools.ts';
import type { Log } from '../../platform/http/log.ts';
import type { Mailer } from '../../platform/mail/mailer.ts';
import type { Payments } from '../../platform/payments/payments.ts';
import type { WebPush } from '../../platform/push/web-push.ts';
import type { CarrierRates } from '../../platform/carriers/carrier-rates.ts';
import type { Taxes } from '../../platform/taxes/taxes.ts';
import type { VatRegister } from '../../platform/vat/vat-register.ts';
import type { AnswerCache } from './answer-cache.ts';
import type { HostedShops } from './hosted/hosted-shops.ts';
import type { HotAnswers } from './hot-answers.ts';
import type { LiveStreams } from './live-streams.ts';
import type { RulesKept } from './checkout/rules-kept.ts';
import type { FactsKept } from './search/facts-kept.ts';
import type { ShopViews } from './shop-views.ts';
import type { Themes } from './themes/themes.ts';
import type { WidgetFiles } from './widget-files.ts';

export interface StorefrontContext {
  /** Signs in as the role `app`. */
  readonly pool: Pool;
  readonly cache: AnswerCache;
  readonly hot: HotAnswers;
  /** What searches look at, of products that were searched through */
  readonly facts: FactsKept;
  readonly views: ShopViews;
  /** By what tenants sell, checked each time it is gone by */
  readonly rules: RulesKept;
  readonly shops: HostedShops;
  readonly streams: LiveStreams;
  /** What merchants' themes write their pages with */
  readonly themes: Themes;
  readonly widget: WidgetFiles;
  /** Epoch milliseconds */
  readonly now: () => number;
  readonly onCommitted: () => void;
  /** A shopper is gone: what is remembered of sign-ins is looked up anew. */
  readonly onShopperLeft: () => void;
  readonly payments: Payments;
  readonly taxes: Taxes;
  readonly carrierRates: CarrierRates;
  readonly vatRegister: VatRegister;
  readonly mailer: Mailer;
  /** Where the cloud is seen from outside, `https://cloud.example` */
  readonly publicOrigin: () => string;
  readonly log: Log;
  /** Whoever left something for the sweeper of checkouts says so. */
  readonly checkouts: { readonly wake: () => void };
  readonly push: WebPush;
  /** Whoever laid down news of an order says so. */
  readonly news: { readonly wake: () => void };
  /** Attempts that a request of this process is at: what the provider says of them it hears itself. */
  readonly driving: Set<string>;
}
