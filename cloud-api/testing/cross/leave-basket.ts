import { sealThrough } from '../../platform/db/pool-fields.ts';
import { openPools } from '../../platform/db/pools.ts';
import { roleUrls } from '../../platform/db/roles.ts';
import { cloudFields } from '../../platform/keys/cloud-fields.ts';
import { mailbox } from '../../platform/mail/mailer.ts';
import { findLeftCarts } from '../../services/storefront/left-carts/find-left-carts.ts';
import { sendCartLetters } from '../../services/storefront/left-carts/send-cart-letters.ts';
import { quiet, type TestCloud } from '../test-cloud.ts';

type Ask = (
  method: string,
  path: string,
  body: unknown,
  more?: Record<string, string>,
  as?: string,
) => Promise<unknown>;

/** Somebody left a basket, was written to about it, and wants no more of such letters. */
export async function leaveBasket(
  { cloud, call, database }: TestCloud,
  ask: Ask,
  { token, canary, variantId }: { token: string; canary: string; variantId: string },
): Promise<void> {
  const { rows } = (await call('GET', '/v1/stores', { token })).body;
  const { closedAt: _closed, updatedAt: _updated, ...of } = rows.find((one: { main: boolean }) => one.main);
  const { main: _main, ...row } = of;
  const letters = [{ afterHours: 1, subject: canary, text: `${canary} {link}` }];
  const store = { ...row, domains: [], cartLetters: { active: true, letters } };
  await ask('POST', '/v1/commands/access.saveStore', { store }, {}, token);
  const lines = [{ variantId, quantity: 1 }];
  const begun = (await ask('POST', '/shop/v1/checkouts', { lines })) as { id: string; secret: string };
  const contact = { email: `left@${canary}.example`, name: canary, phone: canary };
  const change = { contact, letters: `https://shop.example/${canary}` };
  await ask('PATCH', `/shop/v1/checkouts/${begun.id}`, change, { 'checkout-secret': begun.secret });
  const pools = openPools(roleUrls(database.url), () => {});
  sealThrough(
    [pools.app],
    cloudFields(cloud.identity.keyring, () => {}),
  );
  const mailer = mailbox();
  const now = () => Date.now() + 2 * 3_600_000;
  const context = { pool: pools.app, now, log: quiet, mailer, publicOrigin: () => cloud.url };
  await findLeftCarts(pools.system, context);
  await sendCartLetters(pools.system, context);
  await pools.close();
  const off = mailer.letters[0]?.unsubscribe;
  if (!off || (await fetch(off, { method: 'POST' })).status !== 200) throw new Error('no letter was sent, or ended');
}
