/**
 * - `created`: durable here, nothing was sent yet
 * - `unknown`: sent, no answer; `look` asks the provider, nothing is sent again blindly
 * - `action`: the shopper has to do something at `action.url`, in the window itself and not in a frame
 * - `authorised`, `captured`: held for the shop; taken
 * - `declined`: nothing of the shopper's money is held or taken, and they may try again with another attempt
 * - `released`: let go, or taken and wholly paid back since there is no order
 * - `refunded`: taken and wholly paid back
 */
export const attemptStates = [
  'created',
  'unknown',
  'action',
  'authorised',
  'captured',
  'declined',
  'released',
  'refunded',
] as const;
export type AttemptState = (typeof attemptStates)[number];

export interface AttemptAsked {
  readonly tenantId: string;
  /** A uuid of the caller; the provider's idempotency keys derive from it. */
  readonly attemptId: string;
  readonly checkoutId: string;
  readonly orderId: string;
  /** Minor units */
  readonly amount: number;
  readonly currency: string;
  /** The id of one of `methods()` */
  readonly method: string;
  /** Where the browser goes after an action; `th-checkout=<checkoutId>` is added. */
  readonly returnUrl: string;
  /** What the shopper reads at the provider and on the statement, as far as it fits */
  readonly description: string;
  /** Goes to the provider for its receipt; not kept here */
  readonly email: string;
  /** Where it is delivered to, ISO 3166 alpha-2; left out or null: not known */
  readonly country?: string | null;
  /** Of the shop on the web where it is bought; left out: not known */
  readonly storeId?: string | undefined;
  /** Who pays, for a way that asks for it; goes to that provider alone and is not kept here */
  readonly payer?: Payer | null;
  /** What its shopper agreed to at the provider before (`agree`); left out or null: nothing */
  readonly agreementId?: string | null;
  /** Asked for at a card reader, by a till; left out: by a shopper */
  readonly atReader?: AtReader | undefined;
}

/** A card reader that a provider drives. */
export interface AtReader {
  /** The provider's own id of it */
  readonly reader: string;
  /** It asks the customer for a tip first */
  readonly asksTip: boolean;
}

export interface Payer {
  readonly name: string;
  readonly line1: string;
  readonly line2: string;
  readonly city: string;
  readonly region: string;
  readonly postcode: string;
  /** ISO 3166 alpha-2 */
  readonly country: string;
}

/** Who agreed to pay, and where it goes, as their provider tells it. */
export interface AgreedPayer extends Payer {
  readonly email: string;
  readonly phone: string;
}

export interface AgreementAsked {
  readonly tenantId: string;
  /** A uuid of the caller; the provider's idempotency key derives from it. */
  readonly agreementId: string;
  readonly checkoutId: string;
  /** Minor units: what is known by now, without delivery */
  readonly amount: number;
  readonly currency: string;
  /** The id of one of `methods()` of what is offered `express` */
  readonly method: string;
  /** Where the browser goes afterwards; `th-checkout=<checkoutId>` is added. */
  readonly returnUrl: string;
}

/** What a shopper agrees to at the provider's page before there is an order. It holds and moves no money. */
export interface Agreement {
  readonly agreementId: string;
  readonly provider: string;
  readonly method: string;
  readonly amount: number;
  readonly currency: string;
  /** `over`: they went back, or too much time went by */
  readonly state: 'open' | 'agreed' | 'over';
  /** Where the shopper goes while it is open */
  readonly url: string | null;
  /** Once it is agreed */
  readonly payer: AgreedPayer | null;
}

/** In words that a shopper may read. */
export interface PaymentProblem {
  readonly code: string;
  readonly message: string;
}

export interface Attempt {
  readonly attemptId: string;
  readonly checkoutId: string;
  readonly orderId: string;
  readonly state: AttemptState;
  readonly provider: string;
  readonly method: string;
  /** Minor units of `currency`, as `captured` and `refunded` */
  readonly amount: number;
  readonly currency: string;
  readonly captured: number;
  readonly refunded: number;
  /** The provider's own id of the payment */
  readonly reference: string | null;
  readonly action: { readonly url: string } | null;
  readonly problem: PaymentProblem | null;
  /** Money comes when it comes, and somebody notes it */
  readonly later?: boolean;
  /** What a shopper who pays later is told to do */
  readonly instructions?: string | null;
  /** Of what is taken when goods are sent; left out or null: it is taken when the order is placed */
  readonly hold?: PaymentHold | null;
}

