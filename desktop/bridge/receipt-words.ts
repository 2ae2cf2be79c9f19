/** What stands on the papers of a till, in the language of the store. English where there are no others; a table is whole or does not compile. */
const english = {
  cash: 'Cash',
  card: 'Card',
  test: 'Test card',
  historical: 'Paid',
  online: 'Paid online',
  'gift-card': 'Gift card',
  'store-credit': 'Store credit',
  exchange: 'Brought back',
  layaway: 'Paid before',
  points: '{n} points',
  earned: 'Points earned',
  takenBack: 'Points taken back',
  pointsLeft: 'Your points',
  left: 'Left on it',
  auth: 'auth',
  change: 'Change',
  provider: 'Paid back by the provider',
  against: 'Set against what is open',
  due: 'Still to pay',
  payBy: 'On account, to be paid by {day}',
  tip: 'Tip, thank you',
  serial: 'Serial no. {n}',
  foreign: 'Given: {given} {currency}, at {rate}',
  EXCHANGE: 'EXCHANGE',
  broughtOf: 'Brought back, of {number}',
  GIVEN: 'GIVEN BACK',
  DIFFERENCE: 'DIFFERENCE',
  COPY: 'COPY',
  GIFT: 'GIFT RECEIPT',
  RETURN: 'RETURN',
  WITHOUT: 'RETURN WITHOUT RECEIPT',
  PART: 'PART {n} OF {of}',
  whole: 'The whole bill',
  subtotalOne: 'Subtotal, 1 item',
  subtotal: 'Subtotal, {n} items',
  save: 'You save',
  discount: 'Discount',
  delivery: 'Delivery',
  fee: 'Fee kept',
  rounding: 'Cash rounding',
  TOTAL: 'TOTAL',
  tax: 'VAT',
  net: 'Net',
  gross: 'Gross',
  GIFTCARD: 'GIFT CARD',
  goodUntil: 'Good until {day}',
  goodForEver: 'Good for ever',
  spend: 'Whoever has this code can spend it.',
};
export type ReceiptWord = keyof typeof english;

