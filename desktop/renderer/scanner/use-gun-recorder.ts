import { useEffect, useRef } from 'react';
import { type GunRecording, recordingOf } from './measure-gun.ts';
import type { KeyInput } from './scan-detector.ts';

/** Of a gun that sends no Enter: so long after its last key it is done. Longer than any pause between two keys. */
const OVER_MS = 400;

/** Keys that people move about with: never a code's first. */
const moves = new Set(['Escape', 'Enter', 'Tab']);

/** Takes the keys of whole scans, so that nothing on the page hears of them. */
export function useGunRecorder(on: boolean, onRecorded: (recording: GunRecording) => void): void {
  const report = useRef(onRecorded);
  report.current = onRecorded;
  useEffect(() => {
    if (!on) return;
    let keys: KeyInput[] = [];
    let timer: ReturnType<typeof setTimeout> | undefined;
    function over(): void {
      clearTimeout(timer);
      const taken = keys;
      keys = [];
      // A single key is a person's.
      if (taken.filter(({ key }) => key.length === 1).length > 1) report.current(recordingOf(taken));
    }
    function down(event: KeyboardEvent): void {
      if (event.isComposing || event.repeat || (keys.length === 0 && moves.has(event.key))) return;
      event.preventDefault();
      event.stopImmediatePropagation();
      keys.push({ key: event.key, code: event.code, at: event.timeStamp, shift: event.shiftKey });
      clearTimeout(timer);
      if (event.key === 'Enter' || event.key === 'Tab') over();
      else timer = setTimeout(over, OVER_MS);
    }
    window.addEventListener('keydown', down, true);
    return () => {
      clearTimeout(timer);
      window.removeEventListener('keydown', down, true);
    };
  }, [on]);
}
