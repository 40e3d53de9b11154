/** The graph input that carries a proof's context into the circuit. */
export const CONTEXT_INPUT = "ezkl_context";

/** The graph output that makes the same limbs public. */
export const CONTEXT_OUTPUT = "ezkl_context_out";

/** The Identity node between the two. */
export const CONTEXT_NODE = "ezkl_context_pass";
