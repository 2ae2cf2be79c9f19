interface Words {
  readonly subject: string;
  readonly text: string;
}

const english: Words = {
  subject: 'Your order {number} is here',
  text: 'Hello {name},\n\nwhat you ordered has come and is kept for you at {place}:\n{goods}\n\nStill to pay: {due}, by {day}. Please bring the slip, or the number {number}.\n\n{store}',
};

const words: Readonly<Record<string, Words>> = {
  de: {
    subject: 'Ihre Bestellung {number} ist da',
    text: 'Guten Tag {name},\n\nwas Sie bestellt haben, ist da und liegt für Sie bereit: {place}\n{goods}\n\nNoch zu zahlen: {due}, bis {day}. Bitte bringen Sie den Zettel mit, oder die Nummer {number}.\n\n{store}',
  },
  fr: {
    subject: 'Votre commande {number} est arrivée',
    text: 'Bonjour {name},\n\nce que vous avez commandé est arrivé et vous attend : {place}\n{goods}\n\nReste à régler : {due}, avant le {day}. Merci de présenter le bon, ou le numéro {number}.\n\n{store}',
  },
  es: {
    subject: 'Su pedido {number} ha llegado',
    text: 'Hola, {name}:\n\nlo que pidió ha llegado y le espera en {place}:\n{goods}\n\nQueda por pagar: {due}, hasta el {day}. Traiga el resguardo o el número {number}.\n\n{store}',
  },
  it: {
    subject: 'Il suo ordine {number} è arrivato',
    text: 'Buongiorno {name},\n\nquello che ha ordinato è arrivato e la aspetta presso {place}:\n{goods}\n\nDa pagare ancora: {due}, entro il {day}. Porti il foglio, o il numero {number}.\n\n{store}',
  },
  ar: {
    subject: 'وصل طلبك {number}',
    text: 'مرحبًا {name},\n\nوصل ما طلبته وهو محفوظ لك في {place}:\n{goods}\n\nالمتبقي للدفع: {due}، حتى {day}. نرجو إحضار الإيصال أو الرقم {number}.\n\n{store}',
  },
  pl: {
    subject: 'Zamówienie {number} już jest',
    text: 'Dzień dobry {name},\n\nzamówione produkty dotarły i czekają: {place}\n{goods}\n\nPozostało do zapłaty: {due}, do {day}. Prosimy zabrać kwit lub numer {number}.\n\n{store}',
  },
  pt: {
    subject: 'O seu pedido {number} chegou',
    text: 'Olá {name},\n\no que pediu chegou e espera por si em {place}:\n{goods}\n\nPor pagar: {due}, até {day}. Traga o talão ou o número {number}.\n\n{store}',
  },
  nl: {
    subject: 'Uw bestelling {number} is er',
    text: 'Dag {name},\n\nwat u bestelde is er en ligt voor u klaar: {place}\n{goods}\n\nNog te betalen: {due}, voor {day}. Neem de bon mee, of het nummer {number}.\n\n{store}',
  },
};

interface Told {
  /** Of the store: `de-AT` */
  readonly locale: string;
  readonly number: string;
  readonly name: string;
  readonly place: string;
  readonly store: string;
  /** One a line, as they are said */
  readonly goods: readonly string[];
  /** With its currency */
  readonly due: string;
  readonly day: string;
}

/** What tells a customer that a special order came, in the language of its store; English where there are no words for it. */
export function layawayLetter({ locale, goods, ...said }: Told): { readonly subject: string; readonly text: string } {
  const { subject, text } = words[locale.split('-')[0] ?? ''] ?? english;
  const values: Readonly<Record<string, string>> = { ...said, goods: goods.map((line) => `- ${line}`).join('\n') };
  const fill = (of: string) =>
    of
      .replace(/\{(\w+)\}/g, (whole, name: string) => values[name] ?? whole)
      // Nobody is greeted by a space.
      .replace(/ ([,:])/g, '$1');
  return { subject: fill(subject), text: fill(text) };
}
