import type { OpenAccount, Texts } from '../accounts/account-rows.ts';
import type {
  AgreedPayer,
  AtReader,
  Payer,
  PaymentMethod,
  PaymentProblem,
  PaymentsFor,
} from '../../../platform/payments/payments.ts';
import type { ProviderTerminal } from './terminal.ts';

/** A refund as the provider tells it. */
export interface ToldRefund {
  /** The key it was asked with; null: somebody paid it back at the provider itself */
  readonly key: string | null;
  readonly reference: string;
  /** Minor units */
  readonly amount: number;
  /** `done`: on its way too. `failed`: the money is back with the shop. */
  readonly state: 'done' | 'failed';
}

/** What a shopper has taken back, as the provider tells it. */
export interface ToldDispute {
  readonly reference: string;
  /** Minor units */
  readonly amount: number;
  /** What of it the provider took from the shop and did not give back */
  readonly taken: number;
  /** The provider's word for it */
  readonly reason: string;
  /** `asked`: questioned, nothing taken. `open`: to be answered. `review`: decided by others. */
  readonly state: 'asked' | 'open' | 'review' | 'won' | 'lost';
  /** Epoch milliseconds */
  readonly dueAt: number | null;
}

/**
 * What a way to pay holds before it is taken.
 * - `parts`: held, and taken in as many parts as there are parcels
 * - `whole`: held, and taken once
 * - `none`: taken when it is paid
 */
export type Holding = 'parts' | 'whole' | 'none';

/** The whole of a payment, as the provider's own book has it at this moment. */
export interface ToldPayment {
  readonly reference: string;
  /** `authorised`: something of it is still held, whatever was taken of it before. `captured`: nothing is held any more. */
  readonly state: 'action' | 'authorised' | 'captured' | 'declined' | 'released';
  /** Minor units */
  readonly captured: number;
  readonly refunds: readonly ToldRefund[];
  /** Where the shopper goes; null: our own payment page shows what there is to do */
  readonly actionUrl: string | null;
  readonly problem: PaymentProblem | null;
  /** The shopper agreed to it at the provider's page, and nothing is held before it is asked for by `hold`. */
  readonly agreed?: boolean;
  /** Of what is `authorised`: until when it may be taken, epoch milliseconds; left out: it does not say */
  readonly heldUntil?: number | undefined;
  /** Of what is `authorised`: whether more than one part of it may be taken; left out: as its method has it */
  readonly inParts?: boolean | undefined;
  /** Left out: it was not read */
  readonly disputes?: readonly ToldDispute[] | undefined;
}

/** One line of what a payout is made up of. */
export interface ToldPayoutPart {
  /** `fee`: charged by itself. `other`: nothing that is ours */
  readonly kind: 'payment' | 'refund' | 'dispute' | 'fee' | 'other';
  /** The provider's own id of the line; of a dispute that of the dispute */
  readonly reference: string;
  readonly attemptId: string | null;
  /** Of a refund that we asked for */
  readonly refundId: string | null;
  /** Minor units: moved for shoppers (negative: back to them), and what the provider kept of it */
  readonly gross: number;
  readonly fee: number;
}

/** What a provider sends to the shop's bank. */
export interface ToldPayout {
  readonly reference: string;
  readonly currency: string;
  /** Minor units: what reaches the bank */
  readonly amount: number;
  readonly state: 'on-its-way' | 'paid' | 'failed';
  /** Epoch milliseconds */
  readonly arrivesAt: number;
  readonly parts: readonly ToldPayoutPart[];
}

/** What a provider is told of an attempt. */
export interface ProviderCall {
  readonly tenantId: string;
  readonly accountId: string;
  readonly attemptId: string;
  readonly checkoutId: string;
  readonly orderId: string;
  readonly method: string;
  /** Minor units */
  readonly amount: number;
  readonly currency: string;
  readonly description: string;
  readonly reference: string | null;
  /** Epoch milliseconds: no trace of it is older */
  readonly createdAt: number;
  /** Our own payment page of this attempt: it sends the shopper on */
  readonly pageUrl: string;
  /** What the shopper agreed to before, by the provider's own id; null: nothing */
  readonly agreement: string | null;
}

/** What a provider is told of what a shopper is to agree to. */
export interface AgreementCall {
  readonly tenantId: string;
  readonly accountId: string;
  readonly agreementId: string;
  /** Minor units */
  readonly amount: number;
  readonly currency: string;
  readonly reference: string | null;
  readonly returnUrl: string;
  /** Our own page, where a provider has none */
  readonly pageUrl: string;
  /** Of the test provider's own people, who agreed at its page */
  readonly person: string | null;
}

export interface ToldAgreement {
  readonly state: 'open' | 'agreed' | 'over';
  readonly url: string | null;
  readonly payer: AgreedPayer | null;
}

