const NAME = 'tillhouse-currency:';

/** What the shopper chose to pay in at this shop; empty: nothing. */
export function chosenCurrency(place: string): string {
  try {
    return localStorage.getItem(NAME + place) ?? '';
  } catch {
    // Nothing is kept in this browser: then the shop's own.
    return '';
  }
}

/** @returns whether this browser keeps it */
export function chooseCurrency(place: string, currency: string): boolean {
  try {
    localStorage.setItem(NAME + place, currency);
    return true;
  } catch {
    return false;
  }
}
