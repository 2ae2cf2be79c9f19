import type { LocationSummary } from '../../../bridge/views.ts';
import type { Draft, Place } from './draft.ts';
import type { Problems } from './draft-rule.ts';

/** What every part of the page is handed. */
export interface PartProps {
  readonly draft: Draft;
  readonly set: (patch: Partial<Draft>) => void;
  readonly problems: Problems;
  readonly disabled: boolean;
  readonly place: Place;
  readonly choices: {
    readonly categories: readonly string[];
    readonly tags: readonly string[];
    readonly locations: readonly LocationSummary[];
  };
  /** How often each code was had, by the code in capitals */
  readonly codeUses: Readonly<Record<string, number>>;
  /** What ids are called */
  readonly names: Readonly<Record<string, string>>;
  readonly learn: (id: string, name: string) => void;
}
