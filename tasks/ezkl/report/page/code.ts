import { escape, escapeLines } from "../../../ui/page/html.ts";

/** Source text to copy from; it scrolls by itself where the page is narrow. */
export function codeBlock(text: string, label: string): string {
  return `<pre class="scroll" tabindex="0" role="group" aria-label="${escape(label)}"><code>${escapeLines(text.trimEnd())}</code></pre>`;
}
