import { svg } from 'lit';

const icon = (path: string, more = '') =>
  svg`<svg class="ic ${more}" viewBox="0 0 24 24" aria-hidden="true"><path d=${path} /></svg>`;

export const plusIcon = icon('M12 5v14M5 12h14');
export const minusIcon = icon('M5 12h14');
export const backIcon = icon('M5 12h14M5 12l6 6M5 12l6-6', 'flip');
