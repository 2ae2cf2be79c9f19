import type { Answer, Form, Intent } from './stripe-shapes.ts';

/** How a reader takes what is handed to it next: with its code, or in vain while it has it all the same. */
export type ReaderFault = 'offline' | 'busy' | 'timeout-before' | 'timeout-after';

interface Reader {
  readonly id: string;
  readonly object: 'terminal.reader';
  readonly device_type: string;
  readonly serial_number: string;
  readonly livemode: boolean;
  label: string;
  location: string;
  status: 'online' | 'offline';
  action: Action | null;
}

interface Action {
  readonly type: 'process_payment_intent';
  readonly process_payment_intent: {
    readonly payment_intent: string;
    readonly process_config: { skip_tipping: boolean };
  };
  status: 'in_progress' | 'succeeded' | 'failed';
  failure_code: string | null;
  failure_message: string | null;
}

interface Place {
  readonly id: string;
  readonly object: 'terminal.location';
  readonly display_name: string;
}

interface Needs {
  readonly intents: Map<string, Intent>;
  readonly next: (prefix: string) => string;
  readonly done: (body: object | undefined) => Answer;
  readonly refused: (code: string, message: string, status?: number, type?: string) => Answer;
}

const declines: Readonly<Record<string, string>> = {
  '4000000000000002': 'generic_decline',
  '4000000000009995': 'insufficient_funds',
};

/** The readers of an account, as Stripe Terminal describes them for who drives them from a server. */
export class FakeTerminal {
  readonly #needs: Needs;
  readonly readers = new Map<string, Reader>();
  readonly places = new Map<string, Place>();
  /** The next amounts that are handed to a reader go so, one each */
  readonly faults: (ReaderFault | null)[] = [];
  /** What the customer does as soon as an amount is shown */
  customer: ((reader: string) => void) | null = null;

  constructor(needs: Needs) {
    this.#needs = needs;
  }

  /** A reader that stands there already. */
  add(label: string, place = 'Shop'): Reader {
    const { next } = this.#needs;
    const found = [...this.places.values()].find((one) => one.display_name === place);
    const at = found ?? { id: next('tml'), object: 'terminal.location' as const, display_name: place };
    this.places.set(at.id, at);
    const reader: Reader = {
      ...{ id: next('tmr'), object: 'terminal.reader', device_type: 'simulated_wisepos_e', livemode: false },
      ...{ serial_number: `SIM-${this.readers.size + 1}`, label, location: at.id, status: 'online', action: null },
    };
    this.readers.set(reader.id, reader);
    return reader;
  }

  /** Somebody holds a card to it. @param tip minor units, where it asks for one */
  present(readerId: string, number = '4242424242424242', tip = 0): Answer {
    const { refused, done, next } = this.#needs;
    const reader = this.readers.get(readerId);
    const action = reader?.action;
    if (!reader || action?.status !== 'in_progress') return refused('resource_missing', 'Nothing to present a card to');
    const intent = this.#needs.intents.get(action.process_payment_intent.payment_intent);
    if (!intent) return refused('resource_missing', 'No such intent', 404);
    const code = declines[number];
    if (code) {
      intent.last_payment_error = { code: 'card_declined', decline_code: code, type: 'card_error' };
      Object.assign(action, { status: 'failed', failure_code: 'card_declined', failure_message: 'Declined' });
      return done(reader);
    }
    const asks = !action.process_payment_intent.process_config.skip_tipping;
    const added = asks ? tip : 0;
    intent.amount += added;
    Object.assign(intent, { status: 'succeeded', amount_received: intent.amount });
    intent.amount_details = { tip: { amount: added } };
    intent.card = {
      ...{ brand: 'visa', last4: number.slice(-4), read_method: 'contactless_emv', network: 'visa' },
      receipt: {
        ...{
          authorization_code: next('').replace(/\D/g, '').padStart(6, '0'),
          application_preferred_name: 'VISA CREDIT',
        },
        ...{ dedicated_file_name: 'A0000000031010', cardholder_verification_method: 'none', account_type: 'credit' },
      },
    };
    action.status = 'succeeded';
    return done(reader);
  }

  /** The customer presses the red key. */
  walkAway(readerId: string): void {
    const action = this.readers.get(readerId)?.action;
    if (action?.status === 'in_progress')
      Object.assign(action, { status: 'failed', failure_code: 'customer_canceled', failure_message: 'Cancelled' });
  }

  change(path: string, form: Form): Answer | undefined {
    const { next, done, refused, intents } = this.#needs;
    const test = path.match(/^\/v1\/test_helpers\/terminal\/readers\/([^/]+)\/present_payment_method$/);
    if (test) return this.present(test[1] ?? '', form['card_present[number]'], Number(form['amount_tip'] ?? 0));
    const [, , resource, kind, id = '', verb] = path.split('/');
    if (resource !== 'terminal') return undefined;
    if (kind === 'locations') {
      const made: Place = {
        id: next('tml'),
        object: 'terminal.location',
        display_name: form['display_name'] ?? '',
      };
      if (!form['address[country]']) return refused('parameter_missing', 'Missing address[country]');
      this.places.set(made.id, made);
      return done(made);
    }
    if (id === '') {
      if (!/^simulated-/.test(form['registration_code'] ?? ''))
        return refused('invalid_registration_code', 'No reader shows this code');
      const place = this.places.get(form['location'] ?? '');
      if (!place) return refused('resource_missing', 'No such location');
      return done(this.#shown(this.add(form['label'] ?? '', place.display_name)));
    }
    const reader = this.readers.get(id);
    if (!reader) return done(undefined);
    if (verb === 'cancel_action') {
      reader.action = null;
      return done(this.#shown(reader));
    }
    if (verb !== 'process_payment_intent') return undefined;
    const fault = this.faults.shift();
    const busy = reader.action?.status === 'in_progress';
    if (fault === 'offline' || reader.status === 'offline')
      return refused('terminal_reader_offline', 'Reader is currently offline');
    if (fault === 'busy' || busy) return refused('terminal_reader_busy', 'Reader is currently processing');
    if (fault === 'timeout-before') return refused('terminal_reader_timeout', 'There was a timeout');
    const intent = intents.get(form['payment_intent'] ?? '');
    if (intent?.status !== 'requires_payment_method') return refused('intent_invalid_state', 'Cannot be processed');
    const config = { skip_tipping: form['process_config[skip_tipping]'] !== 'false' };
    reader.action = {
      ...{ type: 'process_payment_intent', status: 'in_progress', failure_code: null, failure_message: null },
      process_payment_intent: { payment_intent: intent.id, process_config: config },
    };
    this.customer?.(reader.id);
    if (fault === 'timeout-after') return refused('terminal_reader_timeout', 'There was a timeout');
    return done(this.#shown(reader));
  }

  read(path: string): Answer | undefined {
    const [, , resource, kind, id] = path.split('/');
    if (resource !== 'terminal') return undefined;
    const { done } = this.#needs;
    const list = (data: object[]) => done({ object: 'list', url: path, has_more: false, data });
    if (kind === 'locations') return list([...this.places.values()]);
    if (!id) return list([...this.readers.values()].map((reader) => this.#shown(reader)));
    const reader = this.readers.get(id);
    return done(reader && this.#shown(reader));
  }

  #shown(reader: Reader): object {
    return { ...reader, location: this.places.get(reader.location) ?? reader.location };
  }
}
