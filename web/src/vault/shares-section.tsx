import type { ReactNode } from "react";

import { show } from "../../../tasks/trading-vault/format/amount.ts";
import type { OpenVault } from "../../../tasks/trading-vault/open-vault.ts";
import { Section } from "../ui/section.tsx";

import { Facts } from "./facts.tsx";
import type { Standing } from "./use-vault.ts";

/** What the account has in the vault and beside it. */
export function SharesSection({
  vault: { stable, risk, shares },
  standing: { state, position },
}: {
  vault: OpenVault;
  standing: Standing;
}): ReactNode {
  const unknown = state.nav === 0n && position.shares > 0n;
  return (
    <Section title="Your shares">
      <Facts
        of={{
          Shares: show(shares, position.shares, "share"),
          Worth: unknown
            ? "not known: the feed has no fresh price"
            : `${show(stable, position.worth, "stable")} at the oracle’s price`,
          "Beside the vault": `${show(stable, position.stable, "stable")} and ${show(risk, position.risk, "risk")}`,
        }}
      />
    </Section>
  );
}
