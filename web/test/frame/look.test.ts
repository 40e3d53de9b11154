import { expectAccessible, expectNoSidewaysScroll, shot } from "../helpers/look.ts";
import { useStage } from "../helpers/stage.ts";

const SCREENS = { start: "#/", contest: "#/contest", registry: "#/registry", vault: "#/vault" } as const;

describe("how the page looks", function () {
  const stage = useStage(this);

  for (const [name, hash] of Object.entries(SCREENS)) {
    it(`${name}: nothing serious for axe and nothing too wide, small and large, dark and light`, async () => {
      const page = await stage().openPage(hash);
      await page.getByRole("heading", { level: 1 }).waitFor();
      await page.waitForLoadState("networkidle");
      await page.waitForFunction(() => document.querySelector("[role=status][aria-label^=Reading]") === null);
      for (const scheme of ["light", "dark"] as const) {
        await page.emulateMedia({ colorScheme: scheme });
        await page.locator(`html[data-mantine-color-scheme=${scheme}]`).waitFor();
        for (const width of [1280, 360]) {
          await page.setViewportSize({ width, height: 900 });
          await expectNoSidewaysScroll(page);
          await expectAccessible(page);
          await shot(page, `${name}-${width}-${scheme}`);
        }
      }
    });
  }
});
