/**
 * Leaves at once: another page takes the place of this one, so that "back" does not return to it. Twice Escape does the same.
 *
 * @param {ParentNode} root
 */
export function leaveQuickly(root) {
  const link = root.querySelector('[data-quick-exit]:not([data-exit-state])');
  if (!link) return;
  link.dataset.exitState = 'ready';
  link.addEventListener('click', event => {
    event.preventDefault();
    leave(link);
  });
  let before = 0;
  document.addEventListener('keydown', event => {
    if (event.key !== 'Escape') return;
    if (event.timeStamp - before < 1000) leave(link);
    before = event.timeStamp;
  });
}

function leave(link) {
  document.body.hidden = true;
  location.replace(link.href);
}
