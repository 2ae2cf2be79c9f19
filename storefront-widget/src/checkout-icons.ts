import { svg } from 'lit';

const icon = (path: string) => svg`<svg class="ic s" viewBox="0 0 24 24" aria-hidden="true"><path d=${path} /></svg>`;

export const lockIcon = icon(
  'M5 13a2 2 0 0 1 2-2h10a2 2 0 0 1 2 2v6a2 2 0 0 1-2 2H7a2 2 0 0 1-2-2zM11 16a1 1 0 1 0 2 0a1 1 0 0 0-2 0M8 11V7a4 4 0 1 1 8 0v4',
);
export const clockIcon = icon('M3 12a9 9 0 1 0 18 0a9 9 0 0 0-18 0M12 7v5l3 3');
export const doneIcon = icon('M5 12l5 5L20 7');
