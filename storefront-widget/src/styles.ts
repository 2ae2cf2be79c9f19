import { css } from 'lit';

/**
 * The theme: a page changes only `--sf-*` values, the store's own look stands behind them as `--th-*`, and the layout reads
 * nothing else. The root inside resets what a page's
 * own rules would hand down (fonts, letter spacing, colours); the host keeps its place against `* { … !important }`.
 */
export const theme = css`
  :host { display: block !important; float: none !important; min-width: 0 !important; padding: 0 !important; text-indent: 0 !important; }
  :host([hidden]) { display: none !important; }
  .root {
    all: initial; display: block; container-type: inline-size; box-sizing: border-box;
    --ground: var(--sf-ground, var(--th-ground, #ffffff)); --tint: var(--sf-tint, var(--th-tint, #f1f3ef)); --line: var(--sf-line, var(--th-line, #dde1da)); --control: var(--sf-control, var(--th-control, #7f867d));
    --ink: var(--sf-ink, var(--th-ink, #1b2624)); --ink-2: var(--sf-ink-2, var(--th-ink-2, #4f5b57));
    --action: var(--sf-action, var(--th-action, #1f3d36)); --on-action: var(--sf-on-action, var(--th-on-action, #ffffff)); --action-soft: var(--sf-action-soft, var(--th-action-soft, #e3ebe6));
    --sale: var(--sf-sale, var(--th-sale, #9c2f1f)); --low: var(--sf-low, var(--th-low, #8a5300)); --ok: var(--sf-ok, var(--th-ok, #1e6b3a)); --focus: var(--sf-focus, var(--th-focus, #c2410c));
    --display: var(--sf-display, 'Libre Caslon Text', 'Iowan Old Style', Georgia, serif);
    --text: var(--sf-text, 'IBM Plex Sans Variable', 'IBM Plex Sans', system-ui, -apple-system, 'Segoe UI', sans-serif);
    --radius: var(--sf-radius, var(--th-radius, 2px)); --gap: var(--sf-gap, 24px); --target: 44px; --cta: 56px;
    font: 15px/22px var(--text); color: var(--ink); font-feature-settings: 'tnum'; -webkit-font-smoothing: antialiased; direction: inherit;
  }
  *, *::before, *::after { box-sizing: border-box; }
  button { font: inherit; color: inherit; cursor: pointer; letter-spacing: inherit; }
  button:disabled { cursor: default; }
  a { color: inherit; text-decoration: none; }
  :focus-visible { outline: 2px solid var(--focus); outline-offset: 2px; }
  .num { font-variant-numeric: tabular-nums; unicode-bidi: isolate; }
  .ic { width: 22px; height: 22px; flex: none; fill: none; stroke: currentColor; stroke-width: 1.5; stroke-linecap: round; stroke-linejoin: round; }
  .hush { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
  .stock { display: flex; align-items: center; gap: 8px; color: var(--ink-2); min-width: 0; }
  .stock::before { content: ''; width: 8px; height: 8px; flex: none; background: var(--ok); }
  .stock.low { color: var(--low); } .stock.low::before { background: var(--low); transform: rotate(45deg); }
  .stock.out::before { background: transparent; border: 2px solid var(--control); }
  .shot { position: relative; display: grid; place-items: center; aspect-ratio: 5 / 4; background: var(--g, var(--tint)); border-radius: var(--radius); overflow: hidden; }
  .shot img { display: block; width: 100%; height: 100%; object-fit: cover; }
  .shot img.drawing { width: 66%; height: auto; aspect-ratio: 1; object-fit: contain; }
  .letters { font: 400 40px/1 var(--display); color: var(--ink-2); }
  .tag { position: absolute; inset-block-start: 12px; inset-inline-start: 12px; padding: 2px 8px; background: var(--ground); border-radius: var(--radius); font: 600 13px/20px var(--text); }
  .tag.sale, ins { color: var(--sale); text-decoration: none; }
  del { color: var(--ink-2); font-weight: 400; margin-inline-end: 6px; }
  .quiet { height: var(--target); padding: 0 18px; border: 1px solid var(--control); border-radius: var(--radius); background: transparent; font: 500 15px/22px var(--text); }
  .notice { display: grid; justify-items: start; gap: 12px; padding: 24px; border: 1px solid var(--line); border-radius: var(--radius); max-width: 60ch; }
  .notice p { margin: 0; }
  .bone { background: var(--tint); border-radius: var(--radius); }
  @media (prefers-reduced-motion: no-preference) {
    .bone { animation: breathe 1.6s ease-in-out infinite alternate; }
    @keyframes breathe { from { opacity: 1; } to { opacity: 0.55; } }
  }
  @media (forced-colors: active) { .stock::before { forced-color-adjust: none; } .shot, .add { border: 1px solid; } }
`;

