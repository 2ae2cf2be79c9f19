import type { Organisation } from '../../../bridge/store-queries.ts';
import { Select } from '../../ui/field.tsx';
import type { Choice } from './choices.ts';
import type { Problems, StoreDraft } from './store-draft.ts';

/** What every part of the editor is given. */
export interface PartProps {
  readonly draft: StoreDraft;
  readonly set: (patch: Partial<StoreDraft>) => void;
  readonly problems: Problems;
  readonly organisation: Organisation;
  /** Null where it may be changed; else why it may not */
  readonly locked: string | null;
}

interface ChooserProps {
  readonly control: { readonly id?: string; readonly 'aria-label'?: string };
  readonly choices: readonly Choice[];
  readonly value: string;
  readonly disabled: boolean;
  readonly onChoose: (value: string) => void;
}

export function Chooser({ control, choices, value, disabled, onChoose }: ChooserProps) {
  return (
    <Select {...control} value={value} disabled={disabled} onChange={(event) => onChoose(event.target.value)}>
      {choices.map((choice) => (
        <option key={choice.value} value={choice.value}>
          {choice.name}
        </option>
      ))}
    </Select>
  );
}
