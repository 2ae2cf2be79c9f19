import { css } from 'lit';

/** The button and the drawer that it opens. */
export const drawerStyles = css`
  :host { display: inline-block !important; position: relative; }
  :host([floating]) { position: fixed !important; z-index: 2147483000; inset-block-end: 20px; inset-inline-end: 20px; }
  .root { container-type: normal; }
  .bag { position: relative; display: grid; place-items: center; width: 48px; height: 48px; border: 0; padding: 0; background: transparent; color: var(--ink); border-radius: 50%; }
  :host([floating]) .bag { width: 56px; height: 56px; background: var(--action); color: var(--on-action); box-shadow: 0 4px 14px rgb(0 0 0 / 0.25); }
  .badge { position: absolute; inset-block-start: 2px; inset-inline-end: 0; min-width: 20px; height: 20px; padding: 0 5px; border-radius: 10px; background: var(--action); color: var(--on-action); font: 600 12px/20px var(--text); text-align: center; }
  :host([floating]) .badge { background: var(--ground); color: var(--ink); box-shadow: 0 0 0 1px var(--line); }
  dialog { position: fixed; inset: 0; inset-inline-start: auto; display: none; width: min(440px, 100vw); height: 100dvh; max-width: none; max-height: none; margin: 0; padding: 0; border: 0; background: var(--ground); color: var(--ink); overscroll-behavior: contain; overflow: auto; }
  dialog[open] { display: block; } dialog:focus { outline: none; }
  dialog::backdrop { background: rgb(0 0 0 / 0.45); }
  .head { position: sticky; inset-block-start: 0; z-index: 3; display: flex; justify-content: space-between; align-items: center; height: 64px; padding-inline: 20px 8px; background: var(--ground); border-block-end: 1px solid var(--line); }
  h2 { margin: 0; font: 400 24px/32px var(--display); letter-spacing: -0.01em; }
  .close { display: grid; place-items: center; width: 44px; height: 44px; border: 0; padding: 0; background: none; }
  .inside { padding-inline: 20px; }
  @media (prefers-reduced-motion: no-preference) {
    dialog[open] { animation: arrive 0.14s ease-out; } @keyframes arrive { from { opacity: 0; transform: translateX(24px); } }
    :host(:dir(rtl)) dialog[open] { animation-name: arrive-rtl; } @keyframes arrive-rtl { from { opacity: 0; transform: translateX(-24px); } }
  }
`;
