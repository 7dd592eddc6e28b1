// <input type="password" data-shown>: a button shows what was typed. data-strength: how hard it is to guess, in words; the server decides.
const words = ['太短', '容易猜到', '一般', '好', '很好'];

export function startPasswords(root) {
  for (const field of root.querySelectorAll('input[type=password][data-shown]')) addButton(field);
  for (const field of root.querySelectorAll('input[data-strength]')) addMeter(field);
}

function addButton(field) {
  const box = document.createElement('div');
  box.className = 'shown';
  field.before(box);
  const button = document.createElement('button');
  button.type = 'button';
  button.className = 'btn btn-plain btn-sm';
  const tell = () => {
    const open = field.type === 'text';
    button.textContent = open ? '隐藏' : '显示';
    button.setAttribute('aria-pressed', String(open));
    button.setAttribute('aria-label', open ? '隐藏密码' : '显示密码');
  };
  button.addEventListener('click', () => { field.type = field.type === 'text' ? 'password' : 'text'; tell(); });
  field.form?.addEventListener('submit', () => { field.type = 'password'; });
  box.append(field, button);
  tell();
}

function addMeter(field) {
  const meter = document.createElement('progress');
  meter.max = 4;
  meter.className = 'thin strength';
  const said = document.createElement('span');
  said.className = 'help';
  said.setAttribute('role', 'status');
  (field.closest('.shown') ?? field).after(meter, said);
  field.addEventListener('input', () => {
    const grade = strength(field.value);
    meter.value = grade;
    said.textContent = field.value ? ` ${words[grade]}` : '';
  });
}

// Characters that neither repeat nor follow each other count; a Chinese one as much as two.
export function strength(text) {
  const letters = [...text];
  if (letters.length < 12) return 0;
  let weight = 0;
  const met = new Map();
  letters.forEach((letter, at) => {
    const step = at ? letter.codePointAt(0) - letters[at - 1].codePointAt(0) : 9;
    const times = met.get(letter) ?? 0;
    met.set(letter, times + 1);
    weight += (letter > '\u2e7f' ? 2 : 1) / ((Math.abs(step) <= 1 ? 4 : 1) * (1 + times));
  });
  return weight < 6 ? 1 : weight < 9 ? 2 : weight < 13 ? 3 : 4;
}