const tables: Readonly<Record<string, Readonly<Record<ReceiptWord, string>>>> = {
  en: english,
  de: {
    ...{
      points: '{n} Punkte',
      earned: 'Punkte gesammelt',
      takenBack: 'Punkte zurückgenommen',
      pointsLeft: 'Ihre Punkte',
    },
    ...{ cash: 'Bar', card: 'Karte', test: 'Testkarte', historical: 'Bezahlt', online: 'Online bezahlt' },
    ...{ 'gift-card': 'Gutschein', 'store-credit': 'Guthaben', exchange: 'Zurückgebracht', left: 'Noch darauf' },
    ...{
      auth: 'Genehmigung',
      change: 'Rückgeld',
      provider: 'Vom Anbieter erstattet',
      against: 'Mit Offenem verrechnet',
      due: 'Noch zu zahlen',
      payBy: 'Auf Rechnung, zahlbar bis {day}',
    },
    ...{
      serial: 'Seriennr. {n}',
      foreign: 'Gegeben: {given} {currency}, Kurs {rate}',
      tip: 'Trinkgeld, danke',
      EXCHANGE: 'UMTAUSCH',
      broughtOf: 'Zurückgebracht, von {number}',
    },
    ...{ GIVEN: 'ZURÜCKGEGEBEN', DIFFERENCE: 'DIFFERENZ', COPY: 'KOPIE', GIFT: 'GESCHENKBELEG', RETURN: 'RÜCKGABE' },
    ...{ WITHOUT: 'RÜCKGABE OHNE BELEG', PART: 'TEIL {n} VON {of}', whole: 'Die ganze Rechnung' },
    ...{ subtotalOne: 'Zwischensumme, 1 Artikel', subtotal: 'Zwischensumme, {n} Artikel', save: 'Sie sparen' },
    ...{ discount: 'Rabatt', delivery: 'Lieferung', fee: 'Einbehalten', rounding: 'Bargeldrundung', TOTAL: 'SUMME' },
    ...{ tax: 'MwSt.', net: 'Netto', gross: 'Brutto', GIFTCARD: 'GUTSCHEIN', goodUntil: 'Gültig bis {day}' },
    ...{ goodForEver: 'Unbegrenzt gültig', spend: 'Wer diesen Code hat, kann ihn einlösen.' },
    layaway: 'Angezahlt',
  },
  fr: {
    ...{ points: '{n} points', earned: 'Points gagnés', takenBack: 'Points repris', pointsLeft: 'Vos points' },
    ...{ cash: 'Espèces', card: 'Carte', test: 'Carte de test', historical: 'Payé', online: 'Payé en ligne' },
    ...{ 'gift-card': 'Carte cadeau', 'store-credit': 'Avoir', exchange: 'Rapporté', left: 'Reste dessus' },
    ...{
      auth: 'autorisation',
      change: 'Rendu',
      provider: 'Remboursé par le prestataire',
      against: 'Déduit du reste à payer',
      due: 'Reste à payer',
      payBy: 'En compte, à payer au plus tard le {day}',
    },
    ...{
      serial: 'N° de série {n}',
      foreign: 'Remis : {given} {currency}, cours {rate}',
      tip: 'Pourboire, merci',
      EXCHANGE: 'ÉCHANGE',
      broughtOf: 'Rapporté, de {number}',
      GIVEN: 'RENDU',
    },
    ...{ DIFFERENCE: 'DIFFÉRENCE', COPY: 'COPIE', GIFT: 'TICKET CADEAU', RETURN: 'RETOUR' },
    ...{ WITHOUT: 'RETOUR SANS TICKET', PART: 'PART {n} SUR {of}', whole: 'Toute l’addition' },
    ...{ subtotalOne: 'Sous-total, 1 article', subtotal: 'Sous-total, {n} articles', save: 'Vous économisez' },
    ...{ discount: 'Remise', delivery: 'Livraison', fee: 'Frais retenus', rounding: 'Arrondi espèces', TOTAL: 'TOTAL' },
    ...{ tax: 'TVA', net: 'HT', gross: 'TTC', GIFTCARD: 'CARTE CADEAU', goodUntil: 'Valable jusqu’au {day}' },
    ...{ goodForEver: 'Valable sans limite', spend: 'Qui détient ce code peut le dépenser.' },
    layaway: 'Déjà versé',
  },
  es: {
    ...{ points: '{n} puntos', earned: 'Puntos ganados', takenBack: 'Puntos retirados', pointsLeft: 'Sus puntos' },
    ...{
      cash: 'Efectivo',
      card: 'Tarjeta',
      test: 'Tarjeta de prueba',
      historical: 'Pagado',
      online: 'Pagado en línea',
    },
    ...{ 'gift-card': 'Tarjeta regalo', 'store-credit': 'Vale', exchange: 'Devuelto', left: 'Queda en ella' },
    ...{
      auth: 'autorización',
      change: 'Cambio',
      provider: 'Devuelto por el proveedor',
      against: 'Descontado de lo pendiente',
      due: 'Por pagar',
      payBy: 'A cuenta, a pagar hasta el {day}',
    },
    ...{
      serial: 'N.º de serie {n}',
      foreign: 'Entregado: {given} {currency}, cambio {rate}',
      tip: 'Propina, gracias',
      EXCHANGE: 'CAMBIO',
      broughtOf: 'Devuelto, de {number}',
      GIVEN: 'DEVUELTO',
    },
    ...{ DIFFERENCE: 'DIFERENCIA', COPY: 'COPIA', GIFT: 'TIQUE REGALO', RETURN: 'DEVOLUCIÓN' },
    ...{ WITHOUT: 'DEVOLUCIÓN SIN TIQUE', PART: 'PARTE {n} DE {of}', whole: 'La cuenta entera' },
    ...{ subtotalOne: 'Subtotal, 1 artículo', subtotal: 'Subtotal, {n} artículos', save: 'Usted ahorra' },
    ...{ discount: 'Descuento', delivery: 'Envío', fee: 'Gastos retenidos', rounding: 'Redondeo', TOTAL: 'TOTAL' },
    ...{ tax: 'IVA', net: 'Base', gross: 'Total', GIFTCARD: 'TARJETA REGALO', goodUntil: 'Válida hasta el {day}' },
    ...{ goodForEver: 'Válida sin límite', spend: 'Quien tenga este código puede gastarlo.' },
    layaway: 'Pagado antes',
  },
  it: {
    ...{ points: '{n} punti', earned: 'Punti guadagnati', takenBack: 'Punti ripresi', pointsLeft: 'I suoi punti' },
    ...{ cash: 'Contanti', card: 'Carta', test: 'Carta di prova', historical: 'Pagato', online: 'Pagato online' },
    ...{ 'gift-card': 'Carta regalo', 'store-credit': 'Buono', exchange: 'Reso', left: 'Resta su di essa' },
    ...{
      auth: 'autorizzazione',
      change: 'Resto',
      provider: 'Rimborsato dal fornitore',
      against: 'Detratto da quanto è dovuto',
      due: 'Da pagare',
      payBy: 'In conto, da pagare entro il {day}',
    },
    ...{
      serial: 'N. di serie {n}',
      foreign: 'Consegnati: {given} {currency}, cambio {rate}',
      tip: 'Mancia, grazie',
      EXCHANGE: 'CAMBIO',
      broughtOf: 'Reso, di {number}',
      GIVEN: 'RESTITUITO',
    },
    ...{ DIFFERENCE: 'DIFFERENZA', COPY: 'COPIA', GIFT: 'SCONTRINO REGALO', RETURN: 'RESO' },
    ...{ WITHOUT: 'RESO SENZA SCONTRINO', PART: 'PARTE {n} DI {of}', whole: 'Il conto intero' },
    ...{ subtotalOne: 'Subtotale, 1 articolo', subtotal: 'Subtotale, {n} articoli', save: 'Lei risparmia' },
    ...{ discount: 'Sconto', delivery: 'Spedizione', fee: 'Trattenuto', rounding: 'Arrotondamento', TOTAL: 'TOTALE' },
    ...{ tax: 'IVA', net: 'Imponibile', gross: 'Totale', GIFTCARD: 'CARTA REGALO', goodUntil: 'Valida fino al {day}' },
    ...{ goodForEver: 'Valida senza limite', spend: 'Chi ha questo codice può spenderlo.' },
    layaway: 'Già versato',
  },
  nl: {
    ...{ points: '{n} punten', earned: 'Gespaarde punten', takenBack: 'Teruggenomen punten', pointsLeft: 'Uw punten' },
    ...{ cash: 'Contant', card: 'Pin', test: 'Testkaart', historical: 'Betaald', online: 'Online betaald' },
    ...{ 'gift-card': 'Cadeaukaart', 'store-credit': 'Tegoed', exchange: 'Teruggebracht', left: 'Staat er nog op' },
    ...{
      auth: 'autorisatie',
      change: 'Wisselgeld',
      provider: 'Terugbetaald door de aanbieder',
      against: 'Verrekend met wat openstaat',
      due: 'Nog te betalen',
      payBy: 'Op rekening, uiterlijk te betalen op {day}',
    },
    ...{
      serial: 'Serienr. {n}',
      foreign: 'Gegeven: {given} {currency}, koers {rate}',
      tip: 'Fooi, dank u',
      EXCHANGE: 'RUILEN',
      broughtOf: 'Teruggebracht, van {number}',
      GIVEN: 'TERUGGEGEVEN',
    },
    ...{ DIFFERENCE: 'VERSCHIL', COPY: 'KOPIE', GIFT: 'CADEAUBON', RETURN: 'RETOUR' },
    ...{ WITHOUT: 'RETOUR ZONDER BON', PART: 'DEEL {n} VAN {of}', whole: 'De hele rekening' },
    ...{ subtotalOne: 'Subtotaal, 1 artikel', subtotal: 'Subtotaal, {n} artikelen', save: 'U bespaart' },
    ...{ discount: 'Korting', delivery: 'Bezorging', fee: 'Ingehouden', rounding: 'Afronding', TOTAL: 'TOTAAL' },
    ...{ tax: 'Btw', net: 'Netto', gross: 'Bruto', GIFTCARD: 'CADEAUKAART', goodUntil: 'Geldig tot en met {day}' },
    ...{ goodForEver: 'Onbeperkt geldig', spend: 'Wie deze code heeft, kan hem besteden.' },
    layaway: 'Al betaald',
  },
  ar: {
    ...{ points: '{n} نقطة', earned: 'نقاط مكتسبة', takenBack: 'نقاط مسحوبة', pointsLeft: 'نقاطك' },
    ...{ cash: 'نقدًا', card: 'بطاقة', test: 'بطاقة تجربة', historical: 'مدفوع', online: 'مدفوع عبر الإنترنت' },
    ...{ 'gift-card': 'بطاقة هدية', 'store-credit': 'رصيد المتجر', exchange: 'مُرجَع', left: 'المتبقي عليها' },
    ...{
      auth: 'رقم الموافقة',
      change: 'الباقي',
      provider: 'يعيده مزود الدفع',
      against: 'خُصم من المبلغ المستحق',
      due: 'المتبقي للدفع',
      payBy: 'على الحساب، يُدفع حتى {day}',
    },
    ...{
      serial: 'رقم {n}',
      foreign: 'سُلِّم: {given} {currency}، بسعر {rate}',
      tip: 'إكرامية، شكرًا',
      EXCHANGE: 'استبدال',
      broughtOf: 'مُرجَع من {number}',
      GIVEN: 'أُعيد المبلغ',
    },
    ...{ DIFFERENCE: 'الفرق', COPY: 'نسخة', GIFT: 'إيصال هدية', RETURN: 'إرجاع', WITHOUT: 'إرجاع بلا إيصال' },
    ...{ PART: 'الجزء {n} من {of}', whole: 'الفاتورة كاملة', subtotalOne: 'المجموع الفرعي، قطعة واحدة' },
    ...{ subtotal: 'المجموع الفرعي، عدد القطع {n}', save: 'وفّرت', discount: 'خصم', delivery: 'التوصيل' },
    ...{ fee: 'رسوم محتجزة', rounding: 'تقريب النقد', TOTAL: 'الإجمالي', tax: 'الضريبة', net: 'الصافي' },
    ...{ gross: 'الإجمالي', GIFTCARD: 'بطاقة هدية', goodUntil: 'صالحة حتى {day}', goodForEver: 'صالحة دائمًا' },
    spend: 'من لديه هذا الرمز يمكنه صرفه.',
    layaway: 'مدفوع سابقًا',
  },
};

