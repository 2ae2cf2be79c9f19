/** What stands on the slip of a layaway, in the languages of receipts. */
const english = {
  LAYAWAY: 'PUT ASIDE FOR YOU',
  ORDERED: 'ORDERED FOR YOU',
  agreed: 'Agreed price',
  paidSoFar: 'Paid so far',
  payUntil: 'To be paid by {day}',
  toCome: '{n} still to come',
  showSlip: 'Please bring this slip.',
  sendTo: 'Will be sent to {name}',
  pickUpAt: 'To be picked up: {place}',
};
export type SlipWord = keyof typeof english;

const tables: Readonly<Record<string, Readonly<Record<SlipWord, string>>>> = {
  de: {
    LAYAWAY: 'FÜR SIE ZURÜCKGELEGT',
    ORDERED: 'FÜR SIE BESTELLT',
    agreed: 'Vereinbarter Preis',
    paidSoFar: 'Bisher gezahlt',
    payUntil: 'Zu zahlen bis {day}',
    toCome: '{n} kommt noch',
    showSlip: 'Bitte diesen Zettel mitbringen.',
    sendTo: 'Wird gesendet an {name}',
    pickUpAt: 'Abzuholen: {place}',
  },
  fr: {
    LAYAWAY: 'MIS DE CÔTÉ POUR VOUS',
    ORDERED: 'COMMANDÉ POUR VOUS',
    agreed: 'Prix convenu',
    paidSoFar: 'Versé à ce jour',
    payUntil: 'À régler avant le {day}',
    toCome: '{n} à recevoir',
    showSlip: 'Merci de présenter ce bon.',
    sendTo: 'Sera envoyé à {name}',
    pickUpAt: 'À retirer : {place}',
  },
  es: {
    LAYAWAY: 'APARTADO PARA USTED',
    ORDERED: 'PEDIDO PARA USTED',
    agreed: 'Precio acordado',
    paidSoFar: 'Pagado hasta hoy',
    payUntil: 'A pagar hasta el {day}',
    toCome: '{n} por llegar',
    showSlip: 'Traiga este resguardo, por favor.',
    sendTo: 'Se enviará a {name}',
    pickUpAt: 'Para recoger: {place}',
  },
  it: {
    LAYAWAY: 'MESSO DA PARTE PER LEI',
    ORDERED: 'ORDINATO PER LEI',
    agreed: 'Prezzo concordato',
    paidSoFar: 'Versato finora',
    payUntil: 'Da pagare entro il {day}',
    toCome: '{n} in arrivo',
    showSlip: 'Si prega di portare questo foglio.',
    sendTo: 'Sarà spedito a {name}',
    pickUpAt: 'Da ritirare: {place}',
  },
  nl: {
    LAYAWAY: 'VOOR U APART GELEGD',
    ORDERED: 'VOOR U BESTELD',
    agreed: 'Afgesproken prijs',
    paidSoFar: 'Tot nu toe betaald',
    payUntil: 'Te betalen voor {day}',
    toCome: '{n} komt nog',
    showSlip: 'Neem deze bon mee.',
    sendTo: 'Wordt verzonden aan {name}',
    pickUpAt: 'Af te halen: {place}',
  },
  ar: {
    LAYAWAY: 'محفوظ لك',
    ORDERED: 'مطلوب لك',
    agreed: 'السعر المتفق عليه',
    paidSoFar: 'المدفوع حتى الآن',
    payUntil: 'يُدفع حتى {day}',
    toCome: 'بانتظار وصول {n}',
    showSlip: 'يرجى إحضار هذه القسيمة.',
    sendTo: 'يُرسل إلى {name}',
    pickUpAt: 'يُستلم من {place}',
  },
};

/** @param language as `ReceiptSpeech` has it: `de`; English where there are no others */
export function slipWord(language: string, word: SlipWord, values: Readonly<Record<string, string>> = {}): string {
  return (tables[language] ?? english)[word].replace(/\{(\w+)\}/g, (whole, name: string) => values[name] ?? whole);
}
