// <input data-check="citizen-id">: says at once what the server would say after saving. Only words; it refuses nothing.
const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];

/** The last character of an 18-digit citizen id (GB 11643-1999). */
export function checkDigit(first17) {
  const sum = weights.reduce((total, weight, at) => total + weight * Number(first17[at]), 0);
  return '10X98765432'[sum % 11];
}

function citizenId(text) {
  if (!/^\d{17}[\dX]$/.test(text)) return `身份证号应为 18 位数字（末位可为 X），现在是 ${text.length} 位`;
  const [year, month, day] = [text.slice(6, 10), text.slice(10, 12), text.slice(12, 14)].map(Number);
  const date = new Date(Date.UTC(year, month - 1, day));
  if (date.getUTCMonth() !== month - 1 || date.getUTCDate() !== day) return '身份证号中的出生日期不存在';
  return checkDigit(text) === text[17] ? null : '身份证号校验位不对，请核对是否抄错';
}

function phone(text) {
  return /^(1[3-9]\d{9}|0\d{2,3}-?\d{7,8})$/.test(text) ? null : '电话应为 11 位手机号，或带区号的座机';
}

const checks = { 'citizen-id': citizenId, phone };

export function startChecks(root) {
  for (const input of root.querySelectorAll('input[data-check]')) {
    const check = checks[input.dataset.check];
    if (check) input.addEventListener('change', () => show(input, check(input.value.replace(/\s/g, '').toUpperCase())));
  }
}

function show(input, words) {
  const field = input.closest('.field') ?? input.parentElement;
  let place = field.querySelector('[data-hint]');
  if (!place) {
    place = document.createElement('div');
    place.className = 'error';
    place.dataset.hint = '';
    place.setAttribute('role', 'status');
    field.append(place);
  }
  place.textContent = input.value === '' || words === null ? '' : words;
}
