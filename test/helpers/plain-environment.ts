import {delimiter} from 'node:path';
import {canary} from './canary.ts';

/** What a test's programs keep of the environment it happens to run in; anything else could steer them. */
const kept = ['HOME', 'USER', 'LOGNAME', 'SHELL', 'TMPDIR'];

/** The system's own programs come first: the shims of version managers take a tenth of a second, each time. */
const path = ['/usr/local/bin', '/usr/bin', '/bin', process.env.PATH].filter(Boolean).join(delimiter);

/**
 * An environment that is the same on every machine: in it there is no CI, NO_COLOR, endpoint or editor, and nothing of
 * the test runner's own; the key in it must not be found anywhere afterwards. What is undefined in `extra` is taken away.
 */
export function plainEnvironment(extra: Record<string, string | undefined> = {}): Record<string, string> {
	const inherited = kept.map(name => [name, process.env[name]]);
	const all = {
		...Object.fromEntries(inherited),
		PATH: path,
		LANG: 'C.UTF-8',
		OPENAI_API_KEY: canary,
		// What else listens on the machine must not be found.
		ORCHESTRAI_LOCAL_PORTS: 'none',
		...extra,
	} as Record<string, string | undefined>;
	return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined)) as Record<
		string,
		string
	>;
}
