import type { ShopLook } from '@tillhouse/shared/domains/content/look-parts.ts';
import { useState } from 'react';

const MOST_STEPS = 100;
const written = new Set(['headline', 'intro']);

/** The one text that two looks differ in, of which each letter is no step of its own; null: something else differs. */
function textBetween(before: ShopLook, after: ShopLook): string | null {
  const parts = Object.keys({ ...before, ...after }) as (keyof ShopLook)[];
  const differ = parts.filter((part) => before[part] !== after[part]);
  return differ.length === 1 && written.has(differ[0] ?? '') ? (differ[0] ?? null) : null;
}

/** With one more step, or the last one further on. @param saved what the first step was made of */
export function stepped(saved: ShopLook, steps: readonly ShopLook[], draft: ShopLook): readonly ShopLook[] {
  const last = steps.at(-1);
  const text = last ? textBetween(last, draft) : null;
  const goesOn = last !== undefined && text !== null && textBetween(steps.at(-2) ?? saved, last) === text;
  return [...(goesOn ? steps.slice(0, -1) : steps.slice(-MOST_STEPS)), draft];
}

/** A look that is being made, with the way back through its steps; null: nothing was changed. */
export function useLookDraft(saved: ShopLook) {
  const [steps, setSteps] = useState<readonly ShopLook[]>([]);
  return {
    draft: steps.at(-1) ?? null,
    /** @param draft null: nothing of it is kept, nor the way back */
    setDraft: (draft: ShopLook | null) => setSteps((before) => (draft === null ? [] : stepped(saved, before, draft))),
    /** The last step back; null where there is none */
    undo: steps.length > 0 ? () => setSteps((before) => before.slice(0, -1)) : null,
  };
}
