/** What holds where neither a pipeline nor a flag says otherwise. */

/** Of one try. Reasoning models are silent for minutes, hence the long first wait. */
export const usualLimits = {
	first_token_timeout_ms: 600_000,
	idle_timeout_ms: 120_000,
	timeout_ms: 1_800_000,
} as const;

/** Further tries of a call. */
export const usualRetries = 3;

/** Turns of a debugger in all, failures alike before it climbs, turns on one model before it does, time for a run. */
export const usualDebugging = {
	max_iterations: 6,
	same_error_limit: 2,
	escalate_after: 3,
	run_timeout_ms: 30_000,
} as const;
