/** What other programs call what a command does here: the words of theirs, and what is typed after `orchestrai`. */
const meant: Record<string, readonly string[]> = {
	'new pipeline NAME': ['init', 'create', 'add', 'generate', 'scaffold', 'pipeline'],
	'new module NAME': ['module'],
	run: ['start', 'exec', 'execute', 'launch', 'go', 'up'],
	runs: ['list', 'ls', 'ps', 'history', 'log', 'logs'],
	'runs --find TEXT': ['search', 'find', 'grep', 'runs search', 'runs find'],
	'runs --prune': [
		'rm',
		'remove',
		'delete',
		'clean',
		'prune',
		...ofRuns(['rm', 'remove', 'delete', 'clean', 'prune']),
	],
	'replay RUN': [
		'show',
		'view',
		'open',
		'watch',
		'inspect',
		...ofRuns(['show', 'view', 'open', 'watch', 'inspect']),
	],
	resume: ['continue', 'retry', 'runs resume'],
	check: ['validate', 'lint', 'verify'],
	login: ['auth', 'signin', 'key'],
	'login --forget': ['logout', 'signout'],
	doctor: ['config', 'configure', 'settings', 'setup', 'status', 'info', 'env'],
	models: ['model'],
	'--version': ['version'],
	'--help': ['man', 'usage', 'commands'],
};

/** By the word of theirs. */
export const otherWords = new Map(
	Object.entries(meant).flatMap(([typed, words]) => words.map(word => [word, typed] as const)),
);

/** What is meant by them, as it is typed here; null if that is not known. `runs rm` are two words. */
export function meantElsewhere(...words: string[]): string | null {
	return otherWords.get(words.join(' ').toLowerCase()) ?? null;
}

function ofRuns(words: readonly string[]): string[] {
	return words.map(word => `runs ${word}`);
}
