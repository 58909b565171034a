/**
 * A list without a mouse: j and k walk along the rows, Enter opens (it is a link), c takes, / searches, ? explains.
 * Keys of one letter can be turned off (WCAG 2.1.4); this computer remembers that.
 *
 * @param {ParentNode} root
 */
export function workByKeys(root) {
  const list = root.querySelector('[data-worklist]');
  const dialog = root.querySelector('[data-keys-dialog]');
  if (!list || !dialog || list.dataset.keys) return;
  list.dataset.keys = 'ready';

  const help = root.querySelector('[data-keys-help]');
  const choice = dialog.querySelector('[data-keys-on]');
  help.hidden = false;
  choice.checked = localStorage.getItem(remembered) !== 'off';
  help.addEventListener('click', () => dialog.showModal());
  choice.addEventListener('change', () => localStorage.setItem(remembered, choice.checked ? 'on' : 'off'));

  const keys = {
    j: () => step(list, 1),
    k: () => step(list, -1),
    c: () => rowInFocus()?.querySelector('[data-row-claim]')?.click(),
    '/': () => document.querySelector('[type="search"]')?.focus(),
    '?': () => dialog.showModal()
  };
  document.addEventListener('keydown', event => {
    if (!choice.checked || dialog.open || isTyping(event)) return;
    const act = keys[event.key];
    if (!act) return;
    event.preventDefault();
    act();
  });
}

const remembered = 'perspectief-keys';

function isTyping(event) {
  return event.ctrlKey || event.metaKey || event.altKey || event.target.closest?.('input, textarea, select, [contenteditable]');
}

// After an act the page comes back at the row that it was about: walking goes on from there.
function rowInFocus() {
  return document.activeElement?.closest('[data-row]') ?? document.querySelector('[data-row]:target');
}

function step(list, by) {
  const rows = [ ...list.querySelectorAll('[data-row]') ];
  const from = rows.indexOf(rowInFocus());
  const next = from < 0 ? (by > 0 ? 0 : rows.length - 1) : Math.min(Math.max(from + by, 0), rows.length - 1);
  rows[next]?.querySelector('[data-row-link]').focus();
}
