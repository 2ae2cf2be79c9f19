import { css } from 'lit';

export const cartStyles = css`
  .root { max-width: var(--sf-cart-width, 720px); }
  .lines, .codes ul { list-style: none; margin: 0; padding: 0; }
  .line { display: grid; grid-template-columns: 72px minmax(0, 1fr) auto; gap: 2px 14px; padding-block: 16px; border-block-end: 1px solid var(--line); }
  .line .shot { width: 72px; aspect-ratio: 1; grid-row: span 2; } .line .letters { font-size: 24px; }
  .line[data-off] .shot, .line[data-off] .what { opacity: 0.6; }
  .what { display: grid; align-content: start; gap: 1px; min-width: 0; }
  .title { font-weight: 500; overflow-wrap: anywhere; } .title:hover { text-decoration: underline; text-underline-offset: 3px; }
  small { font: 13px/19px var(--text); color: var(--ink-2); } .what small { overflow-wrap: anywhere; }
  .sum { text-align: end; font-weight: 500; white-space: nowrap; } .sum del { display: block; margin: 0; font-size: 13px; line-height: 19px; }
  .do { grid-column: 2 / -1; display: flex; justify-content: space-between; align-items: center; margin-block-start: 6px; }
  .do > :only-child { margin-inline-start: auto; }
  .step { display: grid; grid-template-columns: 44px 34px 44px; align-items: center; height: 44px; border: 1px solid var(--control); border-radius: var(--radius); text-align: center; font-weight: 600; }
  .step button, .bin { display: grid; place-items: center; height: 42px; border: 0; background: none; padding: 0; } .step button:disabled { opacity: 0.35; }
  .step .ic, .bin .ic { width: 18px; height: 18px; }
  .bin { width: 44px; height: 44px; color: var(--ink-2); margin-inline-end: -13px; } .bin:hover { color: var(--ink); }
  .note { grid-column: 1 / -1; margin: 8px 0 0; padding: 8px 12px; background: var(--tint); border-inline-start: 3px solid var(--low); font: 14px/20px var(--text); }
  .undo { display: flex; justify-content: space-between; align-items: center; gap: 12px; min-height: 56px; border-block-end: 1px solid var(--line); color: var(--ink-2); }
  .link { min-height: 44px; padding: 0 4px; border: 0; background: none; font-weight: 600; text-decoration: underline; text-underline-offset: 3px; color: var(--ink); }
  .bar { margin: 12px 0 0; padding: 10px 14px; background: var(--tint); border-inline-start: 3px solid var(--low); }
  .codes { padding-block: 6px; border-block-end: 1px solid var(--line); }
  .codes li { display: flex; justify-content: space-between; align-items: center; min-height: 44px; } .codes li b { font-weight: 600; overflow-wrap: anywhere; }
  .codes li[data-off] b { text-decoration: line-through; font-weight: 400; } .codes li[data-off] small { color: var(--low); } .codes input:placeholder-shown { direction: inherit; }
  summary { display: inline-flex; align-items: center; min-height: 44px; cursor: pointer; color: var(--ink-2); text-decoration: underline; text-underline-offset: 3px; list-style: none; }
  summary::-webkit-details-marker { display: none; }
  form { display: grid; grid-template-columns: minmax(0, 1fr) auto; gap: 8px; padding-block-end: 10px; }
  input { width: 100%; height: var(--target); padding: 0 12px; border: 1px solid var(--control); border-radius: var(--radius); background: var(--ground); color: var(--ink); font: 16px/22px var(--text); }
  input::placeholder { color: var(--ink-2); }
  .quiet { color: var(--ink); }
  .foot { position: sticky; inset-block-end: 0; padding-block: 12px 16px; background: var(--ground); }
  .foot[data-stale] .sums, .foot[data-stale] .total { opacity: 0.55; }
  .sums { margin: 0; } .sums div { display: flex; justify-content: space-between; gap: 16px; color: var(--ink-2); } dt { min-width: 0; overflow-wrap: anywhere; } dd { margin: 0; white-space: nowrap; }
  .total { display: flex; justify-content: space-between; align-items: baseline; gap: 16px; margin-block: 8px 12px; padding-block-start: 8px; border-block-start: 1px solid var(--line); font-weight: 600; }
  .total small { display: block; font-weight: 400; } .total b { font: 600 22px/28px var(--text); }
  .cta { display: flex; align-items: center; justify-content: space-between; gap: 12px; width: 100%; min-height: var(--cta); padding: 0 20px; border: 1px solid var(--action); border-radius: var(--radius); background: var(--action); color: var(--on-action); font: 600 16px/24px var(--text); }
  .empty { display: grid; justify-items: start; gap: 12px; padding-block: 24px; color: var(--ink-2); } .empty p { margin: 0; }
`;
