/** What the search is told where a person says nothing. */
export const DEFAULTS = { objective: "balanced", budget: "180", seed: "1", headroom: "2" } as const;
