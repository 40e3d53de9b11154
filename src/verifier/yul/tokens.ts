import { VerifierShapeError } from "../../errors/verifier.ts";

/** White space and comments are skipped. A number ends where a word cannot go on, and names have no dots but those of the two arguments. */
const TOKEN =
  /[ \n]+|\/\/[^\n]*|(:=|->|[{}(),]|(?:0x[0-9a-fA-F]+|0|[1-9][0-9]*)(?![\w$.])|(?:proof|instances)\.(?:offset|length)(?![\w$.])|[A-Za-z_$][\w$]*(?![\w$.]))/y;

/** @throws VerifierShapeError at the first character that starts no token */
export function tokenise(text: string, where?: string): string[] {
  const tokens: string[] = [];
  const pattern = new RegExp(TOKEN);
  while (pattern.lastIndex < text.length) {
    const at = pattern.lastIndex;
    const match = pattern.exec(text);
    if (match === null) throw new VerifierShapeError("the assembly", `"${text.slice(at, at + 20)}"`, where);
    if (match[1] !== undefined) tokens.push(match[1]);
  }
  return tokens;
}
