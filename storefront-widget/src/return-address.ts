const RETURN = 'th-checkout';

/** The checkout of whose payment the browser has just come back, by the address of the page. */
export const returnedCheckout = (): string | null => new URLSearchParams(location.search).get(RETURN);

/** Whether the browser came by the letter about a basket that was left. */
export const cameByLetter = (): boolean => location.hash.startsWith('#th-cart=');

/** This page, without what a payment page has added to its address. */
export function ownAddress(): string {
  const url = new URL(location.href);
  url.searchParams.delete(RETURN);
  return url.href;
}

/** Whether the browser came back from a payment; the address is as it was from then on. */
export function takeReturn(): boolean {
  const returned = returnedCheckout() !== null;
  if (returned) history.replaceState(history.state, '', ownAddress());
  return returned;
}

export interface Returns {
  /** The connection is back */
  readonly online: () => void;
  /** The page is looked at again */
  readonly seen: () => void;
  /** The back button brought the page as it was left, on its way to pay */
  readonly cameBack: () => void;
}

/** Hears when somebody or something is back. @returns how that ends */
export function onReturns({ online, seen, cameBack }: Returns): () => void {
  const shown = (event: PageTransitionEvent): void => {
    if (event.persisted) cameBack();
  };
  const visible = (): void => {
    if (document.visibilityState === 'visible') seen();
  };
  addEventListener('online', online);
  addEventListener('pageshow', shown);
  document.addEventListener('visibilitychange', visible);
  return () => {
    removeEventListener('online', online);
    removeEventListener('pageshow', shown);
    document.removeEventListener('visibilitychange', visible);
  };
}
