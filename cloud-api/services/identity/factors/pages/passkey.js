// Asks the browser for a passkey and sends what it signed with the form that the button stands in. Runs as it is, in
// browsers; a page works without it, by password and code.
for (const form of document.querySelectorAll('form[data-passkey]')) {
  const { passkey, origin } = form.dataset;
  const able = window.PublicKeyCredential?.parseRequestOptionsFromJSON && origin === location.origin;
  if (!able) continue;
  form.hidden = false;
  form.addEventListener('submit', async (event) => {
    const answer = form.elements.namedItem('response');
    if (answer.value !== '') return;
    event.preventDefault();
    const button = event.submitter;
    button.disabled = true;
    try {
      const publicKey = PublicKeyCredential.parseRequestOptionsFromJSON(JSON.parse(passkey));
      answer.value = JSON.stringify(await navigator.credentials.get({ publicKey }));
      button.disabled = false;
      form.requestSubmit(button);
    } catch {
      // Turned away by the person, or too late: they may try again or go on without it.
      button.disabled = false;
    }
  });
}
