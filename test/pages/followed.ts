/** Pages that a test follows from top to bottom, in a folder of its own. */
export const followed: ReadonlySet<string> = new Set([
	'docs/automation.md',
	'docs/getting-started.md',
	'docs/testing-pipelines.md',
]);
