import { useEffect, useRef } from 'react';
import { gunProfile } from './gun.ts';
import { type Burst, onAltUp, onKey, onSilence, SILENCE, type Step } from './scan-detector.ts';

type TextField = HTMLInputElement | HTMLTextAreaElement;

interface Kept {
  readonly field: TextField;
  readonly value: string;
  readonly start: number | null;
  readonly end: number | null;
}

function keep(target: EventTarget | null): Kept | null {
  const isField = target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement;
  if (!isField || target.readOnly) return null;
  return { field: target, value: target.value, start: target.selectionStart, end: target.selectionEnd };
}

/** Takes the scanned characters out of the field again, in a way React notices. */
function restore({ field, value, start, end }: Kept): void {
  if (field.value === value) return;
  const prototype = field instanceof HTMLInputElement ? HTMLInputElement.prototype : HTMLTextAreaElement.prototype;
  Object.getOwnPropertyDescriptor(prototype, 'value')?.set?.call(field, value);
  field.dispatchEvent(new Event('input', { bubbles: true }));
  if (start !== null) field.setSelectionRange(start, end);
}

/**
 * `now` while keys arrive as fast as a scanner sends them, so that shortcuts leave them alone; `words` where it is more than
 * digits that come, so that a field of digits leaves them alone too.
 */
export const scanning = { now: false, words: false };

/** Who asked for scans, the newest last: a dialog over a page takes them alone, so that the page never sees its code. */
const listening: symbol[] = [];

/**
 * Reports each scanned code, wherever the focus is, to whoever asked last. Keys are let through at once, so that typing never lags;
 * when they turn out to be a scan, the field gets its former text back. `onBegan` runs at the first key of what may
 * become a scan, for pages that take keys without a field. Heard as the gun of the register was measured.
 */
export function useScanner(onScan: (code: string) => void, onBegan?: () => void): void {
  const report = useRef(onScan);
  report.current = onScan;
  const began = useRef(onBegan);
  began.current = onBegan;
  useEffect(() => {
    let burst: Burst | null = null;
    let kept: Kept | null = null;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const me = Symbol('scanner');
    listening.push(me);

    function take(step: Step, event?: KeyboardEvent): void {
      burst = step.burst;
      scanning.now = (burst?.gaps.length ?? 0) >= 1;
      scanning.words = scanning.now && /\D/.test(burst?.text ?? '');
      if (step.swallow && event) {
        event.preventDefault();
        event.stopImmediatePropagation();
      }
      if (step.scan === null) return;
      if (kept) restore(kept);
      kept = null;
      if (listening.at(-1) === me) report.current(step.scan);
    }

    function down(event: KeyboardEvent): void {
      if (event.isComposing || event.repeat) return;
      const step = onKey(
        burst,
        {
          key: event.key,
          code: event.code,
          at: event.timeStamp,
          shift: event.shiftKey,
          control: event.ctrlKey,
          alt: event.altKey,
          meta: event.metaKey,
        },
        gunProfile(),
      );
      if (step.began) {
        kept = keep(event.target);
        began.current?.();
      }
      // A space or a letter of a scan must not press the button that happens to have the focus.
      if ((step.burst?.gaps.length ?? 0) >= 1 && event.key === ' ' && event.target instanceof HTMLButtonElement)
        event.preventDefault();
      take(step, event);
      clearTimeout(timer);
      if (burst) timer = setTimeout(() => take(onSilence(burst, gunProfile())), SILENCE);
    }

    function up(event: KeyboardEvent): void {
      if (event.key === 'Alt') take(onAltUp(burst, event.timeStamp), event);
    }

    window.addEventListener('keydown', down, true);
    window.addEventListener('keyup', up, true);
    return () => {
      listening.splice(listening.indexOf(me), 1);
      clearTimeout(timer);
      scanning.now = false;
      scanning.words = false;
      window.removeEventListener('keydown', down, true);
      window.removeEventListener('keyup', up, true);
    };
  }, []);
}
