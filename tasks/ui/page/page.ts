import { visibleLines } from "../../../src/text/visible.ts";

import { escape } from "./html.ts";
import { STYLE } from "./style.ts";

/**
 * A page that stands alone and asks for nothing from elsewhere.
 * @param body HTML below the title, escaped already
 */
export function page(title: string, body: string): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escape(title)}</title>
<style>
${STYLE}
</style>
</head>
<body>
<main>
<h1>${escape(title)}</h1>
${visibleLines(body)}
</main>
</body>
</html>
`;
}
