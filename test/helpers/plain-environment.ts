/** What a test's programs keep of the environment it happens to run in; anything else could steer them. */
const kept = ['PATH', 'HOME', 'USER', 'LOGNAME', 'SHELL', 'TMPDIR'];

/**
 * An environment that is the same on every machine: in it there is no CI, NO_COLOR, key, endpoint or
 * editor, and nothing of the test runner's own. What is undefined in `extra` is taken away.
 */
export function plainEnvironment(extra: Record<string, string | undefined> = {}): Record<string, string> {
	const inherited = kept.map(name => [name, process.env[name]]);
	const all = {...Object.fromEntries(inherited), LANG: 'C.UTF-8', ...extra} as Record<
		string,
		string | undefined
	>;
	return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined)) as Record<
		string,
		string
	>;
}
