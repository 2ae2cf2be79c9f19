import { randomUUID } from 'node:crypto';
import { managerRole, tillRole } from '@tillhouse/shared/domains/access/built-in-roles.ts';
import { batchesOfOneActor, larkhallMutations, larkhallOwner } from '@tillhouse/shared/samples/larkhall.ts';
import { withTenant } from '../../platform/db/transaction.ts';
import { applyBatchAsSystem } from '../../services/commerce/apply-as-system.ts';
import { addAccount, createTenant } from '../../services/identity/create-tenant.ts';
import { Browser } from '../../services/identity/oauth/testing/browser.ts';
import { reckonPairs } from '../../services/storefront/recommendations/reckon-pairs.ts';
import { openShopper } from '../shopper.ts';
import { openOperator } from '../test-operator.ts';
import { buyOnline } from './bought-online.ts';
import { toldByOthers } from './told-by-others.ts';
import { pushed } from './pushed-sales.ts';
import { lendAndApprove } from './lent-and-approved.ts';
import { pointsAndRates } from './points-and-rates.ts';
import {
  enrolDevice,
  newProduct,
  publishableKey,
  type TestCloud,
  type TestDevice,
  type TestStore,
} from '../test-cloud.ts';

/** Stands in names, texts, numbers and keys of the full store, and nowhere else. */
export const CANARY = 'KANARI7Q';

export interface FullStore {
  readonly tenantId: string;
  readonly token: string;
  readonly publishableKey: string;
  /** Of somebody who is signed in at the shop */
  readonly shopper: string;
  readonly device: TestDevice;
  /** A variant of theirs at a location of theirs */
  readonly place: { readonly locationId: string; readonly variantId: string };
}

/** Enough of the sample's days for sales, imported history, online orders and closed drawers. */
const COMMANDS = 200;

