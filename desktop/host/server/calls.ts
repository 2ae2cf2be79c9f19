import { auditCalls } from '../commands/audit-calls.ts';
import { keyCalls } from '../commands/key-calls.ts';
import { paymentCalls } from '../commands/payment-calls.ts';
import { vatCalls } from '../commands/vat-calls.ts';
import { carrierCalls } from '../commands/carrier-calls.ts';
import { taxProviderCalls } from '../commands/tax-provider-calls.ts';
import { labelCalls } from '../commands/label-calls.ts';
import { payLinkCalls } from '../commands/pay-link-calls.ts';
import { waitingCalls } from '../commands/waiting-calls.ts';
import { cartLetterCalls } from '../commands/cart-letter-calls.ts';
import { ledgerCalls } from '../commands/ledger-calls.ts';
import { visitCalls } from '../commands/visit-calls.ts';
import { badgeCalls } from '../session/badge-calls.ts';
import { keySignInCalls } from '../session/key-sign-in-calls.ts';
import { layawayCalls } from '../layaways/layaway-calls.ts';
import { loyaltyCalls } from '../loyalty/loyalty-calls.ts';
import { hoursCalls } from '../hours/hours-calls.ts';
import { creditCalls } from '../credit/credit-calls.ts';
import { basketCalls } from '../basket/basket-calls.ts';
import { deskCalls } from '../commands/desk-calls.ts';
import { receivingCalls } from '../commands/receiving-scan.ts';
import { deviceCalls } from '../devices/device-calls.ts';
import { fiscalCalls } from '../devices/fiscal/fiscal-calls.ts';
import { displayCalls } from '../devices/display/display-calls.ts';
import { scaleCalls } from '../devices/scales/scale-calls.ts';
import { printCalls } from '../devices/printers/print-calls.ts';
import { cardCalls } from '../devices/terminals/card-calls.ts';
import { readerCalls } from '../devices/terminals/reader-calls.ts';
import type { Calls } from '../define-call.ts';
import { neighbourCalls } from '../neighbours/neighbour-calls.ts';
import { abroadCalls } from '../session/abroad-calls.ts';
import { securityCalls } from '../session/security-calls.ts';
import { sessionCalls } from '../session/session-calls.ts';
import { setPin } from '../session/set-pin.ts';
import { trainingCalls } from '../session/training.ts';

/** Every call of the bridge. */
export const calls: Calls = {
  ...sessionCalls,
  ...abroadCalls,
  'session.setPin': setPin,
  ...trainingCalls,
  ...badgeCalls,
  ...keySignInCalls,
  ...securityCalls,
  ...keyCalls,
  ...paymentCalls,
  ...taxProviderCalls,
  ...carrierCalls,
  ...vatCalls,
  ...visitCalls,
  ...basketCalls,
  ...creditCalls,
  ...hoursCalls,
  ...layawayCalls,
  ...loyaltyCalls,
  ...receivingCalls,
  ...deskCalls,
  ...auditCalls,
  ...ledgerCalls,
  ...cartLetterCalls,
  ...waitingCalls,
  ...payLinkCalls,
  ...labelCalls,
  ...cardCalls,
  ...readerCalls,
  ...deviceCalls,
  ...neighbourCalls,
  ...printCalls,
  ...scaleCalls,
  ...displayCalls,
  ...fiscalCalls,
};