/** What a provider holds for the shop until goods are sent. */
export interface PaymentHold {
  /** Until when it may be taken, epoch milliseconds; null: the provider does not say */
  readonly until: number | null;
  /** It may be taken in several parts; else once, and the rest of it is let go with that */
  readonly inParts: boolean;
  /** The shop wants what is left of it taken before it runs out, sent or not */
  readonly takesInTime: boolean;
  /** Why the provider refused to take what it was asked for last; null: it did not */
  readonly problem: PaymentProblem | null;
}

/** How much of what is held is to be taken. */
export interface TakePart {
  /** Minor units, in all: what was taken before is part of it, so that asking the same again takes nothing more */
  readonly upTo: number;
  /** Nothing more will be taken: what is left of it is let go */
  readonly last: boolean;
  /** A person asks for it once more, after the provider had refused it */
  readonly again?: boolean;
}

export interface PaymentMethod {
  readonly id: string;
  readonly provider: string;
  /** `card` and `redirect` are paid at `action.url`; `offline` is paid later, and captured when somebody notes the money. */
  readonly kind: 'card' | 'redirect' | 'offline';
  readonly name: string;
  /** When it is charged; left out: when the order is placed */
  readonly charged?: 'placed' | 'sent';
  /** Where the amount was not told: between what it is offered, minor units; null: not bounded */
  readonly least?: number | null;
  readonly most?: number | null;
}

export interface PaymentsFor {
  readonly currency: string;
  /** Minor units; null: not known yet, and the answer says between what it is offered */
  readonly amount: number | null;
  /** ISO 3166 alpha-2; null where not known yet */
  readonly country: string | null;
  /** Where it is bought; left out where that is not known */
  readonly storeId?: string | undefined;
  /** Those by which a shopper agrees at once, and is asked for nothing that the provider knows */
  readonly express?: boolean;
}

/**
 * Paying, as other services see it. Each call may be made again after a crash: it leads to the same attempt, one
 * authorisation, one capture and one refund of each id. What has no answer stays `unknown` until `look` (or the
 * service's own sweeper) has asked the provider.
 * @throws DomainError `payments.*` for what is refused; anything else may have happened or not, so look
 */
export interface Payments {
  methods(tenantId: string, of: PaymentsFor): Promise<readonly PaymentMethod[]>;
  /** Leads a shopper to the provider to say who they are, where it goes and that they want to pay; asked again it is the same. */
  agree(asked: AgreementAsked): Promise<Agreement>;
  /** How that stands, by the provider's own book; null: there is no such agreement. */
  agreed(tenantId: string, agreementId: string): Promise<Agreement | null>;
  begin(asked: AttemptAsked): Promise<Attempt>;
  /** Settles `unknown` and `action` by asking the provider; null: there is no such attempt. */
  look(tenantId: string, attemptId: string): Promise<Attempt | null>;
  /** What is authorised is kept for the goods to be sent, however long that takes; nothing lets it go by itself any more. */
  keep(tenantId: string, attemptId: string): Promise<Attempt>;
  /**
   * Takes what is held: all of it, or up to so much of it. A refusal stands in `hold.problem`.
   * @throws DomainError `payments.capture-over-authorised` where it is more than was authorised
   */
  capture(tenantId: string, attemptId: string, part?: TakePart): Promise<Attempt>;
  /** Nothing of the shopper's money stays, whatever the state is; what cannot be done at once is done by the sweeper. */
  release(tenantId: string, attemptId: string, reason: string): Promise<Attempt>;
  /** Never more than was captured. */
  refund(
    tenantId: string,
    attemptId: string,
    refund: { readonly refundId: string; readonly amount: number },
  ): Promise<Attempt>;
}
