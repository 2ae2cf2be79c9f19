import { type FaultyApi, startFaultyApi } from './faulty-api.ts';

export interface ViesEntry {
  readonly valid: boolean;
  readonly name?: string;
  readonly address?: string;
}
export interface FakeVies extends FaultyApi {
  /** By number with its country, `FR40303265045` */
  readonly register: Map<string, ViesEntry>;
  /** What it says instead, as `MS_UNAVAILABLE`; null: it works */
  fails(code: string | null): void;
  /** What it was asked, in order */
  readonly asked: { readonly number: string; readonly requester: string }[];
}

/** VIES's REST API as the Commission publishes it, as far as it is spoken here: `POST /check-vat-number`. */
export async function startFakeVies(): Promise<FakeVies> {
  const register = new Map<string, ViesEntry>();
  const asked: { number: string; requester: string }[] = [];
  let failing: string | null = null;
  const refused = (error: string, status = 200) => ({
    ...{ status, body: { actionSucceed: false, errorWrappers: [{ error }] } },
  });
  const api = await startFaultyApi({
    answer({ method, path, raw }) {
      if (method !== 'POST' || path !== '/check-vat-number') return { status: 404, body: null };
      const { countryCode, vatNumber, requesterMemberStateCode = '', requesterNumber = '' } = JSON.parse(raw);
      const number = `${countryCode}${vatNumber}`;
      asked.push({ number, requester: `${requesterMemberStateCode}${requesterNumber}` });
      if (failing) return refused(failing, failing === 'INVALID_REQUESTER_INFO' ? 400 : 200);
      if (!/^[A-Z]{2}$/.test(countryCode)) return refused('INVALID_INPUT', 400);
      const { valid = false, name = '---', address = '---' } = register.get(number) ?? {};
      return {
        status: 200,
        body: {
          ...{ countryCode, vatNumber, requestDate: '2026-11-27T09:00:00.000Z', valid, name, address },
          requestIdentifier: requesterNumber ? `WAPIAAAA${String(asked.length).padStart(8, '0')}` : '',
          ...{ traderName: '---', traderStreet: '---', traderPostalCode: '---', traderCity: '---' },
          ...{ traderCompanyType: '---', traderNameMatch: 'NOT_PROCESSED' },
        },
      };
    },
    changes: () => true,
    failed: (status) => refused(status === 429 ? 'MS_MAX_CONCURRENT_REQ' : 'SERVICE_UNAVAILABLE', status),
    keyOf: () => undefined,
    keptMs: 0,
    now: Date.now,
  });
  return {
    ...api,
    ...{ register, asked },
    fails: (code) => {
      failing = code;
    },
  };
}
