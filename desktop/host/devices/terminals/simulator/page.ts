/** The one page of the simulated terminal: what the next payment does, and its own book. */
export const terminalPage = `<!doctype html>
<html lang="en"><meta charset="utf-8"><title>Simulated card terminal</title>
<style>
  :root { color-scheme: light dark; font: 15px/22px system-ui, sans-serif }
  body { max-width: 860px; margin: 24px auto; padding: 0 16px }
  fieldset { display: flex; flex-wrap: wrap; gap: 8px; border: 1px solid #8888; border-radius: 8px; margin: 0 0 16px; padding: 12px }
  button { font: inherit; padding: 8px 12px; border-radius: 6px; border: 1px solid #8888; cursor: pointer }
  button[aria-pressed=true] { background: #c2410c; color: #fff }
  table { border-collapse: collapse; width: 100% } td, th { text-align: start; padding: 4px 8px; border-top: 1px solid #8884 }
  td.n { text-align: end; font-variant-numeric: tabular-nums } pre { max-height: 240px; overflow: auto; font-size: 12px }
</style>
<h1>Simulated card terminal</h1><p id="at"></p>
<fieldset id="next"><legend>The next payment</legend></fieldset>
<fieldset id="now"><legend>From now on</legend></fieldset>
<p id="queue"></p><table id="book"></table><h2>What happened</h2><pre id="log"></pre>
<script>
const scripts = {
  'Approve': {}, 'Approve after 8 s': { takes: 8000 }, 'Decline: insufficient funds': { ends: 'decline', reason: 'Insufficient funds' },
  'Customer cancels': { ends: 'cancel' }, 'Approve half of it': { ends: 'partial' }, 'Approve, answer lost': { answer: 'lost' },
  'Answer twice': { answer: 'twice' }, 'Restart before booking': { restart: 'before' }, 'Restart after booking': { restart: 'after' },
};
const $ = (id) => document.getElementById(id);
const send = (body) => fetch('/', { method: 'POST', headers: { 'x-terminal': '1' }, body: JSON.stringify(body) }).then(show);
const button = (into, name, act) => { const b = document.createElement('button'); b.textContent = name; b.onclick = () => act(b); $(into).append(b); return b };
for (const [name, script] of Object.entries(scripts)) button('next', name, () => send({ do: 'script', script }));
for (const [name, what] of [['Deaf: takes lines, says nothing', 'deaf'], ['Refuses to give back', 'refuse-reversals']])
  button('now', name, (b) => { const on = b.getAttribute('aria-pressed') !== 'true'; b.setAttribute('aria-pressed', on); send({ do: what, on }) });
const cell = (row, text, n) => { const td = row.insertCell(); td.textContent = text; if (n) td.className = 'n' };
async function show() {
  const s = await (await fetch('/state')).json();
  $('at').textContent = 'At ' + s.address + '. Its book settles ' + (s.settles / 100).toFixed(2) + '.';
  $('queue').textContent = s.next.length ? 'Next: ' + JSON.stringify(s.next) : 'Next: approves.';
  $('book').replaceChildren();
  for (const line of s.book) {
    const row = $('book').insertRow();
    cell(row, line.purpose); cell(row, (line.amount / 100).toFixed(2) + ' ' + line.currency, true);
    cell(row, line.outcome.state); cell(row, line.outcome.reference || line.outcome.reason || ''); cell(row, line.key);
  }
  $('log').textContent = s.log.join('\\n');
}
show(); setInterval(show, 1000);
</script></html>
`;
