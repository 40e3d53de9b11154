import { expect } from "chai";

import { create } from "../../../tasks/trading-vault/create/task-action.ts";
import { VAULT_MEMORY } from "../../../tasks/trading-vault/memory.ts";
import { CHAIN, SEND, useBadNetwork } from "../../../test/deployments/bad-network.ts";
import { contractsOn, failsWith, visit } from "../../../test/deployments/stage.ts";
import { visitNode } from "../../../test/helpers/desk.ts";
import type { Fate } from "../../../test/helpers/rpc-proxy.ts";
import { buildSignal, DEFAULTS } from "../../../test/samples/trading-vault/tasks/stage.ts";

const CONTRACTS = ["verifier", "ring of prices", "vault"];
const FATES: Record<string, Fate> = {
  "loses the request": "drop",
  "loses the answer": "lose",
  "never answers": "hangAfter",
};

/** What `test/deployments/samples.long.test.ts` is a share of. */
describe("creating a vault through a bad network, at each of its contracts", function () {
  this.timeout(240_000);
  const stage = useBadNetwork();
  before(buildSignal);

  for (const [number, name] of CONTRACTS.entries())
    for (const [what, fate] of Object.entries(FATES))
      it(`goes on, one of each and one world, when the RPC ${what} at the ${name}`, async () => {
        const { folder, bad, good, proxy } = stage();
        const owner = await visit(good, async ({ ethers }) => (await ethers.getSigners())[1]?.address ?? "");
        const creating = async () =>
          visitNode(folder.path, VAULT_MEMORY, bad, async (desk) =>
            create({ ...DEFAULTS, account: "1" }, desk),
          );
        let sent = 0;
        proxy.fate = (asked, params) => {
          const [{ from = "" } = {}] = params as { from?: string }[];
          const isOurs = asked === SEND && from.toLowerCase() === owner.toLowerCase();
          return isOurs && sent++ === number ? fate : "pass";
        };
        await failsWith("EZKL_DEPLOYMENT_STOPPED", creating());
        const before = await contractsOn(good);
        proxy.fate = () => "pass";
        const { json, afterwards } = await creating();
        expect(await contractsOn(good, owner)).to.equal(CONTRACTS.length);
        expect((await contractsOn(good)) - before).to.be.at.most(CONTRACTS.length - number);
        const records = await folder.records(CHAIN);
        expect(records?.["trading-signal"]).to.include({ address: json["verifier"] });
        expect(records?.["PriceRing"]).to.include({ address: json["ring"] });
        expect(records?.["TradingVault"]).to.include({ address: json["vault"] });
        await afterwards?.();
      });
});
