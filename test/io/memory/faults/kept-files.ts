/** Files of which only the latest text counts, by kind. */
export type Kind = 'output' | 'draft' | 'setting' | 'workspace';

export const kinds: readonly Kind[] = ['output', 'draft', 'setting', 'workspace'];

export const nameOf: Record<Kind, string> = {
	output: 'plan.md',
	draft: 'plan.txt',
	setting: 'trust.json',
	workspace: 'main.py',
};

export const before: Record<Kind, string> = {
	output: 'The old plan.',
	draft: 'The old draft.',
	setting: '{"old": true}',
	workspace: 'print("old")',
};

/** Longer than what is written at once. */
export const after: Record<Kind, string> = {
	output: 'The new plan. '.repeat(20_000),
	draft: 'The new draft. '.repeat(20_000),
	setting: `${JSON.stringify({new: 'x'.repeat(200_000)}, null, '\t')}\n`,
	workspace: 'print("new")\n'.repeat(20_000),
};
