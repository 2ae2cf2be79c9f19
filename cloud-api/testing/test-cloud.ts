import { KeyObject, randomUUID, sign } from 'node:crypto';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import { createTestDatabase, type TestDatabase } from '../../tools/testing/database.ts';
import { bootCloud, type Cloud } from '../boot.ts';
import type { CloudOptions } from '../cloud-options.ts';
import { createLog } from '../platform/http/log.ts';
import { testKms } from './test-kms.ts';
import { createTenant } from '../services/identity/create-tenant.ts';

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  // biome-ignore lint/suspicious/noExplicitAny: a test reads what it expects, and fails where it is not there
  readonly body: any;
}

export interface Ask {
  readonly token?: string;
  readonly body?: unknown;
  readonly headers?: Record<string, string>;
}

export const quiet = createLog('silent');

export interface TestCloud {
  readonly database: TestDatabase;
  readonly cloud: Cloud;
  call(method: string, path: string, ask?: Ask): Promise<Answer>;
  close(): Promise<void>;
}

/** A cloud with all services on a database of its own. */
export async function startTestCloud(options: Partial<CloudOptions> = {}): Promise<TestCloud> {
  const database = await createTestDatabase();
  const cloud = await bootCloud({ databaseUrl: database.url, log: quiet, kms: testKms(), ...options });
  return {
    database,
    cloud,
    call: (method, path, ask) => call(cloud.url, method, path, ask),
    close: async () => {
      await cloud.close();
      await database.drop();
    },
  };
}

export async function call(url: string, method: string, path: string, ask: Ask = {}): Promise<Answer> {
  const answer = await fetch(url + path, {
    method,
    headers: {
      ...(ask.token === undefined ? {} : { authorization: `Bearer ${ask.token}` }),
      ...(ask.body === undefined ? {} : { 'content-type': 'application/json' }),
      ...ask.headers,
    },
    ...(ask.body === undefined ? {} : { body: JSON.stringify(ask.body) }),
  });
  const text = await answer.text();
  const isJson = answer.headers.get('content-type')?.includes('json');
  return { status: answer.status, headers: answer.headers, body: isJson ? JSON.parse(text) : text };
}

export interface TestStore {
  readonly tenantId: string;
  readonly email: string;
  readonly password: string;
  readonly staffId: string;
  readonly token: string;
  readonly refreshToken: string;
  readonly locationId: string;
  readonly priceListId: string;
  /** Runs a command through the admin API. */
  command(name: string, args: unknown, id?: string): Promise<Answer>;
  /** One variant at 12.00 with so many units. */
  product(title: string, units: number): Promise<{ productId: string; variantId: string; handle: string }>;
}

/** A tenant with an owner who is signed in, settings, a shop that sells online, and a price list. */
export async function openStore({ cloud, call: ask }: TestCloud, name: string): Promise<TestStore> {
  const tenantId = randomUUID();
  const staffId = randomUUID();
  const email = `owner@${name}.example`;
  const password = `the password of ${name}`;
  await createTenant(cloud.identity, {
    id: tenantId,
    name,
    owner: { staffId, name: 'Ada', initials: 'A', email, password },
  });
  const session = await ask('POST', '/auth/session', { body: { email, password } });
  const token: string = session.body.access_token;
  const command: TestStore['command'] = (command, args, id = randomUUID()) =>
    ask('POST', `/v1/commands/${command}`, { token, body: args, headers: { 'idempotency-key': id } });
  const done = async (command_: string, args: unknown): Promise<void> => {
    const answer = await command(command_, args);
    if (answer.status !== 200) throw new Error(`${command_}: ${JSON.stringify(answer.body)}`);
  };
  const locationId = randomUUID();
  const priceListId = randomUUID();
  await done('access.updateStoreSettings', {
    settings: {
      id: randomUUID(),
      name,
      currency: 'GBP',
      timeZone: 'Europe/London',
      pricesIncludeTax: true,
      taxRounding: 'line',
      cashRoundingIncrement: 1,
      cashRoundingMode: 'half-up',
      returnLimit: 5_000,
      receiptFooter: '',
    },
  });
  const shop = { name: `${name} shop`, street: '1 High Street', kind: 'shop', sellsOnline: 'yes', status: 'active' };
  await done('inventory.saveLocation', { location: { id: locationId, ...shop } });
  await done('pricing.savePriceList', { list: { id: priceListId, name: 'Retail', currency: 'GBP', isDefault: true } });
  await done('pricing.saveTaxRate', { taxClass: 'standard', name: 'Standard', rate: '20/100' });
  return {
    tenantId,
    email,
    password,
    staffId,
    token,
    refreshToken: session.body.refresh_token,
    locationId,
    priceListId,
    command,
    product: async (title, units) => {
      const [productId, variantId] = [randomUUID(), randomUUID()];
      await done('catalog.createProduct', newProduct(productId, variantId, title));
      const lines = [{ locationId, variantId, delta: units }];
      if (units !== 0) await done('inventory.adjust', { lines, reason: 'opening', note: '' });
      const row = await ask('GET', `/v1/products/${productId}`, { token });
      return { productId, variantId, handle: row.body.handle };
    },
  };
}

