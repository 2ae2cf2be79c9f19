import type { DraftArgs } from '@tillhouse/shared/domains/orders/draft-args.ts';
import type { DraftPreview, PricedDraft } from '@tillhouse/shared/domains/orders/price-draft.ts';
import type { EditArgs } from '@tillhouse/shared/domains/orders/edit-args.ts';
import type { EditPreview } from '@tillhouse/shared/domains/orders/preview-edit.ts';
import type { ReturnArgs } from '@tillhouse/shared/domains/register/sale-args.ts';
import type { AuditAsk, AuditChain, AuditEntry, AuditExport, AuditRow } from './audit-views.ts';
import type { CartLetterCalls } from './cart-letter-views.ts';
import type { CreditCalls } from './credit-views.ts';
import type { LayawayCalls } from './layaway-views.ts';
import type { LoyaltyCalls } from './loyalty-views.ts';
import type { GunCalls } from './gun-views.ts';
import type { HoursCalls } from './hours-views.ts';
import type { KeyCalls } from './key-views.ts';
import type { KeySignInCalls } from './key-sign-in-views.ts';
import type { LabelCalls } from './label-views.ts';
import type { PayLinkCalls } from './pay-link-views.ts';
import type { PayCalls } from './payment-views.ts';
import type { AgeCalls } from './age-views.ts';
import type { FiscalCalls } from './fiscal-views.ts';
import type { CardCalls, ReaderCalls } from './card-views.ts';
import type { GivenApproval } from './contract.ts';
import type { OlderAsk } from './find-sale-queries.ts';
import type { NeighbourCalls } from './neighbour-views.ts';
import type { NoReceiptCalls } from './no-receipt-calls.ts';
import type { LedgerCalls } from './ledger-views.ts';
import type { PrintCalls } from './print-views.ts';
import type { DisplayCalls } from './display-views.ts';
import type { ScaleCalls } from './scale-views.ts';
import type { SecurityCalls } from './security-views.ts';
import type { Basket, PersonSummary, ReceiptView, SessionState, SignInAbroad } from './views.ts';
import type { CarrierCalls } from './carrier-views.ts';
import type { TaxProviderCalls } from './tax-provider-views.ts';
import type { VatCalls } from './vat-views.ts';
import type { WaitingCalls } from './waiting-views.ts';
import type { VisitCalls } from './visit-views.ts';

