// SPDX-License-Identifier: AGPL-3.0-or-later
// As much of C++ as the laws need to read: text without comments and strings, includes, functions.

const token =
  /\/\/[^\n]*|\/\*[\s\S]*?\*\/|R"([^()\s\\]{0,16})\([\s\S]*?\)\1"|"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])+'|\d[\d'a-fA-FxX.]*/g;

/// `text` with comments and what stands in strings made blank; lines stay where they are.
export function code_only(text) {
  return text.replace(token, (found) => {
    if (/^\d/.test(found)) return found;
    return found.replace(/[^\n]/g, ' ');
  });
}

/// [{name, angled, line}] of the #includes.
export function includes_of(text) {
  const found = [];
  text.split('\n').forEach((line, index) => {
    const match = /^\s*#\s*include\s*(?:<([^>]+)>|"([^"]+)")/.exec(line);
    if (match) found.push({ name: match[1] ?? match[2], angled: match[1] !== undefined, line: index + 1 });
  });
  return found;
}

/// [{head, line, lines}] of the function bodies: braces after a parenthesis, inside namespaces and classes only.
export function functions_of(text) {
  const code = code_only(text).replace(/^[ \t]*#(?:[^\n\\]|\\\n|\\)*/gm, (found) => found.replace(/[^\n]/g, ' '));
  const found = [];
  const open = [];
  let head_from = 0;
  for (let i = 0; i < code.length; i++) {
    const letter = code[i];
    if (letter === '{') {
      const head = code.slice(head_from, i).trim();
      open.push({ kind: kind_of(head, code, head_from, open), head, at: i });
      head_from = i + 1;
    } else if (letter === '}') {
      const closed = open.pop();
      if (closed?.kind === 'function') {
        const first = code.slice(0, closed.at).split('\n').length;
        const last = first + code.slice(closed.at, i).split('\n').length - 1;
        found.push({ head: closed.head.split('\n')[0].trim(), line: first, lines: last - first + 1 });
      }
      head_from = i + 1;
    } else if (letter === ';') {
      head_from = i + 1;
    }
  }
  return found;
}

function kind_of(head, code, head_from, open) {
  if (open.some((brace) => brace.kind === 'function')) return 'inner';
  if (open.some((brace) => brace.kind === 'value')) return 'inner';
  head = head.replace(/\btemplate\s*<(?:[^<>]|<[^<>]*>)*>/g, '');
  const declares = /\b(namespace|class|struct|union|enum)\b/.test(head) && !/\)\s*(const|noexcept|override)?\s*$/.test(head);
  if (declares || head === 'extern') return 'scope';
  // After the last brace of a constructor's initialisers comes its body.
  if (head === '' && code[head_from - 1] === '}') return 'function';
  if (head.includes('(') && !/[=(,]\s*$/.test(head)) return 'function';
  return 'value';
}
