/** Files of which only the latest text counts, by kind. */
export type Kind = 'first output' | 'output' | 'draft' | 'setting' | 'workspace';

export const kinds: readonly Kind[] = ['first output', 'output', 'draft', 'setting', 'workspace'];

export const nameOf: Record<Kind, string> = {
	'first output': 'plan.md',
	output: 'plan.md',
	draft: 'plan.txt',
	setting: 'trust.json',
	workspace: 'main.py',
};

/** Null: there is no file. */
export const before: Record<Kind, string | null> = {
	'first output': null,
	output: 'The old plan.',
	draft: 'The old draft.',
	setting: '{"old": true}',
	workspace: 'print("old")',
};

/** Longer than what is written at once, but for one. */
export const after: Record<Kind, string> = {
	'first output': 'The first plan. '.repeat(3000),
	output: 'The new plan. '.repeat(20_000),
	draft: 'The new draft. '.repeat(20_000),
	setting: `${JSON.stringify({new: 'x'.repeat(200_000)}, null, '\t')}\n`,
	workspace: 'print("new")\n'.repeat(20_000),
};
