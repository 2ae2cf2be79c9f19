/** A host that writes what is personal in every way a desk does, says when all is durable, and waits to be killed. */
import { randomUUID } from 'node:crypto';
import { canary } from './canaries.ts';
import { bootDesk } from './test-desk.ts';
import { seedIds } from './seed-ids.ts';

const { bridge, said } = await bootDesk(process.argv[2] ?? '');
const id = randomUUID();
const customer = (more: object = {}) => ({
  ...{
    id,
    name: canary('name'),
    email: `${canary('mail')}@post.example`,
    phone: canary('phone'),
    city: canary('city'),
  },
  ...{ country: 'GB', note: canary('note'), externalRef: null, status: 'active', ...more },
});
await bridge.mutate('customers.save', { customers: [customer()] });
await bridge.mutate('customers.save', { customers: [customer({ name: canary('renamed'), note: canary('second') })] });
await bridge.call('basket.add', { variantId: seedIds.variant(0) });
await bridge.call('basket.park', { name: canary('parked') });
await bridge.call('basket.add', { variantId: seedIds.variant(1) });
const basket = await bridge.call('basket.setCustomer', { customerId: id });
const sold = await bridge.call('basket.payCash', {
  basketId: basket.id,
  due: basket.cashTotal,
  given: basket.cashTotal,
});
const people = await bridge.query('customers.search', { text: canary('renamed').toUpperCase() });
const byMail = await bridge.query('customers.search', { text: ` ${canary('mail').toUpperCase()}@POST.example` });
const found = await bridge.query('orders.index', { view: 'all', search: canary('renamed'), limit: 5, offset: 0 });
process.stdout.write(`${JSON.stringify({ id, number: sold.number, people, byMail, orders: found.rows, said })}\n`);
setInterval(() => {}, 1_000);
