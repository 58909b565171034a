import htmx from 'htmx.org';

/**
 * Brings the questions up to date when an answer changes that others depend on. Only controls marked data-affects do so,
 * and the new questions are morphed into the old, so that focus and what is being typed stay where they are.
 *
 * @param {ParentNode} root
 */
export function refreshQuestions(root) {
  document.documentElement.classList.add('js');
  for (const form of root.querySelectorAll('[data-refresh-url]:not([data-refresh-state])')) {
    form.dataset.refreshState = 'ready';
    form.addEventListener('change', event => {
      if (event.target.matches('[data-affects]')) refresh(form);
    });
  }
}

function refresh(form) {
  return htmx.ajax('POST', form.dataset.refreshUrl, { source: form, target: form.querySelector('[data-fields]'), swap: 'innerMorph' });
}
