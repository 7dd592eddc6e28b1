// <fieldset data-when="a.has_risk=是;a.copes=否|不清楚">: shown only while every condition holds (= one of the values, != none of them, =* any
// answer). What is hidden is disabled, so it is neither sent nor kept as a draft; the server drops it all the same.
const conditions = text => text.split(';').map(part => {
  const at = part.indexOf('=');
  const not = part[at - 1] === '!';
  return { name: part.slice(0, not ? at - 1 : at), not, values: part.slice(at + 1).split('|') };
});

function given(form, name) {
  return [...form.elements]
    .filter(field => field.name === name && !field.disabled && (['radio', 'checkbox'].includes(field.type) ? field.checked : field.value !== ''))
    .map(field => field.value);
}

function holds(form, { name, not, values }) {
  const answers = given(form, name);
  const any = values.includes('*') ? answers.length > 0 : answers.some(answer => values.includes(answer));
  return any !== not;
}

function show(part, on) {
  part.classList.toggle('off', !on);
  for (const field of part.querySelectorAll('input, select, textarea')) field.disabled = !on;
}

export function startAsked(root) {
  for (const form of root.querySelectorAll('form')) {
    // In the order of the page, so that what depends on a hidden answer is hidden with it.
    const parts = [...form.querySelectorAll('[data-when*="="]')].map(part => [part, conditions(part.dataset.when)]);
    if (parts.length === 0) continue;
    const settle = () => { for (const [part, all] of parts) show(part, all.every(one => holds(form, one))); };
    form.addEventListener('change', settle);
    settle();
  }
}
