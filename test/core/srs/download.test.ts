import { randomBytes } from "node:crypto";
import { existsSync } from "node:fs";
import { readdir, readFile, rm } from "node:fs/promises";
import type { IncomingMessage, ServerResponse } from "node:http";

import { expect } from "chai";

import { sha256 } from "../../../src/pipeline/files.ts";
import { download, partBeside, type DownloadOptions } from "../../../src/srs/download.ts";
import { fetchPublished, fetchSrs } from "../../../src/srs/fetch.ts";
import { publishedSrs } from "../../../src/srs/published.ts";
import { refuses } from "../pipeline/refuses.ts";
import { useFolder } from "./folder.ts";
import { proxy, serve, type Answer, type LocalServer } from "./server.ts";

const CONTENT = randomBytes(300_000);
const HALF = 120_000;
/** Breaks the connection of the server that sent half; called when the half has arrived, which no server can know. */
let cut = (): void => undefined;
const QUICK = {
  silenceMs: 400,
  attempts: 2,
  pauseMs: 1,
  onProgress: (bytes: number) => {
    if (bytes === HALF) cut();
  },
};
const PROXIES = ["HTTP_PROXY", "HTTPS_PROXY", "NO_PROXY", "http_proxy", "https_proxy", "no_proxy"];

const firstByte = ({ headers }: IncomingMessage): number =>
  Number(/^bytes=(\d+)-$/.exec(headers.range ?? "")?.[1] ?? 0);

/** What an honest server sends, Range and If-Range included. */
const honest: Answer = (request, response) => {
  const from = request.headers["if-range"] === '"v1"' ? firstByte(request) : 0;
  response.writeHead(from > 0 ? 206 : 200, {
    etag: '"v1"',
    "content-length": CONTENT.length - from,
    ...(from > 0 ? { "content-range": `bytes ${from}-${CONTENT.length - 1}/${CONTENT.length}` } : {}),
  });
  response.end(CONTENT.subarray(from));
};

/** Sends half of what it announces, and breaks the connection. */
function breakOff(response: ServerResponse, headers: object = { etag: '"v1"' }): void {
  response.writeHead(200, { "content-length": CONTENT.length, ...headers });
  response.write(CONTENT.subarray(0, HALF));
  cut = () => response.destroy();
}

