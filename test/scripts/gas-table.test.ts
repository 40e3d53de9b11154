import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

import { expect } from "chai";

import { expectGasTable, type GasTable } from "../helpers/gas-table.ts";
import { TABLES_WRITTEN } from "../helpers/page-table.ts";

const PAGE = `# A page

<!-- gas -->

| action |  cold | warm |
| ------ | ----: | ---: |
| open   | 1,000 |      |
| close  |   500 |  400 |

<!-- /gas -->

What comes after.
`;
const MEASURED: GasTable = { open: { cold: 1_000n }, close: { cold: 500n, warm: 400n } };

describe("tables of gas in the documentation", () => {
  let folder: string;
  let path: string;
  let page: string;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "gas-table-"));
    path = join(folder, "page.md");
    page = pathToFileURL(path).href;
    writeFileSync(path, PAGE);
  });
  afterEach(() => {
    delete process.env[TABLES_WRITTEN];
    rmSync(folder, { recursive: true });
  });

  const compare = (measured: GasTable) => expectGasTable(page, ["cold", "warm"], measured);

  it("pass when they are right, to two parts in a hundred", () => {
    compare(MEASURED);
    compare({ ...MEASURED, open: { cold: 1_020n } });
    expect(readFileSync(path, "utf8")).to.equal(PAGE);
  });

  it("fail on another figure, one too many, one too few, another action", () => {
    const all: GasTable[] = [
      { ...MEASURED, open: { cold: 1_030n } },
      { ...MEASURED, open: { cold: 1_000n, warm: 1n } },
      { ...MEASURED, close: { cold: 500n } },
      { ...MEASURED, refund: { cold: 1n } },
      { open: { cold: 1_000n } },
    ];
    for (const wrong of all) expect(() => compare(wrong)).to.throw("the table of gas should be");
  });

  it("are written instead of compared when they are recorded, and pass afterwards", () => {
    const measured = { open: { cold: 2_345_678n, warm: 9n }, refund: { warm: 7n } };
    process.env[TABLES_WRITTEN] = join(folder, "journal");
    writeFileSync(join(folder, "journal"), "");
    compare(measured);
    expect(readFileSync(join(folder, "journal"), "utf8")).to.equal(`${page} gas\n`);
    const text = readFileSync(path, "utf8");
    expect(text).to.match(/^# A page\n\n<!-- gas -->\n\n\| action /);
    expect(text).to.contain("| open   | 2,345,678 |    9 |\n");
    expect(text).to.match(/\|\n\n<!-- \/gas -->\n\nWhat comes after\.\n$/);
    delete process.env[TABLES_WRITTEN];
    compare(measured);
    expect(() => compare(MEASURED)).to.throw("the table of gas should be");
  });

  it("are compared or fail when somebody else left the variable set, and fail on a page without a place for them", () => {
    process.env[TABLES_WRITTEN] = "1";
    expect(() => compare(MEASURED)).to.throw(TABLES_WRITTEN);
    process.env[TABLES_WRITTEN] = join(folder, "journal");
    writeFileSync(join(folder, "journal"), "");
    writeFileSync(path, "nothing here");
    expect(() => compare(MEASURED)).to.throw("<!-- gas -->");
  });
});
