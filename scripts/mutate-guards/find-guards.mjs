/**
 * A guard in a Solidity source and what stands there without it.
 *
 * @typedef {object} Guard
 * @property {string} name The guard's own text on one line.
 * @property {number} start
 * @property {number} end
 * @property {string} without
 */

/** Modifiers that Solidity itself or inheritance gives; all others are guards. */
const NO_GUARD = new Set([
  ...["public", "external", "internal", "private", "view", "pure", "payable", "virtual", "override"],
]);

/**
 * Every guard of a contract's source: each `require` and each part of one that joins several with &&, each `revert`, each call of a function whose name
 * begins with "require" (after underscores) for its own sake, and each modifier of a function.
 * @param {string} source
 * @returns {Guard[]} In the order of the source.
 */
export function findGuards(source) {
  const text = blank(source, /\/\/.*$|\/\*[\s\S]*?\*\//gm);
  const code = blank(text, /"[^"\n]*"/g);
  return [
    ...statements(code, /(?<![\w.])require\(/g, ""),
    ...conjuncts(code),
    ...statements(code, /(?<![\w.])revert [\w.]+\(/g, "{}"),
    ...statements(code, /(?<=[;{}]\s*)(?:\w+\.)?_*require[A-Z]\w*\(/g, ""),
    ...modifiers(code),
  ]
    .map(({ start, end, without }) => ({ name: oneLine(text.slice(start, end)), start, end, without }))
    .sort((a, b) => a.start - b.start || a.end - b.end);
}

/** @typedef {Omit<Guard, "name">} Span */

/**
 * Statements that begin with a call, up to their semicolon.
 * @param {string} code
 * @param {RegExp} call Matches up to the opening parenthesis.
 * @param {string} without
 * @returns {Span[]}
 */
function statements(code, call, without) {
  return [...code.matchAll(call)].map(({ index, 0: { length } }) => {
    const close = closing(code, index + length - 1);
    const end = code.indexOf(";", close) + 1;
    // A `revert` may be the whole branch of an `if`; an empty block stands wherever a statement does.
    return { start: index, end, without };
  });
}

/**
 * The parts of conditions that are joined with &&, each taken for true.
 * @param {string} code
 * @returns {Span[]}
 */
function conjuncts(code) {
  return [...code.matchAll(/(?<![\w.])require\(/g)].flatMap(({ index, 0: { length } }) => {
    const open = index + length - 1;
    const [condition] = split(code, open + 1, closing(code, open), ",");
    if (condition === undefined) return [];
    const parts = split(code, condition.start, condition.end, "&&");
    return parts.length < 2 ? [] : parts.map((part) => ({ ...trim(code, part), without: "true" }));
  });
}

/**
 * Modifiers in the heads of functions; none in constructors, whose heads name base contracts.
 * @param {string} code
 * @returns {Span[]}
 */
function modifiers(code) {
  return [...code.matchAll(/(?<!\w)function\s+\w+\(/g)].flatMap(({ index, 0: { length } }) => {
    const head = closing(code, index + length - 1) + 1;
    const end = head + code.slice(head).search(/[{;]/);
    const words = blank(code.slice(head, end), /\breturns\s*\([^)]*\)|\([^)]*\)/g);
    return [...words.matchAll(/\b[A-Za-z_]\w*/g)]
      .filter(({ 0: word }) => !NO_GUARD.has(word))
      .map(({ index: at, 0: word }) => {
        const after = head + at + word.length;
        return { start: head + at, end: code[after] === "(" ? closing(code, after) + 1 : after, without: "" };
      });
  });
}

/**
 * Where the parenthesis at `open` is closed.
 * @param {string} code
 * @param {number} open
 * @returns {number}
 */
function closing(code, open) {
  let depth = 0;
  for (let i = open; i < code.length; i++) {
    if (code[i] === "(") depth += 1;
    else if (code[i] === ")" && --depth === 0) return i;
  }
  throw new Error(`a parenthesis is never closed: ${code.slice(open, open + 80)}`);
}

/**
 * The parts of a span between separators that lie in no parentheses, brackets or braces.
 * @param {string} code
 * @param {number} start
 * @param {number} end
 * @param {string} separator
 */
function split(code, start, end, separator) {
  const parts = [];
  let depth = 0;
  let from = start;
  for (let i = start; i < end; i++) {
    const character = code[i] ?? "";
    if ("([{".includes(character)) depth += 1;
    else if (")]}".includes(character)) depth -= 1;
    else if (depth === 0 && code.startsWith(separator, i)) {
      parts.push({ start: from, end: i });
      from = i + separator.length;
    }
  }
  return [...parts, { start: from, end }];
}

/**
 * @param {string} code
 * @param {{ start: number, end: number }} span
 */
function trim(code, { start, end }) {
  const text = code.slice(start, end);
  return {
    start: start + text.length - text.trimStart().length,
    end: end - text.length + text.trimEnd().length,
  };
}

/**
 * @param {string} text
 * @param {RegExp} pattern
 */
const blank = (text, pattern) => text.replace(pattern, (match) => match.replace(/[^\n]/g, " "));

/** @param {string} text */
const oneLine = (text) => text.replace(/\s+/g, " ").replace(/\( /g, "(").replace(/ \)/g, ")");
