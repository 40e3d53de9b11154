import { expect } from "chai";

import { visible, visibleJson, visibleLines } from "../../../src/text/visible.ts";
import { HOSTILE } from "../../helpers/hostile-texts.ts";

/** Code points that must not be written out, listed by hand: not by the properties that the code under test asks for. */
const FORBIDDEN = [
  ...range(0x00, 0x1f),
  ...range(0x7f, 0x9f),
  ...[0xad, 0x34f, 0x61c, 0x115f, 0x1160, 0x180e, 0x3164, 0xfeff, 0xffa0],
  ...range(0x200b, 0x200f),
  ...range(0x2028, 0x202e),
  ...range(0x2060, 0x206f),
  ...range(0xd800, 0xdfff),
  ...range(0xe000, 0xe010),
  ...range(0xfe00, 0xfe0f),
  ...range(0xfff9, 0xfffb),
  ...range(0xe0000, 0xe01ef),
  0x10ffff,
];

describe("Text from outside, made visible", () => {
  it("escapes every character that is not drawn or that steers what draws", () => {
    for (const code of FORBIDDEN) {
      const character = String.fromCodePoint(code);
      expect(visible(`a${character}b`)).to.equal(`a\\u{${code.toString(16)}}b`);
      if (code !== 0x0a) expect(visibleLines(`a${character}b`)).to.equal(`a\\u{${code.toString(16)}}b`);
    }
  });

  it("leaves what people write", () => {
    for (const text of [
      "plain text, 100 %: [a]_{b}",
      "Größe, Ångström, σ, Привет, שלום, مرحبا, 日本語, 한국어, हिन्दी, ไทย, e\u0301",
      "€ ₿ → ✓ 🙂",
      "C:\\models\\new\\x1b",
      "\\\\server\\share",
    ])
      expect(visible(text)).to.equal(text);
  });

  it("keeps different texts different: an escape that a text only spells is no escape", () => {
    expect(visible("\\u{1b}")).to.equal("\\u{5c}u{1b}");
    expect(visible("\\\u001b")).to.equal("\\\\u{1b}");
    const texts = [
      "\u001b",
      "\\u{1b}",
      "\\\u001b",
      "\\\\u{1b}",
      "\\u{5c}u{1b}",
      "\\u{5c}\u001b",
      "\\\\u001b",
    ];
    expect(new Set(texts.map(visible)).size).to.equal(texts.length);
    for (const text of [...texts, ...HOSTILE]) expect(read(visible(text))).to.equal(text);
  });

  it("keeps the lines of a composed text, and changes it once only", () => {
    for (const text of HOSTILE) {
      const composed = `first\n  ${visible(text)}\n`;
      expect(visibleLines(composed)).to.equal(composed);
      expect(visibleLines(visibleLines(text))).to.equal(visibleLines(text));
    }
  });

  it("leaves JSON's meaning as it is", () => {
    for (const text of HOSTILE) {
      const json = visibleJson(JSON.stringify({ [text]: [text] }, null, 2));
      expect(visibleLines(json)).to.equal(json);
      expect(JSON.parse(json)).to.deep.equal({ [text]: [text] });
    }
  });
});

/** The reverse of `visible`, by its description. */
function read(text: string): string {
  return text.replace(/\\u\{([0-9a-f]+)\}/g, (_, code: string) => String.fromCodePoint(parseInt(code, 16)));
}

function range(first: number, last: number): number[] {
  return Array.from({ length: last - first + 1 }, (_, index) => first + index);
}
