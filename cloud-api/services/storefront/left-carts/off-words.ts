/** What ends letters about baskets says, by the language of its store. */
export interface OffWords {
  /** Under each letter */
  readonly why: string;
  readonly title: string;
  readonly ask: string;
  readonly yes: string;
  readonly done: string;
  readonly wrong: string;
}

const en: OffWords = {
  why: 'You get this because you asked {store} to remind you of your basket. No more of these letters:',
  title: 'Letters about your basket',
  ask: '{store} is to send no more reminders of baskets to this address. Letters about orders still come.',
  yes: 'Send no more',
  done: 'Done. No more reminders of baskets go to this address.',
  wrong: 'This link is not whole, or too old. Follow it from the letter once more.',
};

const words: Readonly<Record<string, OffWords>> = {
  en,
  de: {
    why: 'Sie erhalten dies, weil {store} Sie an Ihren Warenkorb erinnern durfte. Keine solchen Mails mehr:',
    title: 'Mails zu Ihrem Warenkorb',
    ask: '{store} soll an diese Adresse keine Erinnerungen an Warenkörbe mehr senden. Mails zu Bestellungen kommen weiterhin.',
    yes: 'Nichts mehr senden',
    done: 'Erledigt. An diese Adresse gehen keine Erinnerungen an Warenkörbe mehr.',
    wrong: 'Dieser Link ist nicht vollständig oder zu alt. Öffnen Sie ihn noch einmal aus der Mail.',
  },
  fr: {
    why: 'Vous recevez ceci car vous avez accepté que {store} vous rappelle votre panier. Ne plus recevoir ces messages :',
    title: 'Messages sur votre panier',
    ask: '{store} n’enverra plus de rappels de panier à cette adresse. Les messages sur vos commandes continuent.',
    yes: 'Ne plus rien envoyer',
    done: 'C’est fait. Plus aucun rappel de panier ne sera envoyé à cette adresse.',
    wrong: 'Ce lien n’est pas complet ou est trop ancien. Suivez-le encore une fois depuis le message.',
  },
  es: {
    why: 'Recibe esto porque aceptó que {store} le recordara su cesta. No recibir más estos mensajes:',
    title: 'Mensajes sobre su cesta',
    ask: '{store} no enviará más recordatorios de cestas a esta dirección. Los mensajes sobre pedidos siguen llegando.',
    yes: 'No enviar más',
    done: 'Hecho. No se enviarán más recordatorios de cestas a esta dirección.',
    wrong: 'Este enlace no está completo o es demasiado antiguo. Ábralo otra vez desde el mensaje.',
  },
  it: {
    why: 'Riceve questo messaggio perché ha chiesto a {store} di ricordarle il suo carrello. Per non riceverne altri:',
    title: 'Messaggi sul suo carrello',
    ask: '{store} non invierà più promemoria dei carrelli a questo indirizzo. I messaggi sugli ordini continuano.',
    yes: 'Non inviare più',
    done: 'Fatto. A questo indirizzo non arriveranno più promemoria dei carrelli.',
    wrong: 'Questo link non è completo o è troppo vecchio. Lo apra ancora una volta dal messaggio.',
  },
  nl: {
    why: 'U krijgt dit omdat {store} u aan uw winkelmand mocht herinneren. Geen berichten meer:',
    title: 'Berichten over uw winkelmand',
    ask: '{store} stuurt geen herinneringen aan winkelmanden meer naar dit adres. Berichten over bestellingen komen nog wel.',
    yes: 'Niets meer sturen',
    done: 'Gedaan. Er gaan geen herinneringen aan winkelmanden meer naar dit adres.',
    wrong: 'Deze link is niet compleet of te oud. Open hem nog eens vanuit het bericht.',
  },
};

/** @param locale BCP 47; a language that there are no words for reads English */
export const offWords = (locale: string): OffWords => words[locale.split('-')[0] ?? ''] ?? en;
