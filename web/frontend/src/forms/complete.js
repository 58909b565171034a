/**
 * Ctrl + Enter completes the task from wherever somebody types: in a long answer Enter begins a line, and the button is many
 * tab stops away. A page in which nobody may complete has no such button.
 *
 * @param {ParentNode} root
 */
export function completeByKey(root) {
  for (const button of root.querySelectorAll('[data-complete]:not([data-complete-state])')) {
    button.dataset.completeState = 'ready';
    button.form.addEventListener('keydown', event => {
      if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return;
      event.preventDefault();
      button.form.requestSubmit(button);
    });
  }
}
