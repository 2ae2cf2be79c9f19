import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { FastifyInstance } from 'fastify';
import { startShapeServer } from '@tillhouse/sync/shapes/server.ts';
import { createApp } from './app.ts';
import type { CloudOptions, ServiceName } from './cloud-options.ts';
import { storeRecords } from './platform/access/store-records.ts';
import { fileSigner } from './platform/audit/signed-heads.ts';
import type { Bus } from './platform/bus/bus.ts';
import { kafkaBus, kafkaOptions } from './platform/bus/kafka-bus.ts';
import { memoryBus } from './platform/bus/memory-bus.ts';
import { openPools } from './platform/db/pools.ts';
import { roleUrls } from './platform/db/roles.ts';
import { sealThrough } from './platform/db/pool-fields.ts';
import { PUBLICATION } from './platform/db/secure.ts';
import { cloudFields } from './platform/keys/cloud-fields.ts';
import { openKeyring } from './platform/keys/keyring.ts';
import { healthRoutes } from './platform/http/health-routes.ts';
import { createLog, type Log } from './platform/http/log.ts';
import type { Route } from './platform/http/route.ts';
import { openPush } from './platform/push/open-push.ts';
import { mailbox } from './platform/mail/mailer.ts';
import type { Repeating } from './platform/repeating.ts';
import { vies } from './platform/vat/vies.ts';
import { tellOfCommit } from './platform/outbox/listen.ts';
import { startRelay } from './platform/outbox/start-relay.ts';
import { AnswerCache } from './services/storefront/answer-cache.ts';
import { followAll } from './services/storefront/follow-all.ts';
import type { StorefrontContext } from './services/storefront/context.ts';
import { HostedShops } from './services/storefront/hosted/hosted-shops.ts';
import { mountPages } from './services/storefront/mount-pages.ts';
import { HotAnswers } from './services/storefront/hot-answers.ts';
import { FactsKept } from './services/storefront/search/facts-kept.ts';
import { LiveStreams } from './services/storefront/live-streams.ts';
import { ShopViews } from './services/storefront/shop-views.ts';
import { RulesKept } from './services/storefront/checkout/rules-kept.ts';
import { startCheckoutWork } from './services/storefront/checkout/sweep-checkouts.ts';
import { WidgetFiles } from './services/storefront/widget-files.ts';
import { storefrontRoutes } from './services/storefront/routes.ts';
import { inShoppersWords } from './services/storefront/refusals/say-in.ts';
import { openThemes } from './services/storefront/themes/themes.ts';
import { earnOnline } from './services/commerce/earn-online.ts';
import { followProviders } from './services/commerce/follow-payments.ts';
import { mountCarrierNews } from './services/commerce/carriers/mount-carrier-news.ts';
import { quoteRates } from './services/commerce/carriers/quote-rates.ts';
import { knownCarriers } from './services/commerce/carriers/known.ts';
import { taxProviders } from './services/commerce/taxes/known.ts';
import { quoteTaxes } from './services/commerce/taxes/quote-taxes.ts';
import { startCommerceWork } from './services/commerce/start-commerce-work.ts';
import { DeskProfiles } from './services/commerce/desk-profiles.ts';
import { commerceRoutes } from './services/commerce/routes.ts';
import type { CommerceContext } from './services/commerce/context.ts';
import { deskTurns } from './services/commerce/desk-turns.ts';
import { type RemoteShapesOptions, remoteShapes } from './services/commerce/remote-shapes.ts';
import type { IdentityContext } from './services/identity/context.ts';
import { identityService } from './services/identity/identity-service.ts';
import { paymentRoutes } from './services/payments/routes.ts';
import { startAccess } from './start-access.ts';
import { startPayments } from './services/payments/start-payments.ts';
import { paymentsElsewhere } from './platform/payments/payments-away.ts';
import type { Payments } from './platform/payments/payments.ts';
import { startTenantWork } from './services/identity/tenants/start-tenant-work.ts';
import { relyingParty } from './services/identity/factors/passkeys.ts';
import { identityRoutes } from './services/identity/routes.ts';

export interface Cloud {
  /** `http://127.0.0.1:4010` */
  readonly url: string;
  /** For seeds, imports and tests in this process. */
  readonly identity: IdentityContext;
  readonly commerce: CommerceContext;
  readonly payments: Payments;
  /** Where the payment pages are, `http://127.0.0.1:4020`; empty where they are not in this process */
  readonly payOrigin: string;
  readonly bus: Bus;
  /** Answers what is under way, then lets go of everything it opened. */
  close(): Promise<void>;
}

