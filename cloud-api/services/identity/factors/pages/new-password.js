// The page that a letter leads to: the link's secret stays behind the #, so no server and no log sees it before it is used.
const form = document.querySelector('form');
const told = document.querySelector('[role=alert]');
const tell = (text) => {
  told.textContent = text;
  told.hidden = text === '';
};
form.addEventListener('submit', async (event) => {
  event.preventDefault();
  const [next, again] = ['next', 'again'].map((name) => form.elements.namedItem(name).value);
  if (next !== again) return tell(form.dataset.differ);
  form.querySelector('button').disabled = true;
  const answer = await fetch('/auth/password/reset', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ token: location.hash.slice(1), next }),
  }).catch(() => undefined);
  form.querySelector('button').disabled = false;
  if (answer?.ok) {
    history.replaceState(null, '', location.pathname);
    document.querySelector('main').replaceChildren(document.querySelector('template').content.cloneNode(true));
    return;
  }
  const problem = await answer?.json().catch(() => undefined);
  tell(problem?.detail ?? form.dataset.away);
});
