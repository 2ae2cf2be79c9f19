import { join } from 'node:path';
import { bootCloud } from './boot.ts';
import { type CloudOptions, type ServiceName, serviceNames } from './cloud-options.ts';
import { migrate } from './migrate.ts';
import { collectStart } from './platform/collect-start.ts';
import { chooseKms } from './platform/keys/choose-kms.ts';
import type { Kms } from './platform/keys/kms.ts';
import { isLoopback, refusePlainDatabase, refusePlainHttp, refusePlainKafka } from './platform/http/encrypted.ts';
import { createLog } from './platform/http/log.ts';
import { chooseMailer } from './platform/mail/choose-mailer.ts';
import { senderOf } from './platform/mail/mail-address.ts';

/**
 * The cloud as a process of its own, set by the environment: DATABASE_URL (as the database's administrator), PORT, HOST,
 * SERVICES=all or a list, BUS=memory or kafka, KAFKA_BROKERS, SHAPES_URL and SHAPES_SECRET of an Electric service, DATA_DIR,
 * KMS=file, aws or vault, KEY_DIR (with KMS=file the keys that wrap all others, and the key that audit heads are signed with:
 * back it up apart from the database), ISSUER, JWKS_URL, TRUSTED_PROXIES (addresses or networks, by commas, of
 * what stands in front and sets X-Forwarded-For itself: without, everybody behind it is one caller to the throttles), LOG_LEVEL,
 * SMTP_URL, MAIL_FROM and SMTP_CA of the mail server that takes letters to people (without, they reach nobody), PAY_ORIGIN and PAY_PORT of the payment pages (an origin of their own), TEST_PAYMENTS=yes to let stores be paid by the test
 * provider (nothing is charged), PAYMENTS_URL and PAYMENTS_SECRET where the payments service runs in another process, KAFKA_SSL=no and
 * INSIDE_TLS=no where a mesh encrypts the way to Kafka and between these processes, MIGRATE=no to leave the database as it is.
 */
const env = process.env;
const log = createLog(env['LOG_LEVEL'] ?? 'info');
const databaseUrl = env['DATABASE_URL'];
if (!databaseUrl) {
  log.fatal('DATABASE_URL is not set. Nothing was started. Set it to the address of a Postgres database.');
  process.exit(1);
}
refusePlainDatabase(databaseUrl);
refusePlainKafka(env['KAFKA_BROKERS']?.split(',') ?? [], env['KAFKA_SSL']);
refusePlainHttp(env);
const host = env['HOST'] ?? '127.0.0.1';
if (!isLoopback(host))
  log.warn({ host }, 'answers there without TLS: only what encrypts in front of it (TRUSTED_PROXIES) may reach it');
if (env['MIGRATE'] !== 'no') {
  const database = decodeURIComponent(new URL(databaseUrl).pathname.slice(1));
  const { ran } = await migrate({ adminUrl: databaseUrl, database });
  if (ran.length > 0) log.info({ ran }, 'migrated');
}
// AUDIT_KEY_DIR is its name from before other keys lay there.
const keyDir = env['KEY_DIR'] ?? env['AUDIT_KEY_DIR'] ?? join(env['DATA_DIR'] ?? '.tillhouse', 'keys');
const cloud = await bootCloud(options(databaseUrl, await chooseKms(env, keyDir)));
collectStart();
log.info({ url: cloud.url }, 'the cloud is up');
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => {
    void cloud.close().then(() => process.exit(0));
  });
}

function options(url: string, kms: Kms): CloudOptions {
  const {
    SERVICES: services = 'all',
    BUS: bus = 'memory',
    KAFKA_BROKERS: brokers,
    DATA_DIR: dataDir,
    ISSUER: issuer,
    JWKS_URL: jwksUrl,
    TRUSTED_PROXIES: proxies,
  } = env;
  if (bus !== 'memory' && bus !== 'kafka') throw new Error(`BUS is memory or kafka, not ${bus}`);
  const shapesUrl = env['SHAPES_URL'];
  const shapesSecret = env['SHAPES_SECRET'];
  return {
    databaseUrl: url,
    port: Number(env['PORT'] ?? 0),
    host,
    services: services === 'all' ? 'all' : services.split(',').map(serviceNamed),
    bus,
    ...(brokers === undefined ? {} : { kafkaBrokers: brokers.split(',') }),
    ...(shapesUrl === undefined ? {} : { shapesUrl }),
    ...(shapesSecret === undefined ? {} : { shapesSecret }),
    ...(dataDir === undefined ? {} : { dataDir }),
    auditKeyDir: keyDir,
    kms,
    ...(issuer === undefined ? {} : { issuer }),
    ...(jwksUrl === undefined ? {} : { jwksUrl }),
    ...(proxies === undefined ? {} : { trustedProxies: proxies.split(',').map((each) => each.trim()) }),
    ...(env['PAY_ORIGIN'] === undefined ? {} : { payOrigin: env['PAY_ORIGIN'] }),
    ...(env['PAYMENTS_URL'] === undefined ? {} : { paymentsUrl: env['PAYMENTS_URL'] }),
    ...(env['PAYMENTS_SECRET'] === undefined ? {} : { paymentsSecret: env['PAYMENTS_SECRET'] }),
    mailer: chooseMailer(env, () =>
      log.warn('SMTP_URL is not set: invitations, codes and notices to people stay in memory and reach nobody'),
    ),
    ...(env['MAIL_FROM'] ? { pushContact: `mailto:${senderOf(env['MAIL_FROM']).address}` } : {}),
    payPort: Number(env['PAY_PORT'] ?? 0),
    testPayments: env['TEST_PAYMENTS'] === 'yes',
    log,
  };
}

function serviceNamed(name: string): ServiceName {
  const found = serviceNames.find((each) => each === name.trim());
  if (!found) throw new Error(`there is no service ${name}; there are ${serviceNames.join(', ')}`);
  return found;
}
