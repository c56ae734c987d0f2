import { ask } from './service.js';
import { word } from './words.js';

/** Lets the form log in or register; gives the token on. */
export function showLogin(form, onToken) {
  const error = form.querySelector('.error');
  const attempt = async (isNew) => {
    error.textContent = '';
    if (!form.checkValidity()) {
      error.textContent = word('short');
      return;
    }
    const body = Object.fromEntries(new FormData(form));
    try {
      if (isNew) await ask('/api/users', { method: 'POST', body });
      const { token } = await ask('/api/sessions', { method: 'POST', body });
      form.reset();
      onToken(token);
    } catch ({ code }) {
      error.textContent = word(code === 'login' ? 'wrong' : (code ?? 'failed'));
    }
  };
  form.noValidate = true;
  form.onsubmit = (event) => {
    event.preventDefault();
    void attempt(false);
  };
  form.querySelector('#register').onclick = () => void attempt(true);
}
