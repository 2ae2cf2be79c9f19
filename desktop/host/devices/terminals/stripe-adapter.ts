import { setTimeout as pause } from 'node:timers/promises';
import * as z from 'zod';
import { askCloud, tellCloud } from '../../cloud/ask-cloud.ts';
import type { Host } from '../../host.ts';
import { HostProblem } from '../../problem.ts';
import {
  type CardOutcome,
  type CardProgress,
  type CardState,
  type TerminalAdapter,
  TerminalSilent,
  TerminalUnreached,
} from './adapter.ts';

/** `stripe:tmr_…`. @returns the reader’s id at Stripe, null where it is another kind of address */
export const readerOf = (text: string): string | null => /^stripe:([A-Za-z0-9_]{0,100})$/.exec(text)?.[1] ?? null;
export const addressOfReader = (reader: string): string => `stripe:${reader}`;

const text = z.string();
const keyState = z.discriminatedUnion('state', [
  z.object({
    state: z.literal('approved'),
    amount: z.number().int(),
    tip: z.number().int(),
    reference: text,
    provider: text,
    card: z
      .object({
        reader: text,
        brand: text,
        last4: text,
        entry: z.enum(['contactless', 'chip', 'swipe', 'unknown']),
        approvalCode: text,
        application: text,
        aid: text,
        verified: text,
      })
      .nullable(),
  }),
  z.object({ state: z.literal('running'), progress: z.enum(['present-card', 'authorising']) }),
  z.object({ state: z.literal('declined'), reason: text }),
  z.object({ state: z.literal('cancelled'), reason: text }),
  z.object({ state: z.literal('never'), reason: text }),
  z.object({ state: z.literal('reversed') }),
]);

const readerFacts = z.object({ label: text, serial: text, online: z.boolean(), busy: z.boolean() });

/** What of the host it takes to speak with the cloud. */
type Speaks = Parameters<typeof askCloud>[0] & Pick<Host, 'desk'>;

const PATH = '/sync/v1/terminal';
/** The cloud asks Stripe twice for a payment, and waits twenty seconds each time. */
const PATIENCE_MS = 50_000;
const LOOK_MS = 1_000;

const NO_LINE = 'There is no line to the cloud, and Stripe takes no card without it';
const wordsOf = (error: unknown): string | undefined => {
  if (!(error instanceof HostProblem)) return undefined;
  return error.code === 'desk.cloud-unreachable' ? NO_LINE : error.message;
};

const cut = (words: string, most: number): string => words.slice(0, most);

function stateOf(said: z.infer<typeof keyState>): CardState {
  if (said.state === 'running') return { state: 'running' };
  if (said.state === 'declined') return { state: 'declined', reason: said.reason };
  if (said.state === 'cancelled') return { state: 'cancelled', reason: said.reason };
  if (said.state !== 'approved') return said;
  const { amount, tip, reference, provider, card } = said;
  const chip = {
    ...(card?.aid && { aid: cut(card.aid, 40) }),
    ...(card?.application && { application: cut(card.application, 40) }),
  };
  return {
    ...{ state: 'approved', amount, tip, reference },
    card: {
      ...{ terminal: cut(card?.reader ?? '', 80), approvalCode: cut(card?.approvalCode ?? '', 40), provider },
      ...{ brand: cut(card?.brand ?? '', 40), last4: /^\d{4}$/.test(card?.last4 ?? '') ? (card?.last4 ?? '') : '' },
      ...{ entry: card?.entry ?? 'unknown', ...chip },
    },
  };
}

/**
 * A card reader that Stripe drives: the desk asks the cloud, the cloud asks Stripe, and no key of Stripe’s is ever here. Nothing is
 * charged without a line to the cloud. What the cloud refuses was not sent; where it does not answer, nobody knows.
 */
export function stripeTerminal(host: Speaks, reader: string, signal?: AbortSignal, lookMs = LOOK_MS): TerminalAdapter {
  /** What the cloud says no to was not done, unless it may have been done before. */
  const tell = async <T>(path: string, body: object, answer: z.ZodType<T>, first: boolean): Promise<T> => {
    try {
      return await tellCloud(host, `${PATH}${path}`, body, answer, PATIENCE_MS);
    } catch (error) {
      if (!(error instanceof HostProblem)) throw new TerminalSilent(String(error));
      if (first && error.kind !== 'unavailable') throw new TerminalUnreached(error.code, error.message);
      if (first && error.details['sent'] === false) throw new TerminalUnreached(error.code, NO_LINE);
      throw new TerminalSilent(error.message);
    }
  };
  const end = async (
    key: string,
    begun: z.infer<typeof keyState>,
    onProgress: (step: CardProgress) => void,
  ): Promise<CardOutcome> => {
    let said = begun;
    while (said.state === 'running') {
      onProgress(said.progress);
      await pause(lookMs, undefined, signal && { signal }).catch(() => {
        throw new TerminalSilent('this till stopped waiting');
      });
      said = await tell(`/payments/${key}/ask`, {}, keyState, false);
    }
    const state = stateOf(said);
    if (state.state === 'never') throw new TerminalUnreached('never', state.reason);
    return state as CardOutcome;
  };
  return {
    hello: async () => {
      const { label, serial, online, busy } = await askCloud(host, `${PATH}/readers/${reader}`, {}, readerFacts).catch(
        (error: unknown) => {
          throw new TerminalUnreached(String(error), wordsOf(error));
        },
      );
      if (!online) throw new TerminalUnreached('offline', 'The reader is switched off or has no network');
      return { name: label, serial, says: busy ? 'Waits for a card' : 'Ready' };
    },
    start: async (request, onProgress) => {
      const { key, purpose, amount, currency, original, tipPercents, orderId, by: personId } = request;
      const asked = { key, personId, orderId, amount, currency };
      const said = await (purpose === 'charge'
        ? tell('/payments', { ...asked, reader, asksTip: tipPercents !== undefined }, keyState, true)
        : tell('/refunds', { ...asked, charge: original }, keyState, true));
      return end(key, said, onProgress);
    },
    ask: async (key) => stateOf(await tell(`/payments/${key}/ask`, {}, keyState, false)),
    cancel: async (key) => {
      await tell(`/payments/${key}/cancel`, {}, keyState, false);
    },
    reverse: async (key) => {
      const said = z.object({ done: z.boolean(), reason: text });
      const { done, reason } = await tell(`/payments/${key}/reverse`, {}, said, false);
      return done ? { done } : { done, reason };
    },
  };
}
