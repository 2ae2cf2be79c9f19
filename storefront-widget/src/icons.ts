import { svg } from 'lit';

const icon = (path: string, more = '') =>
  svg`<svg class="ic ${more}" viewBox="0 0 24 24" aria-hidden="true"><path d=${path} /></svg>`;

export const plusIcon = icon('M12 5v14M5 12h14');
export const minusIcon = icon('M5 12h14');
export const backIcon = icon('M5 12h14M5 12l6 6M5 12l6-6', 'flip');
export const bagIcon = icon(
  'M6.3 8h11.4a2 2 0 0 1 2 2.3l-1.2 8a3 3 0 0 1-3 2.7H8.5a3 3 0 0 1-3-2.7l-1.2-8a2 2 0 0 1 2-2.3zM9 11V6a3 3 0 0 1 6 0v5',
);
export const closeIcon = icon('M18 6L6 18M6 6l12 12');
export const binIcon = icon('M4 7h16M10 11v6M14 11v6M5 7l1 12a2 2 0 0 0 2 2h8a2 2 0 0 0 2-2l1-12M9 7V4h6v3');
