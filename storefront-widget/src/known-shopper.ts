import type { CheckoutFlow } from './checkout-flow.ts';
import type { Keeper } from './checkout-kept.ts';
import type { ViewHost } from './lazy-element.ts';
import type { MorePieces } from './more-part.ts';
import type { Store } from './store.ts';

type Flow = Pick<CheckoutFlow, 'state' | 'checkout' | 'kept' | 'change' | 'restart'>;

/** A checkout that was begun before its shopper signed in is told who it is: the shop fills in what it knows. */
export async function fillIn({ signIn }: Pick<Store, 'signIn'>, flow: Flow): Promise<void> {
  if (signIn.in && flow.state === 'open' && !flow.checkout?.contact) await flow.change({});
}

/** Whoever came by the letter about their basket has it back; without the part that knows how, the checkout begins as it else does. */
export async function comeByLetter(host: ViewHost, shop: Store, kept: Keeper): Promise<void> {
  const more = await host.bringPart('more').catch(() => null);
  await (more?.pieces as MorePieces | undefined)?.comeBack(shop, kept);
}

/** Somebody signs in beside it, or out: then the next one at this browser is not to see what was typed. @returns how that ends */
export function followSignIn({ signIn }: Pick<Store, 'signIn'>, flow: Flow): () => void {
  return signIn.onChange(() => {
    if (flow.state !== 'open') return;
    if (signIn.in) return void flow.change({});
    flow.kept.draft = null;
    void flow.restart();
  });
}
