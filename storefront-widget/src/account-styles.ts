import { css } from 'lit';

export const accountStyles = css`
  .ac { max-width: 720px; margin-inline: auto; padding-block-end: 24px; }
  .offer { margin-block-end: 14px; padding-inline: 12px; border: 1px solid var(--line); border-radius: var(--radius); } .offer summary { min-height: 48px; align-content: center; cursor: pointer; color: var(--ink); }
  p { margin: 0; } small { font: 13px/18px var(--text); color: var(--ink-2); }
  h2 { margin: 0; font: 400 26px/32px var(--display); letter-spacing: -0.015em; overflow-wrap: anywhere; } h3 { margin: 0; padding-block: 22px 6px; font: 600 15px/20px var(--text); } h2:focus { outline: none; }
  .top { display: flex; flex-wrap: wrap; justify-content: space-between; align-items: center; gap: 4px 16px; padding-block: 12px; } .top small { display: block; overflow-wrap: anywhere; }
  form { display: grid; gap: 14px; max-width: 420px; padding-block: 12px; }
  label { display: grid; gap: 4px; font: 500 14px/20px var(--text); }
  input { width: 100%; min-width: 0; height: 48px; padding: 0 12px; border: 1px solid var(--control); border-radius: var(--radius); background: var(--ground); color: var(--ink); font: 16px/22px var(--text); }
  .code { letter-spacing: 0.3em; font-variant-numeric: tabular-nums; max-width: 12em; direction: ltr; }
  [aria-invalid='true'] { border-color: var(--sale); box-shadow: inset 0 0 0 1px var(--sale); }
  .wrong { color: var(--sale); font: 500 13px/18px var(--text); }
  .cta { display: flex; align-items: center; justify-content: center; min-height: var(--cta); padding: 0 20px; border: 1px solid var(--action); border-radius: var(--radius); background: var(--action); color: var(--on-action); font: 600 16px/24px var(--text); } .cta:disabled { background: var(--tint); border-color: var(--line); color: var(--ink-2); }
  .quiet { color: var(--ink); } .link { min-height: 44px; margin-inline: -4px; padding: 0 4px; border: 0; background: none; text-decoration: underline; text-underline-offset: 3px; color: var(--ink); }
  .row { display: flex; flex-wrap: wrap; gap: 8px 16px; align-items: center; padding-block: 8px; } .row .row { padding: 0; }
  .bar { margin-block: 8px; padding: 12px 16px; background: var(--tint); border-inline-start: 3px solid var(--action); overflow-wrap: anywhere; } .bar.bad { border-color: var(--sale); } .bar .order { padding: 0 0 6px; } .bar .cta { min-height: 44px; font-size: 15px; } .bar .row .quiet { margin: 0; } .bar p + p { padding-block-start: 4px; } .bar [role='group'] { padding-block-start: 10px; }
  .tabs { display: flex; gap: 4px; border-block-end: 1px solid var(--line); overflow-x: auto; }
  .tabs button { min-height: 48px; padding: 0 14px; border: 0; border-block-end: 3px solid transparent; background: none; font: 500 15px/22px var(--text); white-space: nowrap; } .tabs [aria-selected='true'] { border-color: var(--action); font-weight: 600; }
  ul[role='list'] { list-style: none; margin: 0; padding: 0; }
  .list > li { border-block-end: 1px solid var(--line); }
  .order { display: grid; grid-template-columns: minmax(0, 1fr) auto; gap: 2px 16px; width: 100%; padding: 12px 4px; border: 0; background: none; text-align: start; } .order b { font-weight: 600; } .order small { overflow: hidden; text-overflow: ellipsis; white-space: nowrap; } .order .num { font-weight: 600; } .order > :nth-child(even) { justify-self: end; } .order .stock { font-size: 13px; white-space: nowrap; }
  .place { display: grid; grid-template-columns: minmax(0, 1fr) auto; gap: 4px 16px; align-items: center; padding-block: 12px; overflow-wrap: anywhere; } .badge { padding: 1px 8px; border-radius: var(--radius); background: var(--action-soft); color: var(--action); font: 600 12px/18px var(--text); }
  .ac .form { max-width: none; }
  @container (max-width: 480px) { .place { grid-template-columns: minmax(0, 1fr); } }
`;
