/**
 * Keeps what somebody types, a moment after each pause, so that nothing is lost by a closed lid or a lost connection.
 * The line under the form says when; it stays quiet when there is nothing to say.
 *
 * @param {ParentNode} root
 */
export function keepDrafts(root) {
  for (const form of root.querySelectorAll('[data-draft-url]:not([data-draft-state])')) {
    form.dataset.draftState = 'ready';
    keep(form);
  }
}

const pause = 1200;

function keep(form) {
  const line = form.querySelector('[data-draft-line]');
  let timer;
  const send = async () => {
    const answer = await fetch(form.dataset.draftUrl, { method: 'POST', body: new FormData(form), headers: { Accept: 'application/json' } });
    if (answer.ok) line.textContent = (await answer.json()).text;
  };
  form.addEventListener('input', () => {
    clearTimeout(timer);
    // A failed try is not shown: the next keystroke tries again, and "keep as draft" is there for who wants to be sure.
    timer = setTimeout(() => send().catch(() => {}), pause);
  });
  form.addEventListener('submit', () => clearTimeout(timer));
}
