import { expect } from "chai";

/** Elements without an end tag. */
const VOID = new Set(["meta", "!doctype"]);

/** Names of the elements of a page in order of their start; fails where one is not closed, or closed twice. */
export function elements(page: string): string[] {
  const [open, found]: [string[], string[]] = [[], []];
  for (const [, slash, name = "", rest = ""] of page.matchAll(/<(\/?)([a-zA-Z!][\w-]*)([^<>]*)>/g)) {
    if (slash === "/") expect(open.pop(), `</${name}> closes`).to.equal(name);
    else {
      found.push(name);
      if (!VOID.has(name) && !rest.endsWith("/")) open.push(name);
    }
  }
  expect(open).to.deep.equal([]);
  expect(page.replaceAll(/<(\/?)([a-zA-Z!][\w-]*)([^<>]*)>/g, ""), "text").to.not.match(
    /[<>](?!\s*[a-z.]+ ?[{.])/,
  );
  return found;
}

/** The text of the page's code block with this label, as a reader copies it. */
export function codeOf(page: string, label: string): string {
  const found = new RegExp(`<pre [^>]*aria-label="${label}"><code>([^<]*)</code>`).exec(page)?.[1];
  expect(found, label).to.be.a("string");
  return found!
    .replaceAll("&lt;", "<")
    .replaceAll("&gt;", ">")
    .replaceAll("&quot;", '"')
    .replaceAll("&amp;", "&");
}