/** Things the host does that are not commands of the domain: session, device, basket, sync. */
export interface CallMap
  extends SecurityCalls,
    HoursCalls,
    LayawayCalls,
    KeyCalls,
    KeySignInCalls,
    PayCalls,
    TaxProviderCalls,
    CarrierCalls,
    VatCalls,
    VisitCalls,
    LedgerCalls,
    CartLetterCalls,
    WaitingCalls,
    PayLinkCalls,
    LabelCalls,
    CardCalls,
    ReaderCalls,
    AgeCalls,
    FiscalCalls,
    GunCalls,
    CreditCalls,
    LoyaltyCalls,
    PrintCalls,
    ScaleCalls,
    DisplayCalls,
    NeighbourCalls,
    NoReceiptCalls {
  'session.enrol': { args: { cloudUrl?: string; code: string; deviceName: string }; result: SessionState };
  /** First run on a demo or office machine: sign in with e-mail and password and enrol this device in one step. */
  'session.enrolWithPassword': {
    args: { cloudUrl?: string; email: string; password: string; deviceName: string; registerId?: string };
    result: SessionState;
  };
  /**
   * Signing in without a password at the desk: in the browser of this system, or by a code on any other device. Where
   * this device belongs to no store yet, who signs in enrols it.
   */
  'session.beginAbroad': {
    args: { way: 'browser' | 'code'; cloudUrl?: string; deviceName: string };
    result: SignInAbroad;
  };
  /** Answers when the person is done there. */
  'session.finishAbroad': { args: { id: string; cloudUrl?: string; deviceName: string }; result: SessionState };
  'session.cancelAbroad': { args: { id: string }; result: null };
  /** A device that the cloud does not let in any more becomes a new one of the same store, and keeps its queue. */
  'session.enrolAgain': { args: { code: string }; result: SessionState };
  'session.signInWithPin': { args: { staffId: string; pin: string }; result: PersonSummary };
  'session.signInWithPassword': { args: { email: string; password: string; code?: string }; result: PersonSummary };
  'session.signOut': { args: Record<string, never>; result: null };
  /**
   * Sets the PIN of the person signed in, or of another with the right to; null takes it away. The host makes the hash,
   * and the command waits like any other until it is sent.
   */
  'session.setPin': { args: { staffId: string; pin: string | null }; result: null };
  /**
   * A new badge for the person signed in; the one before it is worth nothing any more. `text` is what the card says as a
   * code: it is told this once and kept nowhere.
   */
  'session.makeBadge': { args: Record<string, never>; result: { text: string } };
  /** Shows again that it is whoever is signed in here; refusals `access.step-up-needed` with `details.desk` ask for it. */
  'session.prove': { args: { pin: string } | { badge: string }; result: null };
  'session.signInWithBadge': { args: { badge: string }; result: PersonSummary };
  /** While it is on, a window sells for practice: nothing reaches stock, books, numbers, the queue or a device. */
  'session.setTraining': { args: { on: boolean }; result: SessionState };
  'session.setLocation': { args: { locationId: string }; result: SessionState };
  /** Which register this window sells on; null for a back office without one. */
  'session.setRegister': { args: { registerId: string | null }; result: SessionState };

  /** One call does look-up and add, so that a scan is on the line in one trip. */
  'basket.scan': {
    /** `times`: so many of it; a label of its own weight, count or price is one piece */
    args: { code: string; times?: number };
    /** `problem`: why a code is not what it says it is, where it is not simply unknown */
    /** `layawayId`: the code is that of a slip, and the basket stays as it is */
    result: { found: boolean; basket: Basket; lineId: string | null; problem: string | null; layawayId?: string };
  };
  'basket.add': { args: { variantId: string; quantity?: number; times?: number }; result: Basket };
  'basket.addCustom': { args: { title: string; amount: number; taxClass?: string }; result: Basket };
  'basket.setQuantity': { args: { lineId: string; quantity: number }; result: Basket };
  'basket.remove': { args: { lineId: string }; result: Basket };
  /** Puts the last removed line back. */
  'basket.undoRemove': { args: Record<string, never>; result: Basket };
  'basket.clear': { args: Record<string, never>; result: Basket };
  'basket.park': { args: { name?: string }; result: Basket };
  /** Of this till or another one of its location. `basket.parked-gone` where somebody has it already */
  'basket.resume': { args: { parkedId: string }; result: Basket };
  /** Numbers of its pieces, in their order; an empty one: sold without */
  'basket.setSerials': { args: { lineId: string; serials: string[] }; result: Basket };
  'basket.discardParked': { args: { parkedId: string }; result: Basket };
  /** Known codes stay in the basket, with why they do not count; `basket.coupon-unknown` for others. */
  'basket.addCoupon': { args: { code: string }; result: Basket };
  'basket.removeCoupon': { args: { code: string }; result: Basket };
  /** What a person takes off a line, or off the whole basket (`lineId` null); null takes it back. `percent` an exact fraction. */
  'basket.giveByHand': {
    args: {
      lineId: string | null;
      given: { unitPrice?: number; percent?: string; amount?: number; reason: string } | null;
    };
    result: Basket;
  };
  /** Asked before money is taken: refused where who sells gave more by hand than they may, until somebody says yes. */
  'basket.approve': { args: { approval?: GivenApproval }; result: { approved: boolean } };
  /**
   * Puts goods of a sale into the basket that come back with it: one difference is taken or given. `orderId` is that of the return,
   * made by the asker; refused where who sells may not take back so much, until somebody says yes.
   */
  'basket.beginExchange': {
    args: Pick<ReturnArgs, 'orderId' | 'originalOrderId' | 'lines'> & {
      shipping?: number;
      fee?: number;
      approval?: GivenApproval;
    };
    result: Basket;
  };
  'basket.dropExchange': { args: Record<string, never>; result: Basket };
  'basket.takeDraft': { args: { draftId: string }; result: Basket };
  'basket.dropDraft': { args: Record<string, never>; result: Basket };
  'basket.setCustomer': { args: { customerId: string | null }; result: Basket };
  /**
   * Records the sale (durable when it resolves) and empties the basket. `basketId` and `due` are what the cashier sees:
   * a basket that came to something else meanwhile is not sold, one that is sold already answers with its receipt.
   * `due`, `given` and `tip` in minor units; `given` is all that was handed over, the tip in it.
   */
  'basket.payCash': {
    args: {
      basketId: string;
      due: number;
      given: number;
      tip?: number;
      /** Handed over in another currency, in its minor units; `given` is then not looked at, the change is the store's money */
      foreign?: { currency: string; given: number };
    };
    result: ReceiptView;
  };
  /** Paid on a stand-alone card terminal; its reference is kept. */
  'basket.payCard': { args: { basketId: string; due: number; reference: string; tip?: number }; result: ReceiptView };
  /** What was not taken yet is paid later by the terms of the customer; beyond their limit it is refused. */
  'basket.payOnAccount': { args: { basketId: string; due: number }; result: ReceiptView };
  /** Part of it in cash, the rest on a stand-alone card terminal: nothing is rounded. */
  'basket.paySplit': { args: { basketId: string; due: number; cash: number; reference: string }; result: ReceiptView };

  'receiving.scan': {
    args: { purchaseOrderId: string | null; code: string; quantity?: number; scanId: string };
    result: {
      outcome: 'right' | 'wrong' | 'unknown';
      title: string;
      sku: string | null;
      variantId: string | null;
      received: number | null;
      ordered: number | null;
      onHandBefore: number | null;
      mutationId: string | null;
    };
  };
  'sync.now': { args: Record<string, never>; result: null };
  /**
   * Looks in the cloud for orders older than the months held here: by their number, their customer, or their day with what they
   * came to or the last four of the card. Keeps what is found until the month turns, so that it opens, prints and is taken
   * back as any other. Without a line it says so.
   */
  'orders.findOlder': { args: OlderAsk; result: { orderIds: string[] } };
  /** What `orders.edit` would do with these arguments: money and stock, before and after. Nothing is written. */
  'orders.tryEdit': { args: EditArgs; result: EditPreview };
  /** What `orders.saveDraft` would price it at. Nothing is written. */
  'orders.tryDraft': { args: DraftArgs; result: PricedDraft };
  /** What `orders.placeDraft` would do: what it comes to, and what is not there. Nothing is written. */
  'orders.tryPlaceDraft': { args: { readonly draftId: string }; result: DraftPreview };
  /**
   * Settles a case. `mine` sends what was refused again on the present values, or brings the value back that was written
   * over; `theirs` leaves what stands; `merge` sends the fields at these places alone, or a third wording. A task is
   * closed with a note, whatever is chosen. What was put aside is counted by `mine` and left out by `theirs`, with a note.
   */
  'attention.settle': {
    args: {
      mutationId: string;
      choice: 'mine' | 'theirs' | 'merge';
      fields?: readonly number[];
      wording?: string;
      note?: string;
    };
    result: null;
  };
  /**
   * Gives this device back: it belongs to no store any more and holds nothing of it. Refused while anything waits to be
   * sent, since that exists nowhere else.
   */
  'device.leave': { args: Record<string, never>; result: null };
  /** What waits to be sent, whole and as text, to be kept as a file of this name. Nothing leaves the queue. */
  'queue.export': { args: Record<string, never>; result: { name: string; text: string } };
  /**
   * Queues what a desk of this shop had saved by `queue.export`, some of it at a time and in its order. It keeps its ids, so
   * what is here or in the cloud already is not done again.
   */
  'queue.import': {
    args: { format: string; storeId: string; mutations: readonly unknown[] };
    result: { added: number; known: number };
  };
  /** Newest first; asks the cloud, so not without the network. `next` is `before` of the page after. */
  'audit.list': { args: AuditAsk; result: { rows: AuditRow[]; next: string | null } };
  /** All of it as a file, with the signature that goes beside it. */
  'audit.export': { args: AuditAsk; result: AuditExport };
  'audit.one': { args: { id: string }; result: AuditEntry };
  /** The cloud works its chain out again; this desk lays the heads beside it that it kept. */
  'audit.chain': { args: { readonly whole?: boolean }; result: AuditChain };
  'diagnostics.copy': { args: Record<string, never>; result: { text: string } };
}
