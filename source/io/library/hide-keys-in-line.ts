import type {Problem} from '../../core/pipeline/problem.ts';

/** What a key or a header of that name holds. */
const held =
	/\b((?:[\w-]*-)?(?:api_?key|key|token|secret|password|authorization)["']?\s*:\s*["']?)([^\s"',{}[\]][^"',}\]]*)/gi;

/** The same as a list. */
const listed = /\b((?:[\w-]*-)?(?:api_?key|key|token|secret|password|authorization)["']?\s*:\s*\[)[^\]]*/gi;

/** The headers of a provider, and what each of them is. */
const headers = /(\bheaders["']?\s*:\s*\{)([^}]*)/gi;
const header = /(:\s*)(?:\[[^\]]*\]?|"[^"]*"?|'[^']*'?|[^,\s][^,]*)/g;

/** Who is named in an address, and what is asked in it. */
const named = /(\/\/)[^/\s"'@]+@/g;
const asked = /([?&][^=&\s"']+=)[^&\s"',}\]]+/g;

/** What stands where the name of a variable should, and is none. */
const misplaced = /\b(api_key_env["']?\s*:\s*["']?)(?![A-Za-z_]\w*["'\s,}]|[A-Za-z_]\w*$)([^\s"',}]+)/g;

const typical = /\bsk-[\w-]{8,}/g;

/** A problem whose line can be shown, though a key may stand in it, which belongs elsewhere. */
export function hideKeysInLine(problem: Problem): Problem {
	const text = problem.text
		.replace(headers, (_, begun: string, all: string) => begun + all.replace(header, '$1[key]'))
		.replace(listed, '$1[key]')
		.replace(held, '$1[key]')
		.replace(misplaced, '$1[key]')
		.replace(named, '$1[key]@')
		.replace(asked, '$1[key]')
		.replace(typical, '[key]');
	return text === problem.text ? problem : {...problem, text, length: Math.min(problem.length, text.length)};
}
