import { readFile } from "node:fs/promises";

import { expect } from "chai";
import { solidityPackedKeccak256, toBeHex } from "ethers";

import type { AuditLine } from "../../../src/audit/line.ts";
import { PROXY_SLOTS } from "../../../src/audit/proxy.ts";
import { auditChain, type FilesAudit } from "../../../tasks/ezkl/audit/audit-model.ts";
import { compileSolidity, type CompiledContract } from "../../helpers/compile.ts";
import { deployMock } from "../../helpers/mock-verifiers.ts";
import { deployCompiled, hardenedVerifier, type Connection } from "../../helpers/scorer.ts";
import { linearOnnx } from "../../core/pipeline/tiny-model.ts";
import { loadEngineSource } from "../../helpers/vectors.ts";
import { AuditedProject, failures, otherSrs, statusOf } from "./audited-project.ts";

const NO_HASH = { metadata: { bytecodeHash: "none" } };

async function connectTo({ hre }: AuditedProject, chainId = 31337): Promise<Connection> {
  return hre.network.create({ network: "default", override: { chainId } });
}

describe("audit of a verifier on a chain", function () {
  this.timeout(180_000);
  let audited: AuditedProject;
  let files: FilesAudit;
  let connection: Connection;
  let honest: CompiledContract;
  let address: string;

  before(async () => {
    audited = await AuditedProject.shared();
    files = await audited.files();
    connection = await connectTo(audited);
    const source = await readFile(audited.project.path("contracts/generated/tiny/TinyVerifier.sol"), "utf8");
    honest = compileSolidity(source, "TinyVerifier", NO_HASH);
    address = await deployCompiled(connection, honest);
  });
  after(async () => connection.close());

  const audit = async (at: string, of = files) =>
    (await auditChain(of, { connection, address: at, registry: undefined, publisher: undefined })).lines;

  /** Asked through an RPC without the pairing's precompile. */
  const withoutPairing = async (at: string) => {
    const provider: Pick<Connection["provider"], "request"> = {
      request: async (request): Promise<unknown> => {
        const [call] = (request.params ?? []) as [{ to?: string }?];
        const isPairing = request.method === "eth_call" && /^0x0+8$/.test(call?.to ?? "");
        return isPairing ? "0x" : connection.provider.request(request);
      },
    };
    const lacking = Object.create(connection, { provider: { value: provider } }) as Connection;
    const chain = { connection: lacking, address: at, registry: undefined, publisher: undefined };
    return (await auditChain(files, chain)).lines;
  };

  const detailOf = (lines: readonly AuditLine[], id: AuditLine["id"]) =>
    lines.find((line) => line.id === id)?.detail;

  const putCode = async (code: string, slots: Record<string, string> = {}): Promise<string> => {
    const at = toBeHex(
      BigInt(solidityPackedKeccak256(["string"], [code + JSON.stringify(slots)])) >> 96n,
      20,
    );
    await connection.provider.request({ method: "hardhat_setCode", params: [at, code] });
    for (const [slot, word] of Object.entries(slots))
      await connection.provider.request({ method: "hardhat_setStorageAt", params: [at, slot, word] });
    return at;
  };

  it("passes the verifier that the build deploys", async () => {
    const lines = await audit(address);
    expect(failures(lines)).to.deep.equal({});
    for (const id of [
      "precompiles",
      "contract",
      "runtime-code",
      "chain-srs",
      "good-proof",
      "bad-proofs",
    ] as const)
      expect(statusOf(lines, id), id).to.equal("pass");
  });

  it("a chain that cannot verify proofs fails a line of its own, whatever is at the address", async () => {
    for (const at of [address, "0x00000000000000000000000000000000DeaDBeef"]) {
      const lines = await withoutPairing(at);
      expect(failures(lines)).to.include({ precompiles: "EZKL_AUDIT_PRECOMPILES" });
      expect(detailOf(lines, "precompiles")).to.contain("ECPAIRING").and.to.contain("answers nothing");
    }
  });

  it("another metadata hash, and nothing else, is told and passes", async () => {
    const source = await readFile(audited.project.path("contracts/generated/tiny/TinyVerifier.sol"), "utf8");
    const other = compileSolidity(source, "TinyVerifier", { metadata: { bytecodeHash: "ipfs" } });
    const lines = await audit(await putCode(other.runtime));
    expect(failures(lines)).to.not.have.property("runtime-code");
    expect(lines.find(({ id }) => id === "runtime-code")?.detail).to.contain("metadata");
  });

  it("other optimizer runs: the same key in other code", async () => {
    const source = await readFile(audited.project.path("contracts/generated/tiny/TinyVerifier.sol"), "utf8");
    const optimizer = { enabled: false };
    const other = compileSolidity(source, "TinyVerifier", { ...NO_HASH, optimizer });
    const lines = await audit(await deployCompiled(connection, other));
    expect(failures(lines)).to.deep.equal({ "runtime-code": "EZKL_AUDIT_OTHER_COMPILER" });
  });

  it("one changed weight: what was deployed is of another ONNX file", async () => {
    const changed = await audited.changed(
      "models/tiny/network.onnx",
      () => linearOnnx(3.125),
      async () => audited.files(),
    );
    expect(failures(await audit(address, changed))).to.deep.equal({
      "runtime-code": "EZKL_AUDIT_OTHER_KEY",
      "good-proof": "EZKL_AUDIT_REFUSES_GOOD_PROOF",
    });
  });

  it("another SRS", async () => {
    const other = await audited.files({
      project: await otherSrs(audited),
      cacheDir: audited.project.path("empty"),
    });
    expect(failures(await audit(address, other))).to.deep.equal({
      "runtime-code": "EZKL_AUDIT_OTHER_SRS",
      "chain-srs": "EZKL_AUDIT_OTHER_SRS",
      "good-proof": "EZKL_AUDIT_REFUSES_GOOD_PROOF",
    });
  });

  it("another model's verifier at the address", async () => {
    const other = hardenedVerifier("scorer");
    const others = { tiny: "", scorer: loadEngineSource("scorer") };
    const lines = await audit(await deployCompiled(connection, other), { ...files, others });
    expect(failures(lines)).to.deep.equal({
      "runtime-code": "EZKL_AUDIT_OTHER_SRS",
      "chain-srs": "EZKL_AUDIT_OTHER_SRS",
      "good-proof": "EZKL_AUDIT_REFUSES_GOOD_PROOF",
    });
    expect(lines.find(({ id }) => id === "runtime-code")?.detail).to.contain("the verifying key of scorer");
    // Whatever refuses everything refuses bad proofs.
    expect(statusOf(lines, "bad-proofs")).to.equal("skipped");
  });

  it("an account without code", async () => {
    const [signer] = await connection.ethers.getSigners();
    expect(failures(await audit(await signer!.getAddress()))).to.deep.equal({
      contract: "EZKL_AUDIT_NO_CODE",
    });
  });

  it("an account that delegates", async () => {
    const at = await putCode(`0xef0100${address.slice(2)}`);
    expect(failures(await audit(at))).to.include({ contract: "EZKL_AUDIT_DELEGATED_ACCOUNT" });
  });

  it("a verifier that accepts everything", async () => {
    const lines = await audit(await deployMock(connection, "AlwaysTrueVerifier"));
    expect(failures(lines)).to.deep.equal({
      "runtime-code": "EZKL_AUDIT_OTHER_CODE",
      "chain-srs": "EZKL_AUDIT_OTHER_SRS",
      "bad-proofs": "EZKL_AUDIT_ACCEPTS_BAD_PROOF",
    });
  });

  describe("a proxy in front", () => {
    const isProxy = { contract: "EZKL_AUDIT_PROXY" };

    it("that forwards by DELEGATECALL", async () => {
      const lines = await audit(await deployMock(connection, "DelegatingProxy", address));
      expect(failures(lines)).to.include(isProxy);
      // It answers as the verifier does, today.
      expect(statusOf(lines, "good-proof")).to.equal("pass");
    });

    it("that forwards by STATICCALL", async () => {
      const lines = await audit(await deployMock(connection, "StaticForwarder", address));
      expect(failures(lines)).to.include({ contract: "EZKL_AUDIT_NOT_SELF_CONTAINED" });
    });

    it("that is minimal (EIP-1167)", async () => {
      const code = `0x363d3d373d3d3d363d73${address.slice(2).toLowerCase()}5af43d82803e903d91602b57fd5bf3`;
      const lines = await audit(await putCode(code));
      expect(failures(lines)).to.include(isProxy);
      expect(detailOf(lines, "contract")).to.contain(address.toLowerCase());
    });

    for (const [how, slot] of Object.entries(PROXY_SLOTS)) {
      it(`that says so in its storage (${how})`, async () => {
        const word = `0x${address.slice(2).padStart(64, "0").toLowerCase()}`;
        const lines = await audit(await putCode(honest.runtime, { [slot]: word }));
        expect(failures(lines)).to.deep.equal(isProxy);
        expect(detailOf(lines, "contract")).to.contain(how);
      });
    }
  });

  it("a dev SRS where it matters", async () => {
    const far = await connectTo(audited, 5);
    try {
      const at = await deployCompiled(far, honest);
      const { lines } = await auditChain(files, {
        ...{ connection: far, address: at, registry: undefined, publisher: undefined },
      });
      expect(failures(lines)).to.deep.equal({ "chain-srs": "EZKL_AUDIT_DEV_SRS" });
    } finally {
      await far.close();
    }
  });
});
