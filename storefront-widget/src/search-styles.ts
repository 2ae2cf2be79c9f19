import { css } from 'lit';
import { gridStyles } from './styles.ts';

export const searchStyles = css`
  ${gridStyles}
  .root { container-type: normal; }
  .search { position: relative; max-width: 560px; }
  input[type='search'], .range input, select { width: 100%; height: 48px; padding: 0 14px; border: 1px solid var(--control); border-radius: var(--radius); background: var(--ground); color: var(--ink); font: 16px/22px var(--text); }
  input::placeholder { color: var(--ink-2); }
  .list, .none { position: absolute; z-index: 5; inset-inline: 0; margin: 4px 0 0; max-height: min(70vh, 620px); overflow: auto; background: var(--ground); border: 1px solid var(--line); border-radius: var(--radius); box-shadow: 0 8px 24px rgb(0 0 0 / 0.14); }
  .none { padding: 14px 16px; color: var(--ink-2); overflow-wrap: anywhere; }
  .list a { display: grid; grid-template-columns: 48px minmax(0, 1fr) auto; gap: 12px; align-items: center; padding: 8px 12px; } .list a + a { border-block-start: 1px solid var(--line); }
  .list .shot { width: 48px; aspect-ratio: 1; } .list .letters { font-size: 18px; } .list b { display: block; font-weight: 500; overflow-wrap: anywhere; } small { font: 13px/18px var(--text); color: var(--ink-2); }
  [aria-selected='true'], .list a:hover, .all:hover { background: var(--action-soft); }
  .all { position: sticky; inset-block-end: 0; width: 100%; min-height: 48px; padding: 8px 12px; border: 0; border-block-start: 1px solid var(--line); background: var(--tint); text-align: start; font-weight: 600; overflow-wrap: anywhere; }
  .results { container-type: inline-size; margin-block: 28px 40px; }
  .head { display: flex; flex-wrap: wrap; align-items: center; gap: 8px 20px; padding-block-end: 12px; border-block-end: 1px solid var(--line); }
  h2 { margin: 0; font: 400 28px/36px var(--display); letter-spacing: -0.02em; overflow-wrap: anywhere; }
  .head > span { color: var(--ink-2); margin-inline-end: auto; }
  .sort { display: flex; align-items: center; gap: 10px; color: var(--ink-2); white-space: nowrap; } select { width: auto; height: var(--target); }
  .shut { display: grid; place-items: center; width: var(--target); height: var(--target); padding: 0; border: 0; background: none; }
  .chips { display: flex; flex-wrap: wrap; align-items: center; gap: 8px; padding-block-start: 14px; }
  .chip { display: inline-flex; align-items: center; gap: 8px; min-height: 36px; padding: 0 8px 0 12px; border: 1px solid var(--action); border-radius: var(--radius); background: var(--action-soft); } .chip .ic { width: 16px; height: 16px; }
  .link { min-height: 36px; padding: 0 4px; border: 0; background: none; text-decoration: underline; text-underline-offset: 3px; }
  .found { display: grid; grid-template-columns: 232px minmax(0, 1fr); gap: 16px 40px; margin-block-start: 20px; align-items: start; }
  .found .grid { grid-template-columns: repeat(3, minmax(0, 1fr)); }
  fieldset { margin: 0 0 20px; padding: 0; border: 0; min-width: 0; } legend { padding: 0; margin-block-end: 6px; font-weight: 600; }
  .pick { display: flex; align-items: center; gap: 10px; min-height: 34px; cursor: pointer; } .pick span { min-width: 0; overflow-wrap: anywhere; } .pick small { margin-inline-start: auto; }
  .pick input { width: 18px; height: 18px; margin: 0; flex: none; accent-color: var(--action); }
  .range { display: grid; grid-template-columns: 1fr 1fr; gap: 8px; } .range label { color: var(--ink-2); font: 13px/18px var(--text); } .range input { height: var(--target); padding: 0 10px; }
  summary { display: inline-flex; align-items: center; gap: 8px; min-height: var(--target); cursor: pointer; list-style: none; text-decoration: underline; text-underline-offset: 3px; } summary::-webkit-details-marker { display: none; }
  .empty { color: var(--ink-2); padding-block: 24px; overflow-wrap: anywhere; }
  @container (min-width: 861px) { .filter > summary, .filter > .quiet { display: none; } }
  @container (max-width: 860px) {
    .found { grid-template-columns: minmax(0, 1fr); }
    .filter > summary { width: 100%; justify-content: center; border: 1px solid var(--control); border-radius: var(--radius); text-decoration: none; font-weight: 500; }
    .filter[open] { padding-block-end: 8px; border-block-end: 1px solid var(--line); } .filter[open] > summary { margin-block-end: 12px; } .pick { min-height: var(--target); } .filter > .quiet { width: 100%; margin-block-start: 12px; }
  }
  @container (max-width: 600px) { .found .grid { grid-template-columns: repeat(2, minmax(0, 1fr)); } .head > span { flex: 1; } .sort { order: 1; width: 100%; } .sort > span { display: none; } select { width: 100%; } }
`;