/** A provider that asks the shopper itself who they are and where it goes, before anything is held. */
export interface ProviderExpress {
  methods(of: Pick<PaymentsFor, 'currency'>): readonly PaymentMethod[];
  /** The same key is the same agreement. Moves no money. `url` null: our own page. */
  agree(call: AgreementCall): Promise<{ readonly reference: string; readonly url: string | null }>;
  look(call: AgreementCall): Promise<ToldAgreement>;
}

export interface Asked extends ProviderCall {
  /** The same for the same operation, however often it is asked */
  readonly idempotencyKey: string;
}

export interface AuthoriseAsked extends Asked {
  readonly email: string;
  /** For a way to pay that asks for who pays; null: not known */
  readonly payer: Payer | null;
  /** It is to be taken in parts, where that can be */
  readonly inParts: boolean;
  /** The card is presented at this reader; left out: the shopper pays at a page */
  readonly atReader?: AtReader | undefined;
}

export interface CaptureAsked extends Asked {
  /** Minor units: so much of what is held */
  readonly take: number;
  /** What is left of it is let go */
  readonly last: boolean;
}

/** What a provider told by itself: of which payment, and nothing that is believed of it. */
export interface WebhookNews {
  /** The provider's own id of it: told again, it has the same */
  readonly eventId: string;
  readonly kind: string;
  readonly attemptId: string | null;
  /** Where it does not name the attempt: the provider's own ids of the payment */
  readonly references: readonly string[];
}

/**
 * A payment provider. Everything but `look` is asked once for an operation, with a key of its own, and answers with the
 * whole payment.
 * @throws ProviderRefused, ProviderBusy: nothing was done. Anything else: it may have been done or not.
 */
export interface Provider {
  readonly name: string;
  /** What is asked and has no answer for so long will not be done any more: milliseconds */
  readonly actsWithinMs: number;
  /** Money is moved by people, and noted here: there is nobody to ask */
  readonly offline?: true;
  /** It drives card readers */
  readonly terminal?: ProviderTerminal;
  /** It asks who pays and where it goes, before there is an order */
  readonly express?: ProviderExpress;
  /** What it holds of a payment by this method before it is taken. */
  holds(method: string): Holding;
  methods(of: PaymentsFor, settings: Texts): readonly PaymentMethod[];
  /** Also such as are not offered, but known when asked for */
  knows(method: string, settings: Texts): boolean;
  authorise(asked: AuthoriseAsked): Promise<ToldPayment>;
  /** Holds what was agreed to, where agreeing alone holds nothing. */
  hold?(asked: Asked): Promise<ToldPayment>;
  /** Null: it knows of no such payment. Never moves money. */
  look(call: ProviderCall): Promise<ToldPayment | null>;
  capture(asked: CaptureAsked): Promise<ToldPayment>;
  /** Lets go of what is still authorised, and ends what the shopper has not done. */
  release(asked: Asked): Promise<ToldPayment>;
  /** Ends what the shopper has not done yet, and nothing that was paid. */
  cancel?(call: ProviderCall): Promise<void>;
  refund(asked: Asked & { readonly key: string; readonly refund: number }): Promise<ToldPayment>;
  /** What was paid out since then (epoch milliseconds); moves nothing. @throws as above */
  payouts?(account: OpenAccount, since: number): Promise<readonly ToldPayout[]>;
  /** Asks for something harmless with the account's secrets. Never throws, and its words hold no secret. */
  check?(account: OpenAccount): Promise<AccountCheck>;
  /** @param raw the bytes that were signed. @throws where it is not this account's provider who says it */
  webhook?(
    account: OpenAccount & { readonly tenantId: string },
    headers: Readonly<Record<string, string | string[] | undefined>>,
    raw: Buffer,
  ): Promise<WebhookNews>;
}

/** Whether a provider lets us in, in words for the office. */
export interface AccountCheck {
  readonly works: boolean;
  readonly message: string;
}

/** It said no, and nothing was done. */
export class ProviderRefused extends Error {
  readonly problem: PaymentProblem;

  constructor(problem: PaymentProblem) {
    super(problem.message);
    this.name = 'ProviderRefused';
    this.problem = problem;
  }
}

/** It did nothing since it is busy or another request of the same payment is under way: the same may be asked again. */
export class ProviderBusy extends Error {
  constructor(provider: string) {
    super(`${provider} is busy and did nothing`);
    this.name = 'ProviderBusy';
  }
}

/** No answer, or one that says nothing of what was done. */
export class NoAnswer extends Error {
  constructor(provider: string, cause?: unknown) {
    super(`${provider} gave no answer`, { cause });
    this.name = 'NoAnswer';
  }
}
