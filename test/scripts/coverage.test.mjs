import { expect } from "chai";

import { parseLcov, shortfalls } from "../../scripts/check/lcov.mjs";

const TRACE = `TN:
SF:contracts/libraries/A.sol
BRDA:3,0,0,1
DA:12,0
DA:3,1
DA:9,0,Zm9v
DA:4,0
DA:10,0
DA:4,2
LH:2
LF:5
end_of_record
SF:contracts\\base\\B.sol
DA:7,1
LH:1
LF:1
end_of_record
`;

describe("contract coverage", () => {
  describe("lcov", () => {
    it("reads each file's lines, whatever their order, and the missed ones among them", () => {
      expect(parseLcov(TRACE)).to.deep.equal([
        { file: "contracts/libraries/A.sol", lines: 5, missed: [9, 10, 12] },
        { file: "contracts/base/B.sol", lines: 1, missed: [] },
      ]);
    });

    it("reads line ends of Windows", () => {
      expect(parseLcov(TRACE.replaceAll("\n", "\r\n"))).to.deep.equal(parseLcov(TRACE));
    });

    it("adds up the records of one file", () => {
      const twice = "SF:a.sol\nDA:1,0\nDA:2,0\nend_of_record\nSF:a.sol\nDA:1,3\nend_of_record\n";
      expect(parseLcov(twice)).to.deep.equal([{ file: "a.sol", lines: 2, missed: [2] }]);
    });

    it("takes no line that it cannot read for a covered one", () => {
      for (const row of ["DA:3", "DA:x,1", "DA:3,-1", "DA:3,"]) {
        expect(() => parseLcov(`SF:a.sol\n${row}\nend_of_record\n`), row).to.throw(row);
      }
      expect(() => parseLcov("DA:3,1\n")).to.throw("DA:3,1");
      expect(() => parseLcov("SF:a.sol\nend_of_record\nDA:3,1\n")).to.throw("DA:3,1");
    });
  });

  describe("shortfalls", () => {
    /** @param {string} file @param {number[]} missed */
    const measured = (file, ...missed) => ({ file, lines: 20, missed });

    it("name the file and its lines, runs of them shortened", () => {
      const files = [
        measured("lib/A.sol", 3, 5, 6, 7, 9, 10),
        measured("lib/B.sol"),
        measured("lib/C.sol", 1),
      ];
      expect(shortfalls(files, ["lib"])).to.deep.equal([
        "lib/A.sol: no test runs line 3, 5-7, 9-10",
        "lib/C.sol: no test runs line 1",
      ]);
    });

    it("are none when every line ran, and none outside of the folders", () => {
      const files = [measured("lib/deep/A.sol"), measured("mocks/M.sol", 4), measured("library/L.sol", 5)];
      expect(shortfalls(files, ["lib"])).to.deep.equal([]);
    });

    it("include a folder of which nothing was measured", () => {
      const unmeasured = { file: "base/B.sol", lines: 0, missed: [] };
      expect(shortfalls([measured("lib/A.sol"), unmeasured], ["lib", "base", "samples"])).to.deep.equal([
        "base: no line was measured",
        "samples: no line was measured",
      ]);
    });
  });
});
