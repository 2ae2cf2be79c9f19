/** What the page to pay what is due says, and the letter that leads to it; by the language of the store. */
export interface DueWords {
  readonly title: string;
  readonly total: string;
  readonly paid: string;
  readonly coming: string;
  readonly due: string;
  readonly how: string;
  readonly pay: string;
  readonly thanks: string;
  readonly nothing: string;
  readonly waits: string;
  readonly failed: string;
  readonly changed: string;
  readonly gaveBack: string;
  readonly none: string;
  readonly back: string;
  readonly wrong: string;
  readonly subject: string;
  readonly letter: string;
  readonly already: string;
}

const en: DueWords = {
  title: 'Pay order {number}',
  total: 'Total',
  paid: 'Paid so far',
  coming: 'Already on its way',
  due: 'To pay now',
  how: 'How would you like to pay?',
  pay: 'Pay {amount}',
  thanks: 'Paid: {amount}. Thank you.',
  nothing: 'Nothing is due on this order any more.',
  waits: 'Your payment is on its way. This page looks again by itself.',
  failed: 'The payment did not come about. Nothing was charged; you can try again.',
  changed: 'The sum has changed meanwhile. Nothing was charged; please look at it once more.',
  gaveBack: 'Less was due by then: {amount} goes back to you by itself.',
  none: 'It cannot be paid online at the moment. Please ask {store}.',
  back: 'Back to {store}',
  wrong: 'This link is not whole, or its order is gone. Please open it once more from where you have it.',
  subject: 'Order {number} at {store}: {amount} to pay',
  letter: '{amount} is due on your order {number} at {store}. You can pay it here:',
  already: 'If you have paid it already, you need do nothing.',
};
const de: DueWords = {
  title: 'Bestellung {number} bezahlen',
  total: 'Gesamtbetrag',
  paid: 'Bisher bezahlt',
  coming: 'Bereits unterwegs',
  due: 'Jetzt zu zahlen',
  how: 'Wie möchten Sie bezahlen?',
  pay: '{amount} bezahlen',
  thanks: 'Bezahlt: {amount}. Vielen Dank.',
  nothing: 'Zu dieser Bestellung ist nichts mehr offen.',
  waits: 'Ihre Zahlung ist unterwegs. Diese Seite sieht von selbst wieder nach.',
  failed: 'Die Zahlung kam nicht zustande. Es wurde nichts abgebucht; Sie können es noch einmal versuchen.',
  changed: 'Der Betrag hat sich inzwischen geändert. Es wurde nichts abgebucht; bitte sehen Sie noch einmal hin.',
  gaveBack: 'Inzwischen war weniger offen: {amount} geht von selbst an Sie zurück.',
  none: 'Online kann das gerade nicht bezahlt werden. Bitte fragen Sie {store}.',
  back: 'Zurück zu {store}',
  wrong: 'Dieser Link ist unvollständig oder die Bestellung gibt es nicht mehr. Bitte öffnen Sie ihn noch einmal.',
  subject: 'Bestellung {number} bei {store}: {amount} offen',
  letter: 'Zu Ihrer Bestellung {number} bei {store} sind {amount} offen. Hier können Sie bezahlen:',
  already: 'Falls Sie schon bezahlt haben, brauchen Sie nichts zu tun.',
};
const fr: DueWords = {
  title: 'Payer la commande {number}',
  total: 'Total',
  paid: 'Déjà payé',
  coming: 'Déjà en cours',
  due: 'À payer maintenant',
  how: 'Comment souhaitez-vous payer ?',
  pay: 'Payer {amount}',
  thanks: 'Payé : {amount}. Merci.',
  nothing: 'Plus rien n’est dû pour cette commande.',
  waits: 'Votre paiement est en cours. Cette page se met à jour d’elle-même.',
  failed: 'Le paiement n’a pas abouti. Rien n’a été débité ; vous pouvez réessayer.',
  changed: 'Le montant a changé entre-temps. Rien n’a été débité ; vérifiez-le de nouveau.',
  gaveBack: 'Moins était dû à ce moment : {amount} vous est remboursé automatiquement.',
  none: 'Le paiement en ligne n’est pas possible pour le moment. Adressez-vous à {store}.',
  back: 'Retour à {store}',
  wrong: 'Ce lien est incomplet ou la commande n’existe plus. Ouvrez-le de nouveau.',
  subject: 'Commande {number} chez {store} : {amount} à payer',
  letter: 'Il reste {amount} à payer pour votre commande {number} chez {store}. Vous pouvez payer ici :',
  already: 'Si vous avez déjà payé, vous n’avez rien à faire.',
};
const es: DueWords = {
  title: 'Pagar el pedido {number}',
  total: 'Total',
  paid: 'Pagado hasta ahora',
  coming: 'Ya en camino',
  due: 'A pagar ahora',
  how: '¿Cómo quiere pagar?',
  pay: 'Pagar {amount}',
  thanks: 'Pagado: {amount}. Gracias.',
  nothing: 'Ya no queda nada por pagar de este pedido.',
  waits: 'Su pago está en camino. Esta página se actualiza sola.',
  failed: 'El pago no se realizó. No se ha cobrado nada; puede intentarlo de nuevo.',
  changed: 'El importe ha cambiado entretanto. No se ha cobrado nada; revíselo, por favor.',
  gaveBack: 'Se debía menos en ese momento: le devolvemos {amount} automáticamente.',
  none: 'Ahora mismo no se puede pagar en línea. Pregunte a {store}.',
  back: 'Volver a {store}',
  wrong: 'Este enlace está incompleto o el pedido ya no existe. Ábralo de nuevo.',
  subject: 'Pedido {number} en {store}: {amount} por pagar',
  letter: 'Quedan {amount} por pagar de su pedido {number} en {store}. Puede pagar aquí:',
  already: 'Si ya lo ha pagado, no tiene que hacer nada.',
};
const it: DueWords = {
  title: 'Pagare l’ordine {number}',
  total: 'Totale',
  paid: 'Pagato finora',
  coming: 'Già in arrivo',
  due: 'Da pagare ora',
  how: 'Come desidera pagare?',
  pay: 'Paga {amount}',
  thanks: 'Pagato: {amount}. Grazie.',
  nothing: 'Per questo ordine non è dovuto più nulla.',
  waits: 'Il pagamento è in corso. Questa pagina si aggiorna da sola.',
  failed: 'Il pagamento non è riuscito. Nulla è stato addebitato; può riprovare.',
  changed: 'L’importo è cambiato nel frattempo. Nulla è stato addebitato; lo controlli di nuovo.',
  gaveBack: 'Era dovuto meno: {amount} le viene restituito automaticamente.',
  none: 'Al momento non si può pagare online. Si rivolga a {store}.',
  back: 'Torna a {store}',
  wrong: 'Questo link è incompleto o l’ordine non esiste più. Lo apra di nuovo.',
  subject: 'Ordine {number} da {store}: {amount} da pagare',
  letter: 'Per il suo ordine {number} da {store} restano da pagare {amount}. Può pagare qui:',
  already: 'Se ha già pagato, non deve fare nulla.',
};
const nl: DueWords = {
  title: 'Bestelling {number} betalen',
  total: 'Totaal',
  paid: 'Tot nu toe betaald',
  coming: 'Al onderweg',
  due: 'Nu te betalen',
  how: 'Hoe wilt u betalen?',
  pay: '{amount} betalen',
  thanks: 'Betaald: {amount}. Dank u.',
  nothing: 'Voor deze bestelling staat niets meer open.',
  waits: 'Uw betaling is onderweg. Deze pagina kijkt vanzelf opnieuw.',
  failed: 'De betaling is niet gelukt. Er is niets afgeschreven; u kunt het opnieuw proberen.',
  changed: 'Het bedrag is intussen veranderd. Er is niets afgeschreven; kijk het nog eens na.',
  gaveBack: 'Er stond minder open: {amount} krijgt u vanzelf terug.',
  none: 'Online betalen kan nu niet. Vraag het {store}.',
  back: 'Terug naar {store}',
  wrong: 'Deze link is niet volledig, of de bestelling bestaat niet meer. Open hem nog eens.',
  subject: 'Bestelling {number} bij {store}: {amount} te betalen',
  letter: 'Voor uw bestelling {number} bij {store} staat nog {amount} open. U kunt hier betalen:',
  already: 'Hebt u al betaald, dan hoeft u niets te doen.',
};
const ar: DueWords = {
  title: 'دفع الطلب {number}',
  total: 'الإجمالي',
  paid: 'المدفوع حتى الآن',
  coming: 'في الطريق',
  due: 'المستحق الآن',
  how: 'كيف تود الدفع؟',
  pay: 'ادفع {amount}',
  thanks: 'تم الدفع: {amount}. شكرًا لك.',
  nothing: 'لا يوجد مبلغ مستحق على هذا الطلب.',
  waits: 'دفعتك قيد التنفيذ. تتحدث هذه الصفحة تلقائيًا.',
  failed: 'لم تتم عملية الدفع. لم يُخصم شيء؛ يمكنك المحاولة مرة أخرى.',
  changed: 'تغيّر المبلغ في هذه الأثناء. لم يُخصم شيء؛ يرجى مراجعته.',
  gaveBack: 'كان المستحق أقل: يعود إليك {amount} تلقائيًا.',
  none: 'لا يمكن الدفع عبر الإنترنت حاليًا. يرجى سؤال {store}.',
  back: 'العودة إلى {store}',
  wrong: 'هذا الرابط غير مكتمل أو لم يعد الطلب موجودًا. يرجى فتحه مرة أخرى.',
  subject: 'الطلب {number} لدى {store}: {amount} للدفع',
  letter: 'يستحق {amount} على طلبك {number} لدى {store}. يمكنك الدفع هنا:',
  already: 'إن كنت قد دفعت بالفعل فلا حاجة إلى أي إجراء.',
};

const words: Readonly<Record<string, DueWords>> = { en, de, fr, es, it, nl, ar };

/** @param locale BCP 47; a language that there are no words for reads English */
export const dueWords = (locale: string): DueWords => words[locale.split('-')[0] ?? ''] ?? en;