/** Written from right to left, in letters that roll printers of this kind have not: they are drawn, and where nothing can draw, English stands. */
const rightToLeft: readonly string[] = ['ar'];

export const receiptLanguages: readonly string[] = Object.keys(tables);
/** Those that a roll printer has the letters of. */
export const printerLanguages = receiptLanguages.filter((language) => !rightToLeft.includes(language));

/** What stands before an amount that is due: to pay, or of a return what nobody had paid for, or what a provider pays back. */
export const dueWord = ({
  due,
  against,
}: {
  readonly due: number;
  readonly against?: boolean | undefined;
}): ReceiptWord => (due > 0 ? 'due' : against ? 'against' : 'provider');

export interface ReceiptSpeech {
  /** Of the words: `de` */
  readonly language: string;
  readonly dir: 'ltr' | 'rtl';
  say(word: ReceiptWord, values?: Readonly<Record<string, string | number>>): string;
  /** A name of a payment; what has none stands as it is */
  tender(kind: string): string;
  /** `12.50` as it is written there */
  amount(plain: string): string;
  /** "Sat 21 Nov 2026 11:03" on the clock of a store */
  moment(at: number, timeZone: string): string;
  day(date: string): string;
}

/** How a paper speaks, by the locale of a store: `de-AT`. @param on `printer`: one that only has letters of its own; `screen`: what draws every script */
export function speechOf(locale: string, on: 'screen' | 'printer' = 'screen'): ReceiptSpeech {
  const wanted = locale.split('-')[0] ?? 'en';
  const language = (on === 'screen' ? receiptLanguages : printerLanguages).includes(wanted) ? wanted : 'en';
  const dir = rightToLeft.includes(language) ? 'rtl' : 'ltr';
  const words = tables[language] ?? english;
  // Amounts of a till are in the digits of its keys.
  const tag = language === wanted ? (dir === 'rtl' ? `${locale}-u-nu-latn` : locale) : 'en-GB';
  const comma =
    language !== 'en' && dir === 'ltr' && tag !== 'de-CH' && tag !== 'fr-CH' && tag !== 'it-CH' && tag !== 'es-MX';
  const format = (options: Intl.DateTimeFormatOptions) => new Intl.DateTimeFormat(tag, options);
  return {
    ...{ language, dir },
    say: (word, values = {}) =>
      words[word].replace(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole)),
    tender: (kind) => (kind in words ? words[kind as ReceiptWord] : kind),
    amount: (plain) => (comma ? plain.replace('.', ',') : plain),
    moment(at, timeZone) {
      const day = format({ timeZone, weekday: 'short', day: '2-digit', month: 'short', year: 'numeric' }).format(at);
      const time = format({ timeZone, hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }).format(at);
      return `${day.replaceAll(',', '')} ${time}`;
    },
    day: (date) =>
      format({ timeZone: 'UTC', day: 'numeric', month: 'long', year: 'numeric' }).format(
        Date.parse(`${date}T00:00:00Z`),
      ),
  };
}
