/** A line that a hostile text would like to be taken for the program's own. */
export const FORGED = "✓ FORGED";

/** Names and other texts as a stranger may choose them, each in the way of a terminal, a page or a reader. */
export const HOSTILE = [
  "cleared\u001b[2J\u001b[H",
  "concealed\u001b[8m\u001b[32m",
  "link\u001b]8;;https://example.invalid\u0007here\u001b]8;;\u0007",
  "clipboard\u001b]52;c;ZWNobw==\u001b\\",
  "overwritten\rsafe",
  "reversed\u202egnp.exe\u2066\u2069",
  "bell\u0007\b\u007f",
  "c1\u009b31m\u0085next",
  "zero\u200bwidth\u2060\ufeff\u00ad\u200d",
  `lines\n${FORGED}\u2028${FORGED}\u2029`,
  "tab\tand\u0000nul\v\f",
  "tags\u{e0041}\u{e007f}\ufe0f",
  "lone\ud800surrogate",
  "spelt\\u{1b}[2J\\x1b",
] as const;

/** All of them in one text. */
export const WORST = HOSTILE.join(" ");
