import { css } from 'lit';

export const checkoutStyles = css`
  .co { max-width: 1080px; margin-inline: auto; }
  .ic.s { width: 18px; height: 18px; }
  small, .hint { font: 13px/18px var(--text); color: var(--ink-2); }
  p { margin: 0; }
  .title { display: flex; justify-content: space-between; align-items: center; min-height: 56px; color: var(--ink); }
  h2 { margin: 0; font: 400 26px/32px var(--display); letter-spacing: -0.015em; overflow-wrap: anywhere; } h2:focus, h3:focus { outline: none; }
  h3 { margin: 0; padding-block: 18px 8px; font: 600 15px/20px var(--text); }
  .held { display: flex; align-items: center; gap: 8px; min-height: 40px; padding-inline: 16px; margin-block-end: 12px; background: var(--action-soft); color: var(--action); font-size: 14px; } .held b { font-weight: 600; } .held .num { margin-inline-start: auto; }
  .told { display: grid; gap: 8px; margin-block-end: 12px; }
  .bar { padding: 12px 16px; background: var(--tint); border-inline-start: 3px solid var(--low); overflow-wrap: anywhere; } .fine { border-color: var(--ok); } .bar ul { margin: 6px 0; padding-inline-start: 20px; } .bar .quiet { margin-block-start: 8px; background: var(--ground); } a.quiet { display: inline-flex; align-items: center; }
  .bar.bad { border-color: var(--sale); } .how { white-space: pre-line; }
  .cols { display: grid; grid-template-columns: minmax(0, 1fr); }
  .sum { padding-block: 8px 14px; border-block-end: 1px solid var(--line); }
  .sum summary { display: flex; justify-content: space-between; align-items: center; gap: 12px; min-height: 52px; cursor: pointer; list-style: none; color: var(--ink-2); } .sum summary::-webkit-details-marker { display: none; }
  .thumbs { display: flex; gap: 6px; } .thumbs .shot { width: 40px; height: 40px; aspect-ratio: 1; } .thumbs .letters { font-size: 15px; }
  .count::after { content: ''; display: inline-block; width: 7px; height: 7px; margin-inline: 10px 4px; border: solid currentColor; border-width: 0 1.5px 1.5px 0; transform: translateY(-3px) rotate(45deg); } [open] .count::after { transform: rotate(225deg); }
  ul[role='list'] { list-style: none; margin: 0; padding: 0; }
  .sum li, .bought li, dl div { display: flex; justify-content: space-between; gap: 16px; line-height: 22px; } .sum li, .bought li { padding-block: 4px; } .sum li span:first-child, dt { min-width: 0; overflow-wrap: anywhere; }
  dl { margin: 8px 0 0; color: var(--ink-2); } dd { margin: 0; white-space: nowrap; }
  .main { min-width: 0; padding-block: 12px 20px; }
  .who { display: grid; grid-template-columns: minmax(0, 1fr) auto; gap: 12px; align-items: center; padding-block: 6px 12px; border-block-end: 1px solid var(--line); } .who b { font-weight: 600; } .who small { display: block; overflow-wrap: anywhere; }
  .link { min-height: 44px; margin-inline: -4px; padding: 0 4px; border: 0; background: none; text-decoration: underline; text-underline-offset: 3px; color: var(--ink); }
  .fields { display: grid; grid-template-columns: repeat(2, minmax(0, 1fr)); gap: 14px 12px; }
  .field { display: grid; align-content: start; gap: 4px; min-width: 0; } .wide { grid-column: 1 / -1; }
  label { color: var(--ink); font: 500 14px/20px var(--text); }
  .agree { display: flex; gap: 12px; align-items: center; min-height: 48px; padding-block-start: 8px; font-weight: 400; } .agree input { flex: none; width: 20px; height: 20px; margin: 0; accent-color: var(--action); }
  input:not([type='radio'], [type='checkbox']), select { width: 100%; min-width: 0; height: 48px; padding: 0 12px; border: 1px solid var(--control); border-radius: var(--radius); background: var(--ground); color: var(--ink); font: 16px/22px var(--text); }
  [aria-invalid='true'] { border-color: var(--sale); box-shadow: inset 0 0 0 1px var(--sale); }
  .wrong { color: var(--sale); font: 500 13px/18px var(--text); }
  .mend { margin-block-end: 14px; padding: 8px 16px; border: 1px solid var(--sale); border-radius: var(--radius); } .mend ul { display: flex; flex-wrap: wrap; gap: 0 12px; } .mend p { font-weight: 600; }
  .quiet { color: var(--ink); }
  .opt { border: 1px solid var(--control); border-radius: var(--radius); }
  .opt label { display: grid; grid-template-columns: 20px minmax(0, 1fr) auto; gap: 0 12px; align-items: center; min-height: 52px; padding: 6px 12px; cursor: pointer; font: 15px/20px var(--text); } .opt label + label { border-block-start: 1px solid var(--line); }
  .opt b { display: block; font-weight: 500; overflow-wrap: anywhere; } .opt small { display: block; } .opt .on { background: var(--action-soft); } .opt .on b { font-weight: 600; }
  .opt input { appearance: none; width: 20px; height: 20px; margin: 0; border: 1.5px solid var(--control); border-radius: 50%; background: var(--ground); } .opt input:checked { border: 6px solid var(--action); }
  .main > .opt:first-child { display: grid; grid-template-columns: 1fr 1fr; margin-block-end: 14px; } .main > .opt:first-child label + label { border-block-start: 0; border-inline-start: 1px solid var(--line); }
  input, select, button { scroll-margin-block: 72px 104px; }
  .cards summary { min-height: 48px; display: flex; align-items: center; cursor: pointer; text-decoration: underline; text-underline-offset: 3px; } .cards form { display: flex; gap: 8px; align-items: end; padding-block-end: 8px; } .cards label { flex: 1; display: grid; gap: 4px; } .cards .quiet { height: 48px; white-space: nowrap; } .bin { width: 44px; height: 44px; border: 0; background: none; color: var(--ink); } .cards li { display: flex; justify-content: space-between; align-items: center; }
  .pay { position: sticky; inset-block-end: 0; z-index: 2; display: grid; grid-template-columns: auto minmax(0, 1fr); gap: 20px; align-items: center; padding-block: 12px 16px; background: var(--ground); border-block-start: 1px solid var(--line); }
  .pay b { display: block; font: 600 24px/28px var(--text); white-space: nowrap; } .pay small { display: block; max-width: 22ch; }
  .cta { display: flex; align-items: center; justify-content: center; gap: 12px; min-height: var(--cta); padding: 0 20px; border: 1px solid var(--action); border-radius: var(--radius); background: var(--action); color: var(--on-action); font: 600 16px/24px var(--text); }
  .cta:disabled { background: var(--tint); border-color: var(--line); color: var(--ink-2); }
  .waits { display: grid; justify-items: start; gap: 16px; padding-block: 24px 40px; max-width: 60ch; }
  .spin { width: 28px; height: 28px; border: 3px solid var(--line); border-block-start-color: var(--action); border-radius: 50%; }
  .done { display: grid; gap: 12px; max-width: 620px; padding-block: 20px; } .done h2 { font-size: 30px; line-height: 38px; }
  .tick { order: -1; display: grid; place-items: center; width: 44px; height: 44px; border-radius: 50%; background: var(--action); color: var(--on-action); }
  .states { display: flex; flex-wrap: wrap; gap: 4px 20px; } .bought { border-block-start: 1px solid var(--line); padding-block-start: 8px !important; } .all { color: var(--ink); font: 600 18px/28px var(--text) !important; }
  @container (min-width: 820px) {
    .cols { grid-template-columns: minmax(0, 1.4fr) minmax(280px, 1fr); gap: 48px; }
    .cols .sum { order: 2; align-self: start; border: 1px solid var(--line); border-radius: var(--radius); padding-inline: 16px; }
    .pay { grid-template-columns: auto 300px; justify-content: space-between; } .pay small { max-width: none; }
  }
  @media (prefers-reduced-motion: no-preference) { .spin { animation: turn 0.9s linear infinite; } @keyframes turn { to { transform: rotate(1turn); } } }
  @media (forced-colors: active) { .opt input { appearance: auto; } }
`;
