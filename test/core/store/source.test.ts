import { execFileSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import { mkdir, readdir, rm, symlink, writeFile } from "node:fs/promises";
import { createServer, type Server } from "node:net";
import type { AddressInfo } from "node:net";
import { Readable } from "node:stream";

import { expect } from "chai";

import { sha256 } from "../../../src/pipeline/files.ts";
import { fetchKeys } from "../../../src/store/shared.ts";
import { readRegularText } from "../../../src/store/regular-file.ts";
import { refuses } from "../pipeline/refuses.ts";
import { useFolder } from "../srs/folder.ts";
import { serve, type Answer, type SharedServer } from "./shared-server.ts";

const [VK, PK] = [randomBytes(3000), randomBytes(300_000)];
const named = (content: Buffer) => ({ sha256: sha256(content), bytes: content.length });
const KEYS = { vk: named(VK), pk: named(PK) };
const LONG_MS = 60_000;

describe("what a shared store sends", function () {
  this.timeout(10_000);
  const folder = useFolder();
  let server: SharedServer;

  before(async () => {
    server = await serve(() => folder.path("shared"));
  });
  after(async () => server.close());
  beforeEach(async () => {
    server.misbehave.clear();
    server.requests.splice(0);
    await mkdir(folder.path("shared/objects"), { recursive: true });
    for (const content of [VK, PK]) await writeFile(object(content), content);
  });

  const object = (content: Buffer): string => folder.path(`shared/objects/${sha256(content)}`);
  const take = async (shared: string, limits: { idleMs?: number; overallMs?: number } = {}) => {
    const places = { vk: folder.path("taken-vk"), pk: folder.path("taken-pk") };
    return fetchKeys(shared, { keys: KEYS, places, onProgress: () => undefined, idleMs: 300, ...limits });
  };
  /** Returns what is said; nothing is left at the places. */
  const refusesKeys = async (
    shared: string,
    limits: { idleMs?: number; overallMs?: number } = {},
  ): Promise<string> => {
    const { what } = await refuses("EZKL_STORE_SOURCE", async () => take(shared, limits));
    expect((await readdir(folder.path("."))).filter((name) => name.startsWith("taken"))).to.deep.equal([]);
    return what;
  };

  for (const [kind, shared] of [
    ["over HTTP", () => server.url],
    ["over HTTP, with a slash at the end", () => `${server.url}/`],
    ["in a folder", () => folder.path("shared")],
  ] as const) {
    it(`arrives ${kind}`, async () => {
      const { vk, pk } = await take(shared());
      expect([vk.sha256, pk.sha256]).to.deep.equal([KEYS.vk.sha256, KEYS.pk.sha256]);
    });

    it(`is the file that was named ${kind}, to the byte`, async () => {
      await writeFile(object(PK), randomBytes(PK.length));
      expect(await refusesKeys(shared())).to.contain("pk");
      await writeFile(object(PK), PK);
      await writeFile(object(VK), randomBytes(VK.length));
      expect(await refusesKeys(shared())).to.contain("vk");
    });

    it(`is not longer or shorter than was named ${kind}`, async () => {
      await writeFile(object(PK), Buffer.concat([PK, Buffer.alloc(1)]));
      await refusesKeys(shared());
      await writeFile(object(PK), PK.subarray(1));
      await refusesKeys(shared());
    });

    it(`is missed where it is not there ${kind}`, async () => {
      await rm(object(PK));
      await refusesKeys(shared());
    });
  }

  describe("in a folder", () => {
    it("may be reached through a link to the folder itself", async () => {
      await symlink(folder.path("shared"), folder.path("link"));
      await take(folder.path("link"));
    });

    it("is no link, even to the right content", async () => {
      await writeFile(folder.path("elsewhere"), PK);
      await rm(object(PK));
      await symlink(folder.path("elsewhere"), object(PK));
      await refusesKeys(folder.path("shared"));
    });

    it("lies in no linked folder, even with the right content", async () => {
      await mkdir(folder.path("other"));
      await symlink(folder.path("shared/objects"), folder.path("other/objects"));
      expect(await refusesKeys(folder.path("other"))).to.contain("link");
    });

    it("is no named pipe, and nobody waits for one", async () => {
      await rm(object(VK));
      execFileSync("mkfifo", [object(VK)]);
      expect(await refusesKeys(folder.path("shared"))).to.contain("no regular file");
      expect(await readRegularText(object(VK), 100)).to.equal(undefined);
    });

    it("is no folder and no device", async () => {
      await rm(object(VK));
      await mkdir(object(VK));
      await refusesKeys(folder.path("shared"));
      expect(await readRegularText("/dev/zero", 100)).to.equal(undefined);
    });

    it("has an end: a text is read up to its limit only", async () => {
      expect(await readRegularText(object(VK), VK.length)).to.equal(VK.toString());
      expect(await readRegularText(object(VK), VK.length - 1)).to.equal(undefined);
    });

    it("takes no longer than it may", async () => {
      expect(await refusesKeys(folder.path("shared"), { overallMs: 0 })).to.contain("took longer");
    });

    it("is missed where there is no folder", async () => {
      await refusesKeys(folder.path("nowhere"));
    });
  });

  const answers: [what: string, answer: Answer, said: string][] = [
    [
      "breaks off",
      (response) => {
        response.writeHead(200, { "content-length": PK.length });
        response.write(PK.subarray(0, 100_000), () => response.destroy());
      },
      "",
    ],
    ["ends early without saying so", unannounced(PK.subarray(0, 100_000)), "ended after"],
    [
      "announces another length",
      (response) => {
        response.writeHead(200, { "content-length": 2 ** 40 });
        response.write(PK);
      },
      `${2 ** 40} bytes instead of`,
    ],
    ["sends more than the key has", unannounced(Buffer.concat([PK, PK])), "more than"],
    ["sends without end", pour, "more than"],
    ["hangs in the middle", (response) => void response.write(PK.subarray(0, 50_000)), "imeout"],
    ["never answers", () => undefined, "imeout"],
    ["has an error", (response) => void response.writeHead(500).end("no"), "status 500"],
    ["has only a part", (response) => void response.writeHead(206).end(PK), "status 206"],
    [
      "compresses",
      (response) => void response.writeHead(200, { "content-encoding": "gzip" }).end(PK),
      "compressed",
    ],
    [
      "sends in circles",
      (response) => void response.writeHead(302, { location: `/objects/${KEYS.pk.sha256}` }).end(),
      "redirections",
    ],
  ];
  for (const [what, answer, said] of answers) {
    it(`EZKL_STORE_SOURCE: it ${what}; nothing is left of it`, async () => {
      server.misbehave.set(KEYS.pk.sha256, answer);
      expect(await refusesKeys(server.url)).to.contain(said);
    });
  }

  it("EZKL_STORE_SOURCE: a byte now and then, never silent for long, for ever", async () => {
    server.misbehave.set(KEYS.pk.sha256, (response) => {
      const drip = setInterval(() => response.write("x"), 10);
      response.once("close", () => clearInterval(drip));
    });
    const begun = performance.now();
    expect(await refusesKeys(server.url, { idleMs: LONG_MS, overallMs: 250 })).to.contain("took longer");
    expect(performance.now() - begun).to.be.lessThan(3000);
  });

  it("EZKL_STORE_SOURCE: a header now and then, for ever", async () => {
    const slow: Server = createServer((socket) => {
      socket.on("error", () => undefined);
      socket.write("HTTP/1.1 200 OK\r\n");
      const drip = setInterval(() => socket.write("x: y\r\n"), 10);
      socket.once("close", () => clearInterval(drip));
    });
    await new Promise<void>((resolve) => slow.listen(0, "127.0.0.1", resolve));
    try {
      const url = `http://127.0.0.1:${(slow.address() as AddressInfo).port}`;
      expect(await refusesKeys(url, { idleMs: LONG_MS, overallMs: 250 })).to.contain("took longer");
    } finally {
      await new Promise((resolve) => slow.close(resolve));
    }
  });

  it("EZKL_STORE_SOURCE: it sends on to another server, which is not asked", async () => {
    const other = await serve(() => folder.path("shared"));
    try {
      const location = `${other.url}/objects/${KEYS.pk.sha256}`;
      server.misbehave.set(KEYS.pk.sha256, (response) => void response.writeHead(302, { location }).end());
      expect(await refusesKeys(server.url)).to.contain("redirected");
      expect(other.requests).to.deep.equal([]);
    } finally {
      await other.close();
    }
  });

  it("EZKL_STORE_SOURCE: nobody is there", async () => {
    await refusesKeys("http://127.0.0.1:1");
  });
});

/** Sends without saying how much it will be. */
function unannounced(content: Buffer): Answer {
  return (response) => {
    response.write(content.subarray(0, 1));
    response.end(content.subarray(1));
  };
}

function pour(response: Parameters<Answer>[0]): void {
  const endless = new Readable({
    read() {
      this.push(Buffer.alloc(1 << 16));
    },
  });
  response.once("close", () => endless.destroy());
  endless.pipe(response);
}
