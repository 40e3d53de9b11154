import { readFile } from "node:fs/promises";

import { expect } from "chai";

import { sha256 } from "../../../src/pipeline/files.ts";
import { ceremonyIn, digestBeside } from "../../../src/srs/open.ts";
import { ensureSrs } from "../../../src/pipeline/srs.ts";
import { CEREMONIES } from "../../../src/srs/ceremonies.ts";
import { convertPtau } from "../../../src/srs/convert.ts";
import { findCeremony } from "../../../src/srs/find-ceremony.ts";
import { importSrs } from "../../../src/srs/import.ts";
import { listSrs } from "../../../src/srs/list.ts";
import { BN254_FIELD, withPtau } from "../../../src/srs/ptau.ts";
import { refuses } from "../pipeline/refuses.ts";
import { Sandbox } from "../pipeline/sandbox.ts";
import { useSandbox } from "../pipeline/fixture.ts";
import { HERMEZ_PTAU, HERMEZ_SRS_SHA256 } from "./folder.ts";
import { madePtau, madeSections, madeSrs, rawCoordinate } from "./made-setup.ts";

const never = async (): Promise<never> => Promise.reject(new Error("no engine is needed"));

describe("importing an SRS", function () {
  this.timeout(30_000);
  const sandbox = useSandbox(async () => {
    const made = await Sandbox.make();
    await made.useOwnCache();
    return made;
  });
  const places = () => sandbox().workspace.srs;
  const cached = (k: number): string => `user-cache/srs/hermez/kzg${k}.srs`;

  /** SRS files, digests and whatever else is in the two places for them. */
  const kept = async (): Promise<string[]> =>
    (await sandbox().files()).filter((file) => /^(user-cache\/)?srs\//.test(file));

  const write = async (name: string, content: Uint8Array): Promise<string> => {
    await sandbox().put(name, content);
    return sandbox().path(name);
  };

  const hermez = async (k: number): Promise<Buffer> => {
    const path = sandbox().path("converted.srs");
    await withPtau(HERMEZ_PTAU, async (ptau) => convertPtau(ptau, k, path));
    return readFile(path);
  };

  it("keeps every size that a published .ptau has, each with its digest", async () => {
    const shares: number[] = [];
    const imported = await importSrs(places(), HERMEZ_PTAU, {
      onCheck: (k, share) => shares.push(k + share),
    });
    expect(imported.map(({ ceremony, k }) => `${ceremony} ${k}`)).to.deep.equal([
      "hermez 6",
      "hermez 7",
      "hermez 8",
    ]);
    expect(imported.at(-1)?.sha256).to.equal(HERMEZ_SRS_SHA256);
    expect(await kept()).to.deep.equal([6, 7, 8].flatMap((k) => [cached(k), digestBeside(cached(k))]));
    expect(shares.length).to.be.greaterThan(3);
    expect(await findCeremony(places(), 8, "hermez")).to.include({ k: 8, sha256: HERMEZ_SRS_SHA256 });
    // Of what is too small, the smallest that is large enough.
    expect(await findCeremony(places(), 4, "ceremony")).to.include({ k: 6, ceremony: "hermez" });
  });

  it("takes the engine's own format, of one size, into the project", async () => {
    const file = await write("other.srs", await hermez(7));
    await importSrs(places(), file, { intoProject: true });
    expect(await kept()).to.deep.equal(["srs/hermez/kzg7.srs", "srs/hermez/kzg7.srs.sha256"]);
    expect(await listSrs(places())).to.have.length(1);
  });

  it("heals a damaged file", async () => {
    await importSrs(places(), HERMEZ_PTAU, { k: 8 });
    await sandbox().change(cached(8), flip(100));
    await refuses("EZKL_SRS_DAMAGED", async () => findCeremony(places(), 8, "hermez"));
    await importSrs(places(), HERMEZ_PTAU, { k: 8 });
    await findCeremony(places(), 8, "hermez");
  });

  const refused: [code: string, what: string, file: () => Promise<Uint8Array>, k?: number][] = [
    [
      "EZKL_PTAU_UNPUBLISHED",
      "a .ptau of nobody's",
      async () => Promise.resolve(madePtau(madeSections(7n, 6))),
    ],
    [
      "EZKL_PTAU_UNPUBLISHED",
      "the published one with a bit flipped",
      async () => flip(-1)(await readFile(HERMEZ_PTAU)),
    ],
    [
      "EZKL_PTAU_INVALID",
      "the published one cut short",
      async () => (await readFile(HERMEZ_PTAU)).subarray(0, -1),
    ],
    ["EZKL_SRS_SIZE", "a size that it does not have", async () => readFile(HERMEZ_PTAU), 9],
    ["EZKL_SRS_UNKNOWN", "a setup of nobody's", async () => Promise.resolve(Buffer.from(madeSrs(7n, 6)))],
    ["EZKL_SRS_INVALID", "a ceremony's [tau]G2 under other points", async () => forged(await hermez(6))],
    ["EZKL_SRS_INVALID", "a point with a bit flipped", async () => flip(70)(await hermez(6))],
    [
      "EZKL_SRS_INVALID",
      "another k in its header",
      async () => Buffer.concat([Buffer.of(7), (await hermez(6)).subarray(1)]),
    ],
    ["EZKL_SRS_INVALID", "a file cut short", async () => (await hermez(6)).subarray(0, -1)],
    ["EZKL_SRS_INVALID", "another size than was asked for", async () => hermez(6), 7],
    ["EZKL_SRS_INVALID", "something else", async () => Promise.resolve(Buffer.from("<html>not here</html>"))],
    ["EZKL_SRS_INVALID", "nothing", async () => Promise.resolve(Buffer.alloc(0))],
  ];
  for (const [code, what, make, k] of refused) {
    it(`${code}: ${what}; nothing is kept`, async () => {
      const file = await write("given.file", await make());
      const { where } = await refuses(code, async () => importSrs(places(), file, { k }));
      expect(where).to.match(/given\.file|^K$/);
      expect(await kept()).to.deep.equal([]);
      expect(await sandbox().leftovers()).to.deep.equal([]);
    });
  }

  it("EZKL_FILE_MISSING: there is no such file", async () => {
    await refuses("EZKL_FILE_MISSING", async () => importSrs(places(), sandbox().path("nothing")));
  });

  describe("afterwards, at each use", () => {
    beforeEach(async () => importSrs(places(), HERMEZ_PTAU, { k: 8 }));

    const damaged: [what: string, damage: () => Promise<void>][] = [
      ["a flipped bit", async () => sandbox().change(cached(8), flip(5000))],
      ["a cut", async () => sandbox().change(cached(8), (content) => content.subarray(0, -1))],
      ["another size's file", async () => sandbox().put(cached(8), await hermez(7))],
      ["another setup's file and digest", swapForDev],
      ["no digest", async () => sandbox().put(digestBeside(cached(8)), "")],
    ];
    for (const [what, damage] of damaged) {
      it(`EZKL_SRS_DAMAGED: ${what}`, async () => {
        await damage();
        const { where } = await refuses("EZKL_SRS_DAMAGED", async () =>
          ensureSrs(never, places(), 8, { choice: "hermez" }),
        );
        expect(where).to.contain("kzg8.srs");
        expect((await listSrs(places())).filter(({ problem }) => problem !== undefined)).to.have.length(1);
      });
    }

    it("EZKL_SRS_DAMAGED: a published file's place and [tau]G2, other points, and a digest beside it that fits them", async () => {
      const forgery = withTauOf("ezkl", Buffer.from(madeSrs(7n, 6)));
      await sandbox().put("user-cache/srs/ezkl/kzg6.srs", forgery);
      await sandbox().put("user-cache/srs/ezkl/kzg6.srs.sha256", sha256(forgery));
      expect(await ceremonyIn(sandbox().path("user-cache/srs/ezkl/kzg6.srs"), 6)).to.equal("ezkl");
      await refuses("EZKL_SRS_DAMAGED", async () => ensureSrs(never, places(), 6, { choice: "ezkl" }));
    });

    it("EZKL_SRS_DAMAGED: other bytes than the manifest's", async () => {
      const pinned = { ceremony: "hermez", k: 8, sha256: "00".repeat(32) };
      await refuses("EZKL_SRS_DAMAGED", async () => ensureSrs(never, places(), 8, { pinned }));
      await ensureSrs(never, places(), 8, { pinned, anew: true, choice: "hermez" });
    });

    it("EZKL_SRS_INVALID: the project's own file has a ceremony's [tau]G2 under other points", async () => {
      await sandbox().put("srs/kzg6.srs", forged(await hermez(6)));
      await refuses("EZKL_SRS_INVALID", async () => ensureSrs(never, places(), 6));
      await sandbox().put("srs/kzg6.srs", await hermez(6));
      expect(await ensureSrs(never, places(), 6)).to.include({ kind: "ceremony", ceremony: "hermez" });
    });
  });

  async function swapForDev(): Promise<void> {
    const other = madeSrs(7n, 8);
    await sandbox().put(cached(8), other);
    await sandbox().put(digestBeside(cached(8)), sha256(other));
  }
});

/** The points of a setup whose secret is known, under the [tau]G2 of another. */
function forged(real: Buffer): Buffer {
  const made = Buffer.from(madeSrs(7n, 6));
  real.copy(made, made.length - 256, real.length - 256);
  return made;
}

/** Overwrites an SRS's [tau]G2 with a ceremony's. */
function withTauOf(ceremony: string, srs: Buffer): Buffer {
  const { negG2 } = CEREMONIES.find(({ name }) => name === ceremony) ?? expect.fail();
  const [x1, x0, y1, y0] = negG2.map(BigInt) as [bigint, bigint, bigint, bigint];
  Buffer.concat([x0, x1, BN254_FIELD - y0, BN254_FIELD - y1].map(rawCoordinate)).copy(srs, srs.length - 128);
  return srs;
}

function flip(at: number): (content: Buffer) => Buffer {
  return (content) => {
    const copy = Buffer.from(content);
    const index = at < 0 ? copy.length + at : at;
    copy[index] = (copy[index] as number) ^ 1;
    return copy;
  };
}
