/** What stands on an invoice, in the language of who gets it. English where there are no others. */
const english = {
  invoice: 'Invoice',
  'credit-note': 'Credit note',
  number: 'Number',
  issuedOn: 'Date of issue',
  soldOn: 'Date of supply',
  order: 'Order',
  creditOf: 'Credits invoice',
  vatId: 'VAT number',
  item: 'Description',
  quantity: 'Qty',
  each: 'Unit price',
  discount: 'Discount',
  amount: 'Amount',
  rate: 'Tax',
  net: 'Net',
  tax: 'Tax amount',
  shipping: 'Delivery',
  fee: 'Fee',
  rounding: 'Cash rounding',
  total: 'Total',
  paid: 'Paid',
  due: 'To pay',
  'reverse-charge': 'Reverse charge: the customer accounts for the tax.',
  exempt: 'Exempt from tax, certificate',
};
export type InvoiceWord = keyof typeof english;

const tables: Readonly<Record<string, Readonly<Record<InvoiceWord, string>>>> = {
  en: english,
  de: {
    ...{ invoice: 'Rechnung', 'credit-note': 'Gutschrift', number: 'Nummer', issuedOn: 'Rechnungsdatum' },
    ...{ soldOn: 'Leistungsdatum', order: 'Bestellung', creditOf: 'Zu Rechnung', vatId: 'USt-IdNr.' },
    ...{ item: 'Bezeichnung', quantity: 'Menge', each: 'Einzelpreis', discount: 'Rabatt', amount: 'Betrag' },
    ...{ rate: 'Steuer', net: 'Netto', tax: 'Steuerbetrag', shipping: 'Versand', fee: 'Gebühr' },
    ...{ rounding: 'Bargeldrundung', total: 'Gesamtbetrag', paid: 'Bezahlt', due: 'Zu zahlen' },
    'reverse-charge': 'Steuerschuldnerschaft des Leistungsempfängers.',
    exempt: 'Steuerfrei, Bescheinigung',
  },
  fr: {
    ...{ invoice: 'Facture', 'credit-note': 'Avoir', number: 'Numéro', issuedOn: 'Date d’émission' },
    ...{ soldOn: 'Date de livraison', order: 'Commande', creditOf: 'Sur la facture', vatId: 'N° de TVA' },
    ...{ item: 'Désignation', quantity: 'Qté', each: 'Prix unitaire', discount: 'Remise', amount: 'Montant' },
    ...{ rate: 'TVA', net: 'HT', tax: 'Montant TVA', shipping: 'Livraison', fee: 'Frais' },
    ...{ rounding: 'Arrondi espèces', total: 'Total TTC', paid: 'Payé', due: 'À payer' },
    'reverse-charge': 'Autoliquidation : TVA due par le preneur.',
    exempt: 'Exonéré de TVA, attestation',
  },
  es: {
    ...{ invoice: 'Factura', 'credit-note': 'Factura rectificativa', number: 'Número', issuedOn: 'Fecha de emisión' },
    ...{ soldOn: 'Fecha de operación', order: 'Pedido', creditOf: 'Rectifica la factura', vatId: 'NIF-IVA' },
    ...{ item: 'Descripción', quantity: 'Cant.', each: 'Precio', discount: 'Descuento', amount: 'Importe' },
    ...{ rate: 'IVA', net: 'Base', tax: 'Cuota', shipping: 'Envío', fee: 'Gastos' },
    ...{ rounding: 'Redondeo', total: 'Total', paid: 'Pagado', due: 'A pagar' },
    'reverse-charge': 'Inversión del sujeto pasivo.',
    exempt: 'Exento de impuesto, certificado',
  },
  it: {
    ...{ invoice: 'Fattura', 'credit-note': 'Nota di credito', number: 'Numero', issuedOn: 'Data di emissione' },
    ...{ soldOn: 'Data di vendita', order: 'Ordine', creditOf: 'Rif. fattura', vatId: 'Partita IVA' },
    ...{ item: 'Descrizione', quantity: 'Qtà', each: 'Prezzo', discount: 'Sconto', amount: 'Importo' },
    ...{ rate: 'IVA', net: 'Imponibile', tax: 'Imposta', shipping: 'Spedizione', fee: 'Spese' },
    ...{ rounding: 'Arrotondamento', total: 'Totale', paid: 'Pagato', due: 'Da pagare' },
    'reverse-charge': 'Inversione contabile.',
    exempt: 'Esente da imposta, certificato',
  },
  nl: {
    ...{ invoice: 'Factuur', 'credit-note': 'Creditfactuur', number: 'Nummer', issuedOn: 'Factuurdatum' },
    ...{ soldOn: 'Leveringsdatum', order: 'Bestelling', creditOf: 'Bij factuur', vatId: 'Btw-nummer' },
    ...{ item: 'Omschrijving', quantity: 'Aantal', each: 'Prijs', discount: 'Korting', amount: 'Bedrag' },
    ...{ rate: 'Btw', net: 'Netto', tax: 'Btw-bedrag', shipping: 'Verzending', fee: 'Kosten' },
    ...{ rounding: 'Afronding', total: 'Totaal', paid: 'Betaald', due: 'Te betalen' },
    'reverse-charge': 'Btw verlegd.',
    exempt: 'Vrijgesteld van btw, certificaat',
  },
  pl: {
    ...{ invoice: 'Faktura', 'credit-note': 'Faktura korygująca', number: 'Numer', issuedOn: 'Data wystawienia' },
    ...{ soldOn: 'Data sprzedaży', order: 'Zamówienie', creditOf: 'Do faktury', vatId: 'NIP UE' },
    ...{ item: 'Nazwa', quantity: 'Ilość', each: 'Cena', discount: 'Rabat', amount: 'Kwota' },
    ...{ rate: 'VAT', net: 'Netto', tax: 'Kwota VAT', shipping: 'Dostawa', fee: 'Opłata' },
    ...{ rounding: 'Zaokrąglenie', total: 'Razem', paid: 'Zapłacono', due: 'Do zapłaty' },
    'reverse-charge': 'Odwrotne obciążenie.',
    exempt: 'Zwolnione z podatku, zaświadczenie',
  },
};

export function invoiceWords(language: string): (word: InvoiceWord) => string {
  const table = tables[language] ?? english;
  return (word) => table[word];
}