/** Arguments of `catalog.createProduct` for a product of one variant at 12.00. */
export function newProduct(
  productId: string,
  variantId: string,
  title: string,
  metafields: readonly { readonly name: string; readonly value: string }[] = [],
): unknown {
  return {
    product: {
      id: productId,
      title,
      description: '',
      status: 'active',
      category: 'Tableware',
      supplier: '',
      tags: [],
      options: [],
      taxClass: 'standard',
      image: null,
      soldAtTill: true,
      soldOnline: true,
      externalRef: null,
      metafields,
    },
    variants: [
      {
        id: variantId,
        optionValues: [],
        sku: `SKU-${variantId.slice(0, 8)}`,
        gtin: null,
        unit: 'H87',
        scale: 0,
        tracked: true,
        image: null,
        price: 1_200,
      },
    ],
  };
}

export interface TestDevice {
  readonly deviceId: string;
  readonly token: string;
  /** A fresh token by a freshly signed assertion. */
  signIn(now?: number): Promise<Answer>;
  /** What it signs to say that it is this device. */
  assertion(now?: number): Promise<string>;
  /** Signs a text with the device's key, base64url */
  sign(text: string): string;
}

/** Enrols a device by a code, and signs it in. */
export async function enrolDevice(
  test: TestCloud,
  store: TestStore,
  profile: { readonly kind: string; readonly registerId?: string } = { kind: 'till' },
): Promise<TestDevice> {
  const code = await test.call('POST', '/auth/devices/codes', { token: store.token, body: profile });
  const pair = await generateKeyPair('EdDSA', { crv: 'Ed25519', extractable: true });
  const { x: publicKey } = await exportJWK(pair.publicKey);
  const body = { code: code.body.code, name: 'Till 1', publicKey };
  const enrolled = await test.call('POST', '/auth/devices/enrol', { body });
  const { deviceId } = enrolled.body;
  const assertion = (now = Date.now()): Promise<string> => {
    const iat = Math.floor(now / 1_000);
    return new SignJWT({})
      .setProtectedHeader({ alg: 'EdDSA' })
      .setIssuer(deviceId)
      .setSubject(deviceId)
      .setAudience('tillhouse-identity')
      .setIssuedAt(iat)
      .setExpirationTime(iat + 120)
      .setJti(randomUUID())
      .sign(pair.privateKey);
  };
  const signIn = async (now?: number): Promise<Answer> => {
    const grant = { grant_type: 'urn:ietf:params:oauth:grant-type:jwt-bearer', assertion: await assertion(now) };
    return test.call('POST', '/auth/token', { body: grant });
  };
  const first = await signIn();
  const key = KeyObject.from(pair.privateKey as never);
  const signed = (text: string): string => sign(null, Buffer.from(text), key).toString('base64url');
  return { deviceId, token: first.body.access_token, signIn, assertion, sign: signed };
}

/** A publishable key that any page may use. */
export async function publishableKey(test: TestCloud, store: TestStore, origins: string[] = ['*']): Promise<string> {
  const body = { kind: 'publishable', name: 'Web shop', origins };
  const made = await test.call('POST', '/auth/api-keys', { token: store.token, body });
  return made.body.key;
}