/** A store with rows in as many tables as the sample and a few more commands can fill, the canary in each kind of text. */
export async function openFullStore(test: TestCloud): Promise<FullStore> {
  const { cloud, call } = test;
  const tenantId = randomUUID();
  const { id: staffId, name, initials } = larkhallOwner;
  const sign = { email: `owner@${CANARY.toLowerCase()}.example`, password: 'the password of the other store' };
  await createTenant(cloud.identity, { id: tenantId, name: CANARY, owner: { staffId, name, initials, ...sign } });
  const sample = larkhallMutations(Date.UTC(2026, 2, 2, 12)).slice(0, COMMANDS);
  for (const batch of batchesOfOneActor(sample)) {
    await applyBatchAsSystem(cloud.commerce, tenantId, batch, batch[0]?.actor);
  }
  const { body } = await call('POST', '/auth/session', { body: sign });
  const token: string = body.access_token;
  const command = async (name_: string, args: unknown): Promise<void> => {
    const headers = { 'idempotency-key': randomUUID() };
    const answer = await call('POST', `/v1/commands/${name_}`, { token, body: args, headers });
    if (answer.status !== 200) throw new Error(`${name_}: ${JSON.stringify(answer.body)}`);
  };
  await command('access.saveStore', {
    store: {
      ...{ id: randomUUID(), revision: 0, name: `${CANARY} Wien`, locale: 'de-AT', currency: 'EUR', currencies: [] },
      ...{ priceListId: null, timeZone: 'Europe/Vienna', pricesIncludeTax: true, taxRounding: 'line', taxes: [] },
      ...{ cashRoundingIncrement: 5, cashRoundingMode: 'half-up', returnLimit: 0, receiptFooter: CANARY, theme: null },
      domains: [`${CANARY.toLowerCase()}.example`],
    },
  });
  const rows = async (path: string) => (await call('GET', path, { token })).body.rows;
  const [location] = await rows('/v1/locations?kind=shop');
  const [variant] = await rows('/v1/variants?status=active');
  const [product] = await rows(`/v1/products?status=active`);
  const [order] = await rows('/v1/orders');
  await command('orders.addNote', { orderId: order.id, note: CANARY });
  await command('orders.mailReceipt', { orderId: order.id, to: `${CANARY.toLowerCase()}@people.example` });
  const [toSend] = await rows('/v1/orders?channel=online&status=placed');
  const delivery = { recipient: CANARY, address: CANARY, country: 'GB', method: CANARY };
  const edit = { orderId: toSend.id, version: toSend.version, delivery, reason: CANARY, settle: 'later' };
  await command('orders.edit', edit);
  const goods = [{ key: 'a', variantId: variant.id, quantity: 1 }];
  const said = { customerId: null, customerName: CANARY, shipping: 100, note: CANARY, delivery, validUntil: null };
  await command('orders.saveDraft', { ...said, draftId: randomUUID(), version: 0, lines: goods });
  const [register] = await rows('/v1/registers');
  await command('invoices.issue', { ...invoiced(order), registerId: register.id });
  const place = { locationId: location.id, variantId: variant.id };
  const title = { base: product.title, value: `${CANARY} ${product.title}` };
  await command('access.saveSignInPolicy', { roleId: tillRole.id, secondFactor: 'optional' });
  await command('catalog.editProduct', { productId: product.id, patch: { title } });
  // The base is no longer what stands there: the other value is kept beside it.
  await command('catalog.editProduct', {
    productId: product.id,
    patch: { title: { ...title, value: `Late ${CANARY}` } },
  });
  const promotion = { id: randomUUID(), name: CANARY, action: { kind: 'percent', rate: '1/100' } };
  await command('pricing.savePromotion', { promotion, status: 'live' });
  const rule = { id: randomUUID(), jurisdiction: 'GB', category: null, productId: null, name: CANARY, rate: '20/100' };
  const always = { perUnit: null, compound: false, adds: false, fromDay: '2020-01-01', toDay: null, source: CANARY };
  await command('pricing.saveTaxRules', { rules: [{ ...rule, ...always }] });
  await command('pricing.setTaxZone', { place: 'store', zone: 'GB' });
  await command('catalog.saveBarcodeRules', {
    rules: [{ id: randomUUID(), pattern: '21.....{NNDDD}', means: 'weight' }],
  });
  await command('catalog.addBarcode', { variantId: variant.id, code: `${CANARY}-CODE` });
  await command(
    'catalog.createProduct',
    newProduct(randomUUID(), randomUUID(), CANARY, [{ name: 'Glaze', value: CANARY }]),
  );
  for (const [name, args] of pointsAndRates(customer(), variant.id, CANARY)) await command(name, args);
  const card = { creditId: randomUUID(), codeHash: '0'.repeat(64), codeEnd: 'KANA', currency: 'GBP', amount: 100 };
  await command('credit.issue', { ...card, expiresOn: null, reason: CANARY });
  await command('credit.savePolicy', { monthsGood: 0, offlineAmount: 0, presets: [], withoutReceipt: 'refused' });
  const came = [{ replacesId: null, kind: 'in', at: Date.now() }];
  await command('hours.correct', { staffId, changes: came, reason: CANARY });
  await command('inventory.receive', {
    ...place,
    quantity: 1,
    scanId: randomUUID(),
    receivingId: randomUUID(),
    against: null,
  });
  await command('inventory.reserve', {
    orderId: randomUUID(),
    expiresAt: Date.now() + 3_600_000,
    lines: [{ ...place, quantity: 1 }],
  });
  await command('inventory.adjust', { lines: [{ ...place, delta: 1 }], reason: 'found', note: CANARY });
  const { rows: places } = (await test.call('GET', '/v1/locations', { token })).body as { rows: { id: string }[] };
  const toId = places.find(({ id }) => id !== place.locationId)?.id ?? '';
  const transfer = { id: randomUUID(), number: CANARY, fromId: place.locationId, toId, note: CANARY, expectedOn: null };
  const going = [{ id: randomUUID(), variantId: place.variantId, quantity: 1 }];
  await command('inventory.saveTransfer', { transfer, lines: going });
  await buyOnline(test, { tenantId, token, canary: CANARY }, location.id);
  await comingAndGoing(test, tenantId, token);
  await lendAndApprove(test, { tenantId, token, canary: CANARY }, place);
  const store = { tenantId, token } as TestStore;
  const device = await enrolDevice(test, store);
  await letIn(test, tenantId, token, sign);
  await paid(test, tenantId, token, order.id);
  await toldByOthers(test, tenantId, { ...place, registerId: register.id, text: CANARY });
  await pushed(
    test,
    device,
    { promotionId: promotion.id, canary: CANARY },
    larkhallMutations(Date.UTC(2026, 2, 2, 12)).slice(COMMANDS),
  );
  // After the last order: the cloud reckons on its own what changed since, also while a test looks on.
  await withTenant(test.cloud.commerce.pool, tenantId, (db) => reckonPairs(db, tenantId, Date.now()));
  const shopper = await openShopper(test, tenantId, `signed-in@${CANARY.toLowerCase()}.example`);
  return { tenantId, token, publishableKey: await publishableKey(test, store), shopper, device, place };
}

