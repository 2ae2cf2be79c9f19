// Opened by a desk: shows for whom, asks the browser for a passkey on a click, and says what came of it.
const main = document.querySelector('main');
const [button, told, whom] = ['button', '[role=alert]', '[data-whom]'].map((each) => main.querySelector(each));
const ticket = location.hash.slice(1);
history.replaceState(null, '', location.pathname);

const tell = (text) => {
  told.textContent = text;
  told.hidden = false;
};
async function post(path, body) {
  const answer = await fetch(path, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  }).catch(() => undefined);
  const said = answer?.status === 204 ? {} : await answer?.json().catch(() => undefined);
  if (answer?.ok) return said;
  throw new Error(said?.detail ?? button.dataset.away);
}

button.addEventListener('click', async () => {
  button.disabled = true;
  told.hidden = true;
  try {
    const { purpose, options } = await post('/auth/ceremonies/options', { ticket });
    const response = await ask(purpose, options);
    if (!response) return tell(button.dataset.turned);
    await post('/auth/ceremonies/finish', { ticket, response });
    main.replaceChildren(document.querySelector('template').content.cloneNode(true));
    setTimeout(() => window.close(), 1_200);
  } catch (error) {
    tell(error.message);
  } finally {
    button.disabled = false;
  }
});

/** Undefined when the person turned it away, took too long, or this device has none that fits. */
async function ask(purpose, options) {
  try {
    const made =
      purpose === 'register'
        ? await navigator.credentials.create({ publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(options) })
        : await navigator.credentials.get({ publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(options) });
    return made.toJSON();
  } catch {
    return undefined;
  }
}

if (!window.PublicKeyCredential?.parseCreationOptionsFromJSON) {
  tell(button.dataset.unable);
  button.hidden = true;
} else {
  post('/auth/ceremonies/options', { ticket })
    .then(({ email, purpose }) => {
      whom.textContent = email;
      button.textContent = purpose === 'register' ? button.dataset.register : button.dataset.prove;
      button.hidden = false;
      button.focus();
    })
    .catch((error) => tell(error.message));
}