/** Starts the chosen services in this process, on a migrated database. @throws when the database cannot be reached */
export async function bootCloud(options: CloudOptions): Promise<Cloud> {
  const urls = options.urls ?? roleUrls(required(options.databaseUrl));
  const log = options.log ?? createLog('info');
  const now = options.now ?? Date.now;
  const runs = (service: ServiceName): boolean =>
    options.services === undefined || options.services === 'all' || options.services.includes(service);
  const { issuer, jwksUrl } = options;
  const closing: (() => Promise<void>)[] = [];
  const close = async (): Promise<void> => {
    for (const end of closing.splice(0).reverse()) await end();
  };

  try {
    const pools = openPools(urls, (role, error) =>
      log.warn({ role, error: error.message }, 'database connection lost'),
    );
    closing.push(() => pools.close());
    const keyring = await openKeyring({ pool: pools.system, kms: options.kms, now, log });
    const { app, identity: accounts, operator, payments: payers, system } = pools;
    const unreadable = (error: unknown): void => log.error({ err: error }, 'a sealed value does not open');
    sealThrough([app, accounts, operator, payers, system], cloudFields(keyring, unreadable));
    // The in-process bus carries the events of the process that relays them, and no other's.
    const hearsEvents = options.bus === 'kafka' || runs('commerce');
    // Its address is known once it listens.
    let url = '';
    const publicOrigin = (): string => (issuer === undefined ? url : new URL(issuer).origin);
    const shops = new HostedShops(pools.app, hearsEvents ? undefined : 0);
    const { access, keys, known, admitted, shoppers, end } = startAccess({
      pools,
      shops,
      issuer,
      jwksUrl,
      publicOrigin,
      now,
    });
    closing.push(end);
    const cache = new AnswerCache(Date.now, hearsEvents ? (options.bus === 'kafka' ? KEPT_ON_KAFKA_MS : KEPT_MS) : 0);
    const hot = new HotAnswers(cache, admitted.mayPass);
    const facts = new FactsKept(Date.now, hearsEvents ? undefined : 0);
    const views = new ShopViews(pools.app, hearsEvents ? undefined : 0);
    const profiles = new DeskProfiles(pools.app);
    const onChanged = (): void => {
      hot.forget();
      access.forget();
      profiles.forget();
      keys.forget();
    };
    const bus = options.bus === 'kafka' ? await kafkaBus(kafkaOptions(options.kafkaBrokers, log)) : memoryBus();
    closing.push(() => bus.close());
    const mailer = options.mailer ?? mailbox();
    const signer = options.auditKeyDir === undefined ? undefined : fileSigner(options.auditKeyDir);
    const relay = runs('commerce') ? startRelay({ pools, bus, url: urls.system, log, signer, now }) : undefined;
    const onCommitted = relay ? relay.wake : (): void => void tellOfCommit(pools.app);

    let tenantWork: Repeating | undefined;
    const service = identityService({
      pool: pools.identity,
      operators: pools.operator,
      standings: known,
      mailer,
      exportsFolder: join(options.dataDir ?? tmpdir(), 'tillhouse-exports'),
      onWork: () => tenantWork?.wake(),
      store: storeRecords(pools.app, now, onCommitted),
      keyring,
      issuer: () => issuer ?? `${url}/auth`,
      log,
      now,
      onChanged,
      onShopperLeft: shoppers.forget,
      onNotice: onCommitted,
      relyingParty: () => relyingParty(issuer ?? url),
    });
    const { context: identity } = service;
    if (runs('identity')) await identity.signingKey();

    const embedded =
      runs('commerce') && options.shapesUrl === undefined
        ? await startShapeServer({
            databaseUrl: urls.replicator,
            publication: PUBLICATION,
            // A desk applies its shapes at a common position: a commit of its tenant lets the quiet ones answer too.
            releaseTogether: true,
            ...(options.dataDir === undefined ? {} : { storageDir: options.dataDir }),
            log: {
              info: (message, details) => log.info(details ?? {}, message),
              error: (message, details) => log.error(details ?? {}, message),
            },
          })
        : undefined;
    let shapesEnd: Promise<void> | undefined;
    const endShapes = async (): Promise<void> => {
      shapesEnd ??= embedded?.close();
      await shapesEnd;
    };
    closing.push(endShapes);
    const shapes =
      options.shapesUrl === undefined ? embedded : remoteShapes(remoteOptions(options.shapesUrl, options, log));
    const vatRegister = vies({ log, api: options.viesApi });
    const served = { standings: known, shapes, profiles, vatRegister, turns: deskTurns(options.turns) };
    const providers = taxProviders(options);
    const carriers = knownCarriers({ ...options, now });
    const commerce: CommerceContext = {
      pool: pools.app,
      ...served,
      ...{ taxProviders: providers, carriers, signer, mailer, keyring, publicOrigin, log, now, onCommitted },
    };

    const host = options.host ?? '127.0.0.1';
    const paying = runs('payments')
      ? startPayments({
          ...{ pools, keyring, log, now, onCommitted, host, set: options },
          publicOrigin,
        })
      : undefined;
    const payments = paying?.payments ?? paymentsElsewhere(options);
    if (paying) {
      closing.push(paying.stop);
      await paying.start();
    }
    const taxing = { pool: pools.app, keyring, providers, now, onCommitted };
    const streams = new LiveStreams(hearsEvents ? options.streams : { all: 0, each: 0 }, known.of);
    closing.push(async () => streams.close());
    const widget = new WidgetFiles(options.dataDir && join(options.dataDir, 'widget'));
    const sweeping: Repeating[] = [];
    const storefront: StorefrontContext = {
      ...{ pool: pools.app, cache, hot, facts, views, shops, streams, widget, now, onCommitted, payments, mailer, log },
      ...{ rules: new RulesKept(), publicOrigin, taxes: quoteTaxes({ ...taxing, log }), vatRegister },
      carrierRates: quoteRates({ pool: pools.app, keyring, carriers, now, log }),
      themes: openThemes({ pool: pools.app, now, log, onCommitted }, closing),
      ...{ onShopperLeft: shoppers.forget, driving: new Set<string>() },
      push: openPush({ pool: accounts, keyring, now, publicOrigin }, options),
      ...{ checkouts: { wake: () => sweeping[0]?.wake() }, news: { wake: () => sweeping[1]?.wake() } },
    };
    if (runs('storefront')) await followAll(storefront, bus);
    if (runs('commerce')) {
      await followProviders(commerce, bus);
      await earnOnline(commerce, bus);
    }
    // After the consumers are there, so that the in-process bus passes none by.
    if (relay) {
      closing.push(relay.stop);
      relay.start();
    }

    if (runs('identity')) {
      const forget = (tenantId: string): void => {
        embedded?.forgetGroup(`tenant_id=${tenantId}`);
        cache.dropTenant(tenantId);
      };
      tenantWork = startTenantWork(identity, pools, { exportsFolder: identity.exportsFolder, forget }, log);
      closing.push(tenantWork.stop);
    }
    if (runs('commerce'))
      for (const work of startCommerceWork(pools, commerce, { payments, taxing })) closing.push(work.stop);

    if (runs('storefront')) {
      sweeping.push(...startCheckoutWork(pools, storefront));
      for (const work of sweeping) closing.push(work.stop);
    }

    const routes: Route[] = [...healthRoutes(pools.app)];
    if (runs('identity')) routes.push(...identityRoutes(identity));
    if (runs('commerce')) routes.push(...commerceRoutes(commerce));
    if (runs('storefront')) routes.push(...storefrontRoutes(storefront));
    if (paying) routes.push(...paymentRoutes(paying));
    const server = await createApp({
      log,
      routes,
      speak: inShoppersWords,
      before: (request, response) => hot.answer(request, response),
      authorise: access.authorise,
      mount: async (app) => {
        if (runs('identity')) await service.mount(app);
        await paying?.mount(app);
        if (runs('commerce')) await mountCarrierNews(app, commerce);
        if (runs('storefront')) await mountPages(app, { context: storefront, admission: admitted, publicOrigin });
      },
      confirm: access.confirm,
      version: '0.1.0',
      trustedProxies: options.trustedProxies,
      ...(options.callsPerMinute === undefined ? {} : { callsPerMinute: options.callsPerMinute }),
    });
    closing.push(() => closeServer(server));
    await server.listen({ port: options.port ?? 0, host });
    const { port } = server.server.address() as AddressInfo;
    url = `http://${host.includes(':') ? `[${host}]` : host}:${port}`;
    if (runs('identity')) closing.push((await service.start()).stop);
    // First of all: held requests and open streams would keep the server from closing.
    closing.push(async () => {
      streams.close();
      await endShapes();
    });
    return { bus, url, identity, commerce, payments, payOrigin: paying?.context.payOrigin() ?? '', close };
  } catch (error) {
    await close();
    throw error;
  }
}

const DRAIN_MS = 5_000;
/** How long shop answers are believed without an event. Events of this process cannot be cut off from it; a broker can. */
const KEPT_MS = 600_000;
const KEPT_ON_KAFKA_MS = 60_000;

/** Lets requests that are under way come to their end, but not for ever. */
async function closeServer(server: FastifyInstance): Promise<void> {
  const hard = setTimeout(() => server.server.closeAllConnections(), DRAIN_MS);
  await server.close();
  clearTimeout(hard);
}

function remoteOptions(url: string, { shapesSecret: secret }: CloudOptions, log: Log): RemoteShapesOptions {
  return { url, log, ...(secret === undefined ? {} : { secret }) };
}

function required(databaseUrl: string | undefined): string {
  if (databaseUrl === undefined) throw new Error('give databaseUrl or urls');
  return databaseUrl;
}
