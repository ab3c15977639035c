// Passkeys (Web Authentication): asks the browser for one, and sends what it answers with the form that asks. Where this does not run, or the browser has no
// passkeys, the form goes on saying so.

const bytes = (text) => Uint8Array.from(atob(text.replaceAll('-', '+').replaceAll('_', '/')), (letter) => letter.charCodeAt(0));
const text = (buffer) => btoa(String.fromCharCode(...new Uint8Array(buffer))).replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '');

const ceremonies = {
  async add(options) {
    const publicKey = {
      ...options,
      challenge: bytes(options.challenge),
      user: { ...options.user, id: bytes(options.user.id) },
      excludeCredentials: options.excludeCredentials.map((one) => ({ ...one, id: bytes(one.id) })),
    };
    const { response } = await navigator.credentials.create({ publicKey });
    return { client_data: text(response.clientDataJSON), attestation: text(response.attestationObject) };
  },
  async login(options) {
    const publicKey = { ...options, challenge: bytes(options.challenge) };
    const { rawId, response } = await navigator.credentials.get({ publicKey });
    return {
      credential: text(rawId),
      client_data: text(response.clientDataJSON),
      authenticator_data: text(response.authenticatorData),
      signature: text(response.signature),
      user: response.userHandle ? text(response.userHandle) : '',
    };
  },
};

/** What to say when the browser gives none. */
function reason(form, error) {
  if (error.name === 'InvalidStateError') return form.dataset.there;
  return error.name === 'NotAllowedError' || error.name === 'AbortError' ? form.dataset.stopped : form.dataset.failed;
}

function prepare(form) {
  const [missing, ready, status] = ['.pk-missing', '.pk', '.pk-status'].map((name) => form.querySelector(name));
  missing.hidden = true;
  ready.hidden = false;
  let asking = false;
  form.addEventListener('submit', async (event) => {
    event.preventDefault();
    if (asking) return;
    asking = true;
    status.textContent = form.dataset.waiting;
    try {
      const answer = await ceremonies[form.dataset.passkey](JSON.parse(form.dataset.options));
      for (const [name, value] of Object.entries(answer)) {
        const field = form.querySelector(`input[name="${name}"]`) ?? form.appendChild(Object.assign(document.createElement('input'), { type: 'hidden', name }));
        field.value = value;
      }
      form.submit();
    } catch (error) {
      status.textContent = reason(form, error);
    }
    asking = false;
  });
}

if (window.PublicKeyCredential && navigator.credentials) for (const form of document.querySelectorAll('form[data-passkey]')) prepare(form);
