import type { DraftRow } from '../../../bridge/draft-queries.ts';
import type { Tone } from '../../ui/state.tsx';

/** How it stands, in words that `t` knows. */
export function draftState({ status, validUntil, lapsed }: DraftRow): { readonly tone: Tone; readonly text: string } {
  if (status === 'ordered') return { tone: 'ok', text: 'Ordered' };
  if (status === 'discarded') return { tone: 'plain', text: 'Given up' };
  if (status === 'placing') return { tone: 'busy', text: 'Being ordered' };
  if (validUntil === null) return { tone: 'open', text: 'Draft' };
  return lapsed ? { tone: 'warn', text: 'Quote, over' } : { tone: 'open', text: 'Quote' };
}
