import { expect } from "chai";
import type { HardhatConfig } from "hardhat/types/config";

import { memory, node, solc, wheel } from "../../tasks/ezkl/doctor/examine.ts";

const GIB = 2 ** 30;

const withCompiler = (path: string | undefined): HardhatConfig =>
  ({
    solidity: { profiles: { default: { compilers: [{ version: "0.8.30", path }] } } },
  }) as unknown as HardhatConfig;

describe("doctor", () => {
  for (const [version, status] of [
    ["20.19.0", "missing"],
    ["22.12.9", "missing"],
    ["22.13.0", "ok"],
    ["24.1.0", "ok"],
  ] as const) {
    it(`Node ${version} is ${status}`, () => {
      const finding = node(version);
      expect(finding.status).to.equal(status);
      expect(finding.remedy === undefined).to.equal(status === "ok");
    });
  }

  it("says that there is no wheel for Linux arm64, and what works there", () => {
    const { status, detail, remedy } = wheel("linux", "arm64");
    expect(status).to.equal("missing");
    expect(detail).to.contain("Linux arm64");
    expect(remedy).to.contain("wasm");
    expect(wheel("darwin", "arm64").status).to.equal("ok");
  });

  it("warns of little memory", () => {
    expect(memory(2 * GIB, GIB)).to.include({ status: "warning" });
    expect(memory(8 * GIB, GIB)).to.include({ status: "ok" });
  });

  it("misses a compiler whose file is not there, not one that Hardhat fetches", () => {
    expect(solc(withCompiler("/no/soljson.js"))[0]).to.include({ name: "solc 0.8.30", status: "missing" });
    expect(solc(withCompiler(undefined))[0]).to.include({ status: "ok" });
    expect(solc(withCompiler(import.meta.filename))[0]).to.include({ status: "ok" });
  });
});
