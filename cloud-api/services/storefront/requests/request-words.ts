/** What letters and the page about an order that waits say, by the language of the store. */
export interface RequestWords {
  readonly ask: string;
  readonly asks: Readonly<Record<'every-order' | 'over-limit' | 'on-account', string>>;
  readonly until: string;
  readonly decide: string;
  readonly total: string;
  readonly yes: string;
  readonly no: string;
  readonly reason: string;
  readonly approved: string;
  readonly paysNow: string;
  readonly placed: string;
  readonly declined: string;
  readonly expired: string;
  readonly said: string;
  readonly back: string;
  readonly wrong: string;
}

const en: RequestWords = {
  ask: '{name} asks for your yes: {total} at {store}',
  asks: {
    'every-order': '{name} has put an order together at {store}. Orders of theirs wait for your yes.',
    'over-limit': '{name} has put an order together at {store} that is above what they may order alone.',
    'on-account': '{name} has put an order together at {store}.',
  },
  until: 'The goods are held until {until}. Without an answer they are free again and nothing is ordered.',
  decide: 'Say yes or no here; the link is yours, and nobody else needs it:',
  total: 'Total',
  yes: 'Approve',
  no: 'Decline',
  reason: 'Reason, for {name} to read',
  approved: 'Your order at {store} is approved',
  paysNow: '{who} said yes to your order over {total}. Pay it until {until}; the goods are held for you:',
  placed: '{who} said yes to your order over {total}. It is placed; a confirmation follows.',
  declined: 'Your order at {store} is declined',
  expired:
    'Nobody said yes in time to your order over {total} at {store}. The goods are free again, and nothing was charged.',
  said: '{who} said no to your order over {total}. Nothing was charged.',
  back: 'Back to the order',
  wrong: 'This link is not whole, or its order is gone. Open it from the letter once more.',
};
const de: RequestWords = {
  ask: '{name} bittet um Ihre Freigabe: {total} bei {store}',
  asks: {
    'every-order':
      '{name} hat bei {store} eine Bestellung zusammengestellt. Bestellungen von {name} brauchen Ihre Freigabe.',
    'over-limit': '{name} hat bei {store} mehr zusammengestellt, als ohne Freigabe bestellt werden darf.',
    'on-account': '{name} hat bei {store} eine Bestellung zusammengestellt.',
  },
  until: 'Die Ware ist bis {until} zurückgelegt. Ohne Antwort wird sie wieder frei und nichts bestellt.',
  decide: 'Hier geben Sie frei oder lehnen ab; der Link ist nur für Sie:',
  total: 'Gesamtbetrag',
  yes: 'Freigeben',
  no: 'Ablehnen',
  reason: 'Grund, für {name} zu lesen',
  approved: 'Ihre Bestellung bei {store} ist freigegeben',
  paysNow:
    '{who} hat Ihre Bestellung über {total} freigegeben. Bezahlen Sie bis {until}; die Ware bleibt zurückgelegt:',
  placed: '{who} hat Ihre Bestellung über {total} freigegeben. Sie ist aufgegeben; eine Bestätigung folgt.',
  declined: 'Ihre Bestellung bei {store} ist abgelehnt',
  expired:
    'Ihre Bestellung über {total} bei {store} wurde nicht rechtzeitig freigegeben. Die Ware ist wieder frei, nichts wurde berechnet.',
  said: '{who} hat Ihre Bestellung über {total} abgelehnt. Nichts wurde berechnet.',
  back: 'Zurück zur Bestellung',
  wrong:
    'Dieser Link ist nicht vollständig, oder die Bestellung gibt es nicht mehr. Öffnen Sie ihn noch einmal aus dem Brief.',
};
const fr: RequestWords = {
  ask: '{name} demande votre accord : {total} chez {store}',
  asks: {
    'every-order': '{name} a préparé une commande chez {store}. Ses commandes attendent votre accord.',
    'over-limit': '{name} a préparé chez {store} une commande au-dessus de ce qui peut être commandé sans accord.',
    'on-account': '{name} a préparé une commande chez {store}.',
  },
  until: 'Les articles sont réservés jusqu’au {until}. Sans réponse ils sont libérés et rien n’est commandé.',
  decide: 'Acceptez ou refusez ici ; ce lien n’est que pour vous :',
  total: 'Total',
  yes: 'Accepter',
  no: 'Refuser',
  reason: 'Motif, à lire par {name}',
  approved: 'Votre commande chez {store} est acceptée',
  paysNow: '{who} a accepté votre commande de {total}. Payez avant le {until} ; les articles restent réservés :',
  placed: '{who} a accepté votre commande de {total}. Elle est passée ; une confirmation suit.',
  declined: 'Votre commande chez {store} est refusée',
  expired:
    'Personne n’a accepté à temps votre commande de {total} chez {store}. Les articles sont libérés, rien n’a été débité.',
  said: '{who} a refusé votre commande de {total}. Rien n’a été débité.',
  back: 'Retour à la commande',
  wrong: 'Ce lien n’est pas complet, ou la commande n’existe plus. Ouvrez-le encore depuis la lettre.',
};

const tables: Readonly<Record<string, RequestWords>> = { en, de, fr };
export const requestWords = (locale: string): RequestWords => tables[locale.slice(0, 2).toLowerCase()] ?? en;

export const filled = (text: string, of: Readonly<Record<string, string>>): string =>
  text.replaceAll(/\{(\w+)\}/g, (_, key: string) => of[key] ?? '');
