// Cells as spreadsheets put them on the clipboard: tabs between cells, lines between rows, quotes around what has either in it.
export function parse(text) {
  const rows = [[]];
  let cell = '', quoted = false;
  const end = () => { rows[rows.length - 1].push(cell); cell = ''; };
  for (let at = 0; at < text.length; at++) {
    const sign = text[at];
    if (quoted) {
      if (sign !== '"') cell += sign;
      else if (text[at + 1] === '"') { cell += '"'; at++; } else quoted = false;
    } else if (sign === '"' && cell === '') quoted = true;
    else if (sign === '\t') end();
    else if (sign === '\n') { end(); rows.push([]); } else if (sign !== '\r') cell += sign;
  }
  end();
  // a spreadsheet ends every row, the last one too
  if (rows.length > 1 && rows[rows.length - 1].length === 1 && rows[rows.length - 1][0] === '') rows.pop();
  return rows;
}

export const write = rows => rows.map(row => row.map(cell => /[\t\n"]/.test(cell) ? `"${cell.replace(/"/g, '""')}"` : cell).join('\t')).join('\n');

const numbers = { Int: /^-?\d+$/, Decimal: /^-?\d+(\.\d+)?$/, Money: /^-?\d+(\.\d{1,2})?$/, Year: /^\d{4}$/ };

/** What is wrong with a text, as far as that can be told here; the server has the last word. */
export function fault(column, text) {
  if (text === '' || text.includes('*')) return '';
  if (column.choices && !column.many && !column.isOpen && !column.choices.includes(text)) return column.isPlace ? '没有这个地区' : `不在可选值内：${column.choices.slice(0, 6).join('、')}${column.choices.length > 6 ? '…' : ''}`;
  const plain = text.replace(/[,，\s]/g, '');
  if (numbers[column.type] && !numbers[column.type].test(plain)) return column.type === 'Money' ? '应为金额，最多两位小数' : column.type === 'Year' ? '应为四位年份' : column.type === 'Int' ? '应为整数' : '应为数字';
  if (numbers[column.type] && column.min !== null && Number(plain) < column.min) return `不能小于 ${column.min}`;
  if (numbers[column.type] && column.max !== null && Number(plain) > column.max) return `不能大于 ${column.max}`;
  return '';
}
