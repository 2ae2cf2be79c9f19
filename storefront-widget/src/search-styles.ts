import { css } from 'lit';

export const searchStyles = css`
  .root { container-type: normal; }
  .search { position: relative; max-width: 560px; }
  input { width: 100%; height: 48px; padding: 0 14px; border: 1px solid var(--control); border-radius: var(--radius); background: var(--ground); color: var(--ink); font: 16px/22px var(--text); }
  input::placeholder { color: var(--ink-2); }
  [role='listbox'], .none { position: absolute; z-index: 5; inset-inline: 0; margin: 4px 0 0; max-height: min(70vh, 560px); overflow: auto; background: var(--ground); border: 1px solid var(--line); border-radius: var(--radius); box-shadow: 0 8px 24px rgb(0 0 0 / 0.14); }
  .none { padding: 14px 16px; color: var(--ink-2); overflow-wrap: anywhere; }
  a { display: grid; grid-template-columns: 48px minmax(0, 1fr) auto; gap: 12px; align-items: center; padding: 8px 12px; } a + a { border-block-start: 1px solid var(--line); }
  a .shot { width: 48px; aspect-ratio: 1; } a .letters { font-size: 18px; } b { display: block; font-weight: 500; overflow-wrap: anywhere; } small { font: 13px/18px var(--text); color: var(--ink-2); }
  [aria-selected='true'], a:hover { background: var(--action-soft); }
`;
