import {type EndedRun, lastWords} from './ended-run.ts';

const OUT_OF_REACH =
	/Temporary failure in name resolution|Name or service not known|No address associated with hostname|Network is unreachable|\b(?:EAI_AGAIN|ENOTFOUND|ENETUNREACH)\b/;
const TOOLS = /Could not resolve host|unable to resolve host|Temporary failure resolving/i;
/** A host that a program made of nothing is its own fault. */
const NO_HOST = /(?:EAI_AGAIN|ENOTFOUND) (?:undefined|null|NaN|\[object)|host='(?:None|undefined|null)?'/;
/** Faults of the code itself, also where they came up while it dealt with the network. */
const OWN_FAULT =
	/^(?:Name|UnboundLocal|Attribute|Type|Key|Index|Syntax|Indentation|Import|ModuleNotFound|Assertion|Reference|Recursion)Error$/;

/** It ended since it could not reach the network. */
export function wantsNetwork(run: EndedRun): boolean {
	const {error} = run;
	if (!error) {
		const said = lastWords(run);
		return (OUT_OF_REACH.test(said) || TOOLS.test(said)) && !NO_HOST.test(said);
	}
	if (OWN_FAULT.test(error.type) && error.message !== 'fetch failed') return false;
	const said = `${error.message}\n${causesIn(error.excerpt)}`;
	return OUT_OF_REACH.test(said) && !NO_HOST.test(said);
}

/** What the errors beneath say: Python prints them at the left edge, Node after `[cause]`. */
function causesIn(excerpt: string): string {
	return excerpt
		.split('\n')
		.filter(line => /^(?:\w+\.)*\w+(?:Error|error|Exception): |^\s+\[cause\]: /.test(line))
		.join('\n');
}
