import * as z from 'zod';
import { memberOf } from '@tillhouse/shared/domains/pricing/reverse-charge.ts';
import type { Log } from '../http/log.ts';
import type { Registered, VatRegister } from './vat-register.ts';

const VIES = 'https://ec.europa.eu/taxation_customs/vies/rest-api';
/** A shopper waits so long for it at most. */
const WAIT_MS = 2_500;

/** `---` stands where a member state tells nobody. */
const told = z
  .string()
  .nullish()
  .transform((text) => (!text || /^-+$/.test(text) ? '' : text));
const answer = z.object({
  valid: z.boolean(),
  requestIdentifier: z.string().nullish(),
  name: told,
  address: told,
});
/** What it is out of order by: of a member state, of itself, or asked too often. */
const failure = z.object({ errorWrappers: z.array(z.object({ error: z.string() })).min(1) });

const none: Registered = { answer: 'none', request: '', name: '', address: '' };

export interface ViesOptions {
  readonly log: Pick<Log, 'warn'>;
  /** Where it is, instead of the Commission's own */
  readonly api?: string | undefined;
  readonly waitMs?: number;
}

/** VIES, the register of VAT numbers of the EU, by its REST API; it asks the member state and answers for it. */
export function vies({ log, api = VIES, waitMs = WAIT_MS }: ViesOptions): VatRegister {
  const asking = new Map<string, Promise<Registered>>();
  async function ask(number: string, own: string): Promise<Registered> {
    // Only who gives an own number is told under what the request is kept.
    const requester =
      memberOf(own) === null ? {} : { requesterMemberStateCode: own.slice(0, 2), requesterNumber: own.slice(2) };
    try {
      const response = await fetch(`${api}/check-vat-number`, {
        ...{ method: 'POST', redirect: 'error', signal: AbortSignal.timeout(waitMs) },
        headers: { accept: 'application/json', 'content-type': 'application/json' },
        body: JSON.stringify({ countryCode: number.slice(0, 2), vatNumber: number.slice(2), ...requester }),
      });
      const body: unknown = await response.json();
      const failed = failure.safeParse(body);
      if (failed.success) {
        const { error = '' } = failed.data.errorWrappers[0] ?? {};
        // It has answered: nothing of that form can be registered.
        if (error === 'INVALID_INPUT') return { ...none, answer: 'invalid' };
        throw new Error(error);
      }
      if (!response.ok) throw new Error(`it answered ${response.status}`);
      const { valid, requestIdentifier, name, address } = answer.parse(body);
      return {
        ...{ answer: valid ? 'valid' : 'invalid', request: (requestIdentifier ?? '').slice(0, 60) },
        ...{ name: name.slice(0, 300), address: address.slice(0, 500) },
      };
    } catch (error) {
      log.warn({ err: error, country: number.slice(0, 2) }, 'the register of VAT numbers did not answer');
      return none;
    }
  }
  return {
    ask(number, own) {
      const key = `${number} ${own}`;
      const under = asking.get(key);
      if (under) return under;
      const said = ask(number, own).finally(() => asking.delete(key));
      asking.set(key, said);
      return said;
    },
  };
}