/** Somebody invited, somebody who is to be the owner, and an operator who asks to look. */
async function comingAndGoing(test: TestCloud, tenantId: string, token: string): Promise<void> {
  const heir = { id: randomUUID(), name: `Heir ${CANARY}`, initials: 'HX', email: `heir@${CANARY}.example` };
  const headers = { 'idempotency-key': randomUUID() };
  const person = { ...heir, roleId: managerRole.id, homeLocationId: null, status: 'active', statusNote: CANARY };
  const calls = [await test.call('POST', '/v1/commands/access.saveStaff', { token, body: { person }, headers })];
  await addAccount(test.cloud.identity, {
    tenantId,
    staffId: heir.id,
    name: heir.name,
    email: heir.email,
    password: CANARY,
  });
  const invited = { email: `new@${CANARY}.example`, name: CANARY, initials: 'NX', roleId: tillRole.id };
  calls.push(await test.call('POST', '/auth/invitations', { token, body: invited }));
  calls.push(await test.call('POST', '/auth/ownership-offers', { token, body: { toStaffId: heir.id } }));
  calls.push(await test.call('POST', '/auth/exports', { token }));
  await test.cloud.identity.keyring.persons.ensure(tenantId, [heir.id]);
  const operator = await openOperator(test);
  calls.push(await operator.call('POST', `/tenants/${tenantId}/visits`, { reason: CANARY }));
  const refused = calls.find(({ status }) => status > 202);
  if (refused) throw new Error(JSON.stringify(refused.body));
}

/** Paid by the test provider, and a part of it paid back. */
async function paid(
  { cloud: { payments }, call }: TestCloud,
  tenantId: string,
  token: string,
  orderId: string,
): Promise<void> {
  const [attemptId, checkoutId] = [randomUUID(), randomUUID()];
  const by = { method: 'test.webhook-first', description: CANARY, email: `${CANARY}@people.example` };
  const money = { amount: 1_200, currency: 'GBP', ...by };
  const returnUrl = `https://${CANARY.toLowerCase()}.example/cart`;
  await payments.begin({ tenantId, attemptId, checkoutId, orderId, returnUrl, ...money });
  await payments.capture(tenantId, attemptId);
  await payments.refund(tenantId, attemptId, { refundId: randomUUID(), amount: 200 });
  const settings = { holder: CANARY, iban: CANARY, bank: CANARY };
  const account = { provider: 'transfer', name: CANARY, settings };
  const added = await call('POST', '/v1/payment-accounts', { token, body: account });
  if (added.status !== 201) throw new Error(JSON.stringify(added.body));
}

/** An app of somebody else, and a desk that somebody signed in at. */
async function letIn(
  { cloud, call }: TestCloud,
  tenantId: string,
  token: string,
  who: { email: string; password: string },
): Promise<void> {
  const app = { name: CANARY, authentication: 'secret', grants: ['client_credentials'], permissions: ['orders.view'] };
  const made = await call('POST', '/auth/apps', { token, body: app });
  if (made.status !== 201) throw new Error(JSON.stringify(made.body));
  const asked = new URLSearchParams({
    client_id: 'tillhouse-desk',
    response_type: 'code',
    redirect_uri: 'http://127.0.0.1:49152/signed-in',
    scope: 'openid',
    code_challenge: 'A'.repeat(43),
    code_challenge_method: 'S256',
    device_name: CANARY,
  });
  const back = await new Browser(cloud.url).signInAndAllow(`/auth/oauth/authorize?${asked}`, {
    ...who,
    store: tenantId,
  });
  if (!back.url.includes('code=')) throw new Error(`${back.status} ${back.url}`);
}

const customer = () => ({
  id: randomUUID(),
  name: `Ada ${CANARY}`,
  email: `${CANARY}@people.example`,
  phone: null,
  city: null,
  country: null,
  note: CANARY,
  externalRef: CANARY,
  status: 'active',
});

/** The invoice of an order, as the register that numbers it would send it. */
function invoiced({ id: orderId, currency, total }: { id: string; currency: string; total: number }) {
  const party = { name: CANARY, street: CANARY, postalCode: '', city: '', country: 'GB', vatId: '' };
  const none = { shipping: 0, fee: 0, rounding: 0, footer: '', relief: null, creditOf: null, lines: [], taxByRate: [] };
  const document = {
    ...{ ...none, language: 'en', seller: party, buyer: party, orderNumber: CANARY, currency, pricesIncludeTax: true },
    ...{ soldOn: '2026-03-02', issuedOn: '2026-03-02', net: total, tax: 0, total, paid: total },
  };
  const numbered = { generation: 1, year: 2026, sequence: 1, number: `INV-${CANARY}`.slice(0, 60) };
  const decided = { ...numbered, kind: 'invoice', businessDate: '2026-03-02', creditedId: null, document };
  return { invoiceId: randomUUID(), orderId, decided };
}
