/** Of reports: one column, light or dark as the reader's system is, no outside resources. */
export const STYLE = `
:root { color-scheme: light dark; --page: #ffffff; --ink: #1c2024; --soft: #5b6570; --line: #d8dde3; --panel: #f5f7f9;
  --measured: #1763c6; --predicted: #7d93ab; --front: #1763c6; --chosen: #c2410c; --defaults: #1c2024; --refused: #b58a8a; --band: #cfe3d3;
  --pass: #1a7f37; --fail: #b42318; }
@media (prefers-color-scheme: dark) {
  :root { --page: #14171b; --ink: #e4e8ec; --soft: #98a3af; --line: #333a42; --panel: #1c2127;
    --measured: #6aaeff; --predicted: #7288a0; --front: #6aaeff; --chosen: #fb9a4b; --defaults: #e4e8ec; --refused: #94706f; --band: #26432f;
    --pass: #57c278; --fail: #ff8a80; }
}
* { box-sizing: border-box; }
body { margin: 0; background: var(--page); color: var(--ink); font: 16px/1.5 system-ui, sans-serif; }
main { max-width: 1080px; margin: 0 auto; padding: 24px 16px 64px; }
h1 { font-size: 1.6rem; line-height: 1.25; margin: 8px 0; overflow-wrap: anywhere; }
h2 { font-size: 1.15rem; margin: 40px 0 8px; }
p { margin: 6px 0; max-width: 76ch; }
.soft, figcaption, dt { color: var(--soft); }
.tiles { display: grid; grid-template-columns: repeat(auto-fit, minmax(150px, 1fr)); gap: 10px; margin: 20px 0; padding: 0; list-style: none; }
.tiles li { background: var(--panel); border-radius: 8px; padding: 10px 12px; }
.tiles b { display: block; font-size: 1.3rem; font-variant-numeric: tabular-nums; }
.tiles span { display: block; font-size: 0.85rem; color: var(--soft); }
.charts { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 310px), 1fr)); gap: 28px; }
figure { margin: 0; min-width: 0; }
figure.whole { grid-column: 1 / -1; }
figure h3 { font-size: 1rem; margin: 0; }
figcaption { font-size: 0.85rem; }
figure svg { display: block; width: 100%; height: auto; overflow: visible; }
.narrow { display: none; max-width: 440px; }
@media (max-width: 720px) { .narrow { display: block; } .wide { display: none; } }
.legend { display: flex; flex-wrap: wrap; gap: 4px 18px; margin: 8px 0; padding: 0; list-style: none; font-size: 0.85rem; }
.legend svg { width: 14px; height: 14px; vertical-align: -2px; margin-right: 5px; }
.scroll { overflow: auto; max-height: 70vh; border: 1px solid var(--line); border-radius: 8px; }
table { border-collapse: collapse; font-size: 0.82rem; width: 100%; font-variant-numeric: tabular-nums; }
th, td { padding: 5px 10px; text-align: right; white-space: nowrap; border-bottom: 1px solid var(--line); }
th { position: sticky; top: 0; background: var(--panel); font-weight: 600; }
th.text, td.text { text-align: left; }
td.wrap { white-space: normal; overflow-wrap: anywhere; }
.finding { font-size: 1rem; margin: 18px 0 2px; }
td.note { white-space: normal; min-width: 200px; }
td.long { white-space: normal; min-width: 420px; }
tbody tr:last-child td { border-bottom: 0; }
tr.chosen td { background: color-mix(in srgb, var(--chosen) 14%, transparent); font-weight: 600; }
tr.defaults td { background: var(--panel); }
tr.pass td:first-child, .verdict.pass { color: var(--pass); font-weight: 600; }
tr.fail td:first-child, .verdict.fail { color: var(--fail); font-weight: 600; }
tr.fail td { background: color-mix(in srgb, var(--fail) 10%, transparent); }
tr.refused td, tr.failed td, tr.skipped td, tr.not-applicable td { color: var(--soft); }
dl { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 300px), 1fr)); gap: 8px 24px; margin: 8px 0; }
dl div { min-width: 0; }
dt { font-size: 0.8rem; }
dd { margin: 0; overflow-wrap: anywhere; }
a { color: var(--measured); }
nav { font-size: 0.9rem; }
.graph svg { display: block; margin: 8px auto; }
.graph text { text-anchor: middle; }
pre.scroll { max-height: none; margin: 8px 0; padding: 12px 14px; background: var(--panel); }
pre code { padding: 0; background: none; overflow-wrap: normal; }
summary { cursor: pointer; }
code { font: 0.85em ui-monospace, monospace; background: var(--panel); padding: 1px 5px; border-radius: 4px; overflow-wrap: anywhere; }
`.trim();