/** Rows have fixed heights, so that what arrives takes exactly the place its skeleton kept. */
export const gridStyles = css`
  .grid { display: grid; grid-template-columns: repeat(4, minmax(0, 1fr)); gap: 32px var(--gap); list-style: none; margin: 0; padding: 0; }
  @container (max-width: 860px) { .grid { grid-template-columns: repeat(3, minmax(0, 1fr)); } }
  @container (max-width: 600px) { .grid { grid-template-columns: repeat(2, minmax(0, 1fr)); gap: 24px 12px; } }
  .card { position: relative; min-width: 0; }
  .card .open::after { content: ''; position: absolute; inset: 0; border-radius: var(--radius); }
  .card .open:focus-visible { outline: none; } .card .open:focus-visible::after { outline: 2px solid var(--focus); outline-offset: 2px; }
  .add { position: absolute; z-index: 1; inset-block-end: 8px; inset-inline-end: 8px; display: grid; place-items: center; width: var(--target); height: var(--target); border: 0; padding: 0; border-radius: 50%; background: var(--ground); color: var(--ink); }
  .frame { position: relative; }
  .row { display: flex; justify-content: space-between; gap: 12px; height: 22px; margin-block-start: 12px; font: 500 16px/22px var(--text); }
  .name { margin: 0; font: inherit; min-width: 0; overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
  .price { white-space: nowrap; text-align: end; }
  .sub { display: flex; justify-content: space-between; align-items: center; gap: 12px; height: 24px; margin-block-start: 4px; font: 14px/20px var(--text); }
  .card .by { margin: 2px 0 0; color: var(--ink-2); font: 14px/20px var(--text); }
  .sub .stock { overflow: hidden; white-space: nowrap; margin-inline-end: auto; } .rated { position: relative; color: var(--ink-2); white-space: nowrap; }
  .dots { display: inline-flex; gap: 6px; } .dots i { width: 14px; height: 14px; border-radius: 50%; background: var(--d); box-shadow: inset 0 0 0 1px rgb(0 0 0 / 0.18); }
  @container (max-width: 600px) {
    .row { display: grid; grid-template-rows: 44px 22px; gap: 0; height: 66px; }
    .name { white-space: normal; display: -webkit-box; -webkit-line-clamp: 2; -webkit-box-orient: vertical; }
    .price { text-align: start; } .dots:not(:last-child) { display: none; }
  }
  @container (max-width: 440px) { .many { display: none; }
  }
  .more { display: grid; justify-items: center; margin-block-start: 32px; }
`;

export const productStyles = css`
  .page { display: grid; grid-template-columns: minmax(0, 1.15fr) minmax(0, 1fr); gap: 24px 48px; align-items: start; }
  .back { display: inline-flex; align-items: center; gap: 8px; min-height: var(--target); margin-block-end: 4px; color: var(--ink-2); }
  :dir(rtl) .flip { transform: scaleX(-1); }
  .t { display: flex; justify-content: space-between; align-items: baseline; gap: 16px; min-height: 40px; }
  h2 { margin: 0; font: 400 32px/40px var(--display); letter-spacing: -0.02em; overflow-wrap: anywhere; }
  .t .price { font: 500 22px/32px var(--text); white-space: nowrap; }
  .by { color: var(--ink-2); margin: 2px 0 0; min-height: 22px; }
  fieldset { border: 0; margin: 16px 0 0; padding: 0; min-width: 0; }
  legend { padding: 0; margin-block-end: 6px; color: var(--ink-2); font: 14px/20px var(--text); }
  .opts { display: grid; grid-template-columns: repeat(auto-fill, minmax(152px, 1fr)); gap: 8px; }
  .opts button { display: flex; justify-content: space-between; align-items: center; gap: 8px; min-height: 48px; padding: 4px 14px; border: 1px solid var(--control); border-radius: var(--radius); background: var(--ground); text-align: start; }
  .opts [aria-checked='true'] { border: 2px solid var(--action); padding: 3px 13px; font-weight: 600; background: var(--action-soft); }
  [role='radio'][data-off] { color: var(--ink-2); text-decoration: line-through; border-style: dashed; }
  .cols { display: flex; flex-wrap: wrap; align-items: center; gap: 4px; margin-inline: -8px; }
  .cols button { width: 44px; height: 44px; padding: 0; border: 0; background: none; display: grid; place-items: center; }
  .cols i { width: 28px; height: 28px; border-radius: 50%; background: var(--d); box-shadow: inset 0 0 0 1px rgb(0 0 0 / 0.2); }
  .cols [aria-checked='true'] i { outline: 2px solid var(--action); outline-offset: 3px; } .cols [data-off] i { opacity: 0.35; }
  .get { display: flex; justify-content: space-between; align-items: center; gap: 12px; min-height: 56px; margin-block-start: 16px; border-block: 1px solid var(--line); }
  .get .stock { font-weight: 600; } .get small { font: 14px/20px var(--text); color: var(--ink-2); }
  .care { margin: 12px 0 0; color: var(--ink-2); white-space: pre-line; overflow-wrap: anywhere; }
  .buy { display: grid; grid-template-columns: 132px 1fr; gap: 8px; margin-block-start: 20px; background: var(--ground); }
  .only { max-width: 560px; }
  .buy.out { grid-template-columns: 1fr; }
  .qty { display: grid; grid-template-columns: 44px 1fr 44px; align-items: center; height: var(--cta); border: 1px solid var(--control); border-radius: var(--radius); text-align: center; font: 600 17px/24px var(--text); }
  .qty button { height: 54px; border: 0; background: none; padding: 0; display: grid; place-items: center; } .qty button:disabled { opacity: 0.4; }
  .cta { display: flex; align-items: center; justify-content: space-between; gap: 12px; height: var(--cta); padding: 0 20px; border: 1px solid var(--action); border-radius: var(--radius); background: var(--action); color: var(--on-action); font: 600 16px/24px var(--text); }
  .cta:disabled { background: var(--tint); border-color: var(--line); color: var(--ink-2); justify-content: center; }
  @container (max-width: 720px) {
    .page { grid-template-columns: minmax(0, 1fr); gap: 18px; }
    .shot { border-radius: 0; }
    h2 { font-size: 26px; line-height: 32px; }
    .buy { position: sticky; inset-block-end: 0; padding: 12px 0 20px; border-block-start: 1px solid var(--line); z-index: 2; }
  }
`;
