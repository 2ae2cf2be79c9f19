import { AccountView } from './account-view.ts';
import type { Views } from './bring.ts';
import { followerOf } from './follow-cart.ts';
import type { Store } from './store.ts';

/** The file of accounts: brought when one is looked at, and on every page of who is signed in. */
export const views: Views = { account: (host) => new AccountView(host) };
export const follow = (shop: Store): void =>
  void followerOf(shop)
    .sync()
    .catch(() => {});