describe("a download", function () {
  this.timeout(20_000);
  const folder = useFolder();
  const servers: { close(): Promise<void> }[] = [];
  const environment = { ...process.env };

  beforeEach(() => {
    for (const name of PROXIES) Reflect.deleteProperty(process.env, name);
  });
  afterEach(async () => {
    await Promise.all(servers.splice(0).map(async (server) => server.close()));
    for (const name of PROXIES) {
      Reflect.deleteProperty(process.env, name);
      if (environment[name] !== undefined) process.env[name] = environment[name];
    }
  });

  const serving = async (answer: Answer): Promise<LocalServer> => {
    const server = await serve(answer);
    servers.push(server);
    return server;
  };
  const part = (): string => folder.path("x.part");
  const get = async ({ url }: { url: string }, options: DownloadOptions = {}): Promise<void> =>
    download({ url: `${url}/srs`, bytes: CONTENT.length, sha256: sha256(CONTENT) }, part(), {
      ...QUICK,
      ...options,
    });
  const complete = async (): Promise<void> => {
    expect((await folder.read("x.part")).equals(CONTENT)).to.equal(true);
    expect(existsSync(`${part()}.etag`)).to.equal(false);
  };
  const nothingKept = (): void => {
    expect(existsSync(part())).to.equal(false);
    expect(existsSync(`${part()}.etag`)).to.equal(false);
  };

  it("arrives, and says how far it is", async () => {
    const seen: number[] = [];
    await get(await serving(honest), { onProgress: (bytes, total) => seen.push(bytes / total) });
    await complete();
    expect(seen.at(-1)).to.equal(1);
  });

  it("goes on where the connection broke", async () => {
    const server = await serving((request, response, count) =>
      count === 0 ? breakOff(response) : honest(request, response, count),
    );
    await get(server);
    await complete();
    expect(server.requests[1]).to.include({ range: `bytes=${HALF}-`, "if-range": '"v1"' });
  });

  it("goes on in a later run, EZKL_DOWNLOAD having kept what came", async () => {
    let broken = true;
    const server = await serving((request, response, count) => {
      if (!broken) honest(request, response, count);
      else if (count === 0) breakOff(response);
      else response.destroy();
    });
    await refuses("EZKL_DOWNLOAD", async () => get(server));
    expect((await folder.read("x.part")).length).to.equal(HALF);
    broken = false;
    await get(server);
    await complete();
    expect(server.requests.at(-1)).to.include({ range: `bytes=${HALF}-` });
  });

  it("starts again where the server ignores Range", async () => {
    const server = await serving((_request, response, count) => {
      if (count === 0) breakOff(response);
      else response.writeHead(200, { "content-length": CONTENT.length }).end(CONTENT);
    });
    await get(server);
    await complete();
  });

  it("starts again where the file has changed in between, and where the server has no way to tell", async () => {
    const old = await serving((request, response, count) =>
      count === 0 ? breakOff(response, { etag: '"v0"' }) : honest(request, response, count),
    );
    await get(old);
    await complete();
    const silent = await serving((request, response, count) =>
      count === 0 ? breakOff(response, {}) : honest(request, response, count),
    );
    await download(
      { url: silent.url, bytes: CONTENT.length, sha256: sha256(CONTENT) },
      folder.path("y.part"),
      QUICK,
    );
    expect(silent.requests[1]).to.not.have.property("range");
  });

  it("follows redirections", async () => {
    const target = await serving(honest);
    await get(
      await serving((_, response) => response.writeHead(302, { location: `${target.url}/there` }).end()),
    );
    await complete();
  });

  it("EZKL_DOWNLOAD: redirected in a circle, or to another protocol", async () => {
    await refuses("EZKL_DOWNLOAD", async () =>
      get(await serving((_, response) => response.writeHead(302, { location: "/again" }).end())),
    );
    await refuses("EZKL_DOWNLOAD", async () =>
      get(await serving((_, response) => response.writeHead(302, { location: "file:///etc/passwd" }).end())),
    );
    nothingKept();
  });

  const liars: [what: string, answer: Answer][] = [
    ["other bytes of the right length", (_, response) => response.end(randomBytes(CONTENT.length))],
    ["a page instead", (_, response) => response.end("<html>sign in</html>")],
    ["more than it should", (_, response) => response.writeHead(200).end(Buffer.concat([CONTENT, CONTENT]))],
    [
      "a larger file, and says so",
      (_, response) => response.writeHead(200, { "content-length": 900_000 }).end(randomBytes(900_000)),
    ],
    ["another total of the range", ranged((from) => `bytes ${from}-${CONTENT.length}/${CONTENT.length + 1}`)],
    ["another range than was asked for", ranged(() => `bytes 0-${CONTENT.length - 1}/${CONTENT.length}`)],
    [
      "no such range",
      (request, response) => (firstByte(request) > 0 ? response.writeHead(416).end() : breakOff(response)),
    ],
    [
      "the right half after a wrong one",
      (request, response, count) => {
        if (count > 0) return honest(request, response, count);
        response.writeHead(200, { "content-length": CONTENT.length, etag: '"v1"' });
        response.write(randomBytes(HALF));
        cut = () => response.destroy();
      },
    ],
  ];
  function ranged(contentRange: (from: number) => string): Answer {
    return (request, response) => {
      const from = firstByte(request);
      if (from === 0) return breakOff(response);
      response.writeHead(206, { "content-range": contentRange(from) }).end(CONTENT.subarray(from));
    };
  }
  for (const [what, answer] of liars) {
    it(`EZKL_DOWNLOAD_MISMATCH: the server sends ${what}; nothing is kept`, async () => {
      await refuses("EZKL_DOWNLOAD_MISMATCH", async () => get(await serving(answer)));
      nothingKept();
    });
  }

  it("EZKL_DOWNLOAD: the file is not there, at once; the server is ill, after some attempts", async () => {
    const without = await serving((_, response) => response.writeHead(404).end());
    await refuses("EZKL_DOWNLOAD", async () => get(without));
    expect(without.requests).to.have.length(1);
    const ill = await serving((_, response) => response.writeHead(503).end());
    await refuses("EZKL_DOWNLOAD", async () => get(ill));
    expect(ill.requests).to.have.length(QUICK.attempts);
  });

  it("EZKL_DOWNLOAD: the server says nothing, or falls silent half-way", async () => {
    await refuses("EZKL_DOWNLOAD", async () => get(await serving(() => undefined)));
    const falling = await serving((_, response, count) => {
      if (count > 0) return;
      response.writeHead(200, { "content-length": CONTENT.length, etag: '"v1"' });
      response.write(CONTENT.subarray(0, HALF));
    });
    await refuses("EZKL_DOWNLOAD", async () => get(falling));
    expect((await folder.read("x.part")).length).to.equal(HALF);
  });

  it("EZKL_DOWNLOAD: a byte now and then, or one for each connection, for ever; what came stays for the next run", async () => {
    const slow = { silenceMs: 60_000, overallMs: 250 };
    const head = { "content-length": CONTENT.length, etag: '"v1"' };
    let patient = true;
    const dripping = await serving((request, response, count) => {
      if (!patient) return honest(request, response, count);
      response.writeHead(200, head);
      const next = CONTENT.values();
      const drip = setInterval(() => response.write(Buffer.of(next.next().value ?? 0)), 5);
      response.once("close", () => clearInterval(drip));
    });
    const begun = performance.now();
    const { what } = await refuses("EZKL_DOWNLOAD", async () => get(dripping, slow));
    expect(what).to.contain("longer than 0.3 s");
    expect(performance.now() - begun).to.be.lessThan(3000);
    patient = false;
    await get(dripping);
    await complete();

    const one = await serving((request, response) => {
      const from = firstByte(request);
      const rest = { ...head, "content-length": CONTENT.length - from };
      const range = `bytes ${from}-${CONTENT.length - 1}/${CONTENT.length}`;
      response.writeHead(from > 0 ? 206 : 200, { ...rest, ...(from > 0 ? { "content-range": range } : {}) });
      response.write(CONTENT.subarray(from, from + 1), () => setTimeout(() => response.destroy(), 5));
    });
    const file = { url: one.url, bytes: CONTENT.length, sha256: sha256(CONTENT) };
    await refuses("EZKL_DOWNLOAD", async () => download(file, folder.path("y.part"), { ...QUICK, ...slow }));
  });

  it("EZKL_DOWNLOAD: it comes compressed, at once and without a try to unpack it", async () => {
    const server = await serving((_, response) =>
      response.writeHead(200, { "content-encoding": "gzip" }).end(CONTENT),
    );
    await refuses("EZKL_DOWNLOAD", async () => get(server));
    expect(server.requests).to.have.length(1);
  });

  it("EZKL_DOWNLOAD: nobody is there", async () => {
    const gone = await serve(honest);
    await gone.close();
    await refuses("EZKL_DOWNLOAD", async () => get(gone));
  });

  it("goes through HTTP_PROXY, and around it where NO_PROXY says so", async () => {
    const [server, tunnel] = [await serving(honest), await proxy()];
    servers.push(tunnel);
    process.env["HTTP_PROXY"] = tunnel.url;
    await get(server);
    await complete();
    expect(tunnel.tunnels).to.deep.equal([new URL(server.url).host]);
    process.env["NO_PROXY"] = "127.0.0.1";
    await download(
      { url: server.url, bytes: CONTENT.length, sha256: sha256(CONTENT) },
      folder.path("y.part"),
      QUICK,
    );
    expect(tunnel.tunnels).to.have.length(1);
  });

  describe("of a published SRS", () => {
    const places = () => ({ project: folder.path("srs"), cacheDir: folder.path("cache") });
    const final = (): string => folder.path("cache/srs/ezkl/kzg6.srs");

    it("knows the engine's address and table for each k", () => {
      for (let k = 1; k <= 26; k++) expect(publishedSrs(k)?.url).to.match(new RegExp(`-raw-${k}$`));
      expect(publishedSrs(27)).to.equal(undefined);
      expect(publishedSrs(15)).to.include({ bytes: 4_194_564 });
    });

    it("gets its name and its digest, once, whoever asks; damaged, it is refused until it is removed", async () => {
      const srs = await readFile(new URL("../../../srs/hermez/kzg8.srs", import.meta.url));
      const server = await serving((_, response) => response.end(srs));
      const file = { url: server.url, bytes: srs.length, sha256: sha256(srs) };
      const fetch = async () => fetchPublished(places(), "hermez", 8, file, QUICK);
      const both = await Promise.all([fetch(), fetch()]);
      expect(both.map(({ cached }) => cached).sort()).to.deep.equal([false, true]);
      expect(server.requests).to.have.length(1);
      const path = "cache/srs/hermez/kzg8.srs";
      expect((await folder.read(path)).equals(srs)).to.equal(true);
      expect((await readdir(folder.path("cache/srs/hermez"))).sort()).to.deep.equal([
        "kzg8.srs",
        "kzg8.srs.sha256",
      ]);
      await folder.write(path, srs.subarray(1));
      await refuses("EZKL_SRS_DAMAGED", fetch);
      await rm(folder.path(path));
      expect((await fetch()).cached).to.equal(false);
    });

    it("EZKL_DOWNLOAD_MISMATCH: a mirror has another setup of the right length; no name is given", async () => {
      const mirror = await serving((_, response) => response.end(randomBytes(publishedSrs(6)?.bytes ?? 0)));
      const url = `${mirror.url}/raw-6`;
      await refuses("EZKL_DOWNLOAD_MISMATCH", async () => fetchSrs(places(), 6, { url, ...QUICK }));
      expect(existsSync(final())).to.equal(false);
      expect(existsSync(partBeside(final(), url))).to.equal(false);
      expect(existsSync(`${final()}.lock`)).to.equal(false);
    });

    it("EZKL_SRS_SIZE: none is published", async () => {
      for (const k of [0, 5, 27]) await refuses("EZKL_SRS_SIZE", async () => fetchSrs(places(), k));
    });

    it("EZKL_DOWNLOAD: not a web address", async () => {
      for (const url of ["ftp://127.0.0.1/x", "http://", "nonsense"])
        await refuses("EZKL_DOWNLOAD", async () => fetchSrs(places(), 6, { url }));
    });
  });
});
