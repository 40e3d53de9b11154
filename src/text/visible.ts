/**
 * What may not reach a terminal or a page as it is: controls (ESC, BEL, CR, C1), bidirectional and other format characters, whatever
 * is drawn as nothing, line and paragraph separators, lone surrogates, and code points that are private or not assigned.
 */
const UNSEEN = String.raw`\p{C}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}`;
const IN_A_VALUE = new RegExp(String.raw`[${UNSEEN}]|\\(?=u\{)`, "gu");
const IN_LINES = new RegExp(`[^\\n\\P{C}]|[${UNSEEN.replace(String.raw`\p{C}`, "")}]`, "gu");

/**
 * A text from outside (a name, a path, an answer of a node) as one line that shows what is in it: each character above, newline and tab
 * too, is written as `\u{…}`, its code point in hexadecimal. A backslash of the text's own is written `\u{5c}` where `u{` follows it, so
 * `\u{` in the result always begins an escape, and different texts stay different. Letters of all languages stay as they are.
 * Apply it once, where the text is written out; twice is safe, but escapes the escapes.
 * @example visible("a\u001b[2Jb") // "a\\u{1b}[2Jb"
 */
export function visible(text: string): string {
  return text.replace(IN_A_VALUE, escapeOf);
}

/** The same for a text of several lines that is composed already: newlines and backslashes stay. Applying it twice changes nothing more. */
export function visibleLines(text: string): string {
  return text.replace(IN_LINES, escapeOf);
}

/** The same for JSON: JSON's own escapes, so that it says exactly what it said. */
export function visibleJson(json: string): string {
  return json.replace(IN_LINES, (character) =>
    Array.from(
      { length: character.length },
      (_, index) => `\\u${character.charCodeAt(index).toString(16).padStart(4, "0")}`,
    ).join(""),
  );
}

function escapeOf(character: string): string {
  return `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`;
}
