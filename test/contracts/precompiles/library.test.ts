import { readFileSync } from "node:fs";

import { expect } from "chai";
import { hexlify, Interface, keccak256 } from "ethers";

import { PRECOMPILE_QUESTIONS } from "../../../src/precompiles/questions.ts";
import { BareEvm, PRECOMPILES, type Precompile, type Replacements } from "../../helpers/bare-evm.ts";
import { BROKEN_CHAINS } from "../../helpers/broken-precompiles.ts";
import { compileFile } from "../../helpers/compile.ts";
import { expectNear } from "../../helpers/near.ts";
import { addressOf, REFUSER, REFUSER_CREATION, refuses, type Pin } from "../../helpers/pinning.ts";

const LIBRARY = new URL("../../../contracts/libraries/EzklPrecompiles.sol", import.meta.url);
/** Apart from Hardhat, for gas. */
const HARNESS = compileFile("contracts/mocks/LibraryHarness.sol", "LibraryHarness");

describe("a chain's precompiles, as a contract asks them before it pins a verifier", () => {
  let evm: BareEvm;
  let pin: Pin;
  let askDirectly: Pin;

  before(async () => {
    evm = await BareEvm.open();
    const [verifier, harness] = [await evm.deploy(REFUSER_CREATION), await evm.deploy(HARNESS)];
    const abi = new Interface(HARNESS.abi);
    const callOf = (method: string, args: readonly unknown[] = []): Pin => {
      const data = abi.encodeFunctionData(method, args);
      return async (chain) => chain.call(harness, data);
    };
    pin = callOf("requirePinnable", [verifier, keccak256(REFUSER), 0]);
    askDirectly = callOf("requireWorkingPrecompiles");
  });

  for (const broken of BROKEN_CHAINS) {
    it(`are found out on a chain ${broken.name}`, async () => refuses(evm, pin, broken));
  }

  it("pass where they work, for the gas that the library tells", async () => {
    // Twice: a transaction finds precompiles warm, a bare call only those that another one has called.
    await askDirectly(evm);
    const { ok, gas } = await askDirectly(evm);
    expect(ok).to.equal(true);
    const told = /Takes ([\d,]+) gas/.exec(readFileSync(LIBRARY, "utf8"))?.[1]?.replaceAll(",", "");
    expectNear(Number(gas), Number(told), 1_000, "gas");
  });

  it("are asked the questions that the tasks ask", async () => {
    const asked: { to: string; data: string }[] = [];
    const listening: Replacements = Object.fromEntries(
      PRECOMPILES.map((at): [Precompile, NonNullable<Replacements[Precompile]>] => [
        at,
        (genuine) => async (call) => {
          asked.push({ to: addressOf(at), data: hexlify(call.data) });
          return genuine(call);
        },
      ]),
    );
    expect(await pin(await evm.with(listening))).to.include({ ok: true });
    expect(asked).to.deep.equal(PRECOMPILE_QUESTIONS.map(({ to, data }) => ({ to, data })));
  });
});
