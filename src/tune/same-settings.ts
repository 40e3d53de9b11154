import type { Settings } from "../artifacts/settings.ts";
import { settingsSha256 } from "../context/model-digest.ts";

/** Whether two settings are of one circuit. The engine lists range checks and lookups in another order from one time to the next, and stamps the time. */
export function sameSettings(one: Settings, other: Settings): boolean {
  return settingsSha256(inOrder(one)) === settingsSha256(inOrder(other));
}

function inOrder(settings: Settings): Settings {
  const sorted = <Item>(items: readonly Item[]): Item[] =>
    [...items].sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));
  return {
    ...settings,
    required_range_checks: sorted(settings.required_range_checks),
    required_lookups: sorted(settings.required_lookups),
  };
}
