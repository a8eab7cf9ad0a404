/** Names of pipelines and modules that are to be made: each becomes the name of a file. */
import {findNameFault} from './name-rules.ts';

export type MadeKind = 'pipeline' | 'module';

/** The name without an ending that was typed along, or a sentence on why no file of it would be found. */
export function readFileName(kind: MadeKind, typed: string): {name: string} | {problem: string} {
	const name = typed.trim().replace(endings[kind], '').trim();
	if (name === '') return {problem: `A ${kind} needs a name, such as \`${examples[kind]}\`.`};
	const fault = findNameFault(name) ?? rules.find(({breaks}) => breaks(name));
	if (!fault) return {name};
	return {
		problem: `${JSON.stringify(typed)} cannot be the name of a ${kind}: it ${fault.because}. ${fault.remedy}`,
	};
}

/** What was made would take the place of the app's own. */
export function takenByApp(kind: MadeKind, name: string): string {
	const hides = {
		pipeline: 'which yours would hide',
		module: 'in whose place yours would be taken by every pipeline here',
	};
	return `the app has a ${kind} ${name} of its own, ${hides[kind]}. Choose another name, such as my_${name}.`;
}

const examples = {pipeline: 'talk', module: 'haiku'};

const endings = {pipeline: /\.ya?ml$/i, module: /\.(mts|ts|mjs|js)$/i};

const rules = [
	{
		breaks: (name: string) => /^[.-]/.test(name),
		because: 'begins with a dot or a dash, so that its file would be hidden or taken for an option',
		remedy: 'Begin with a letter.',
	},
	{
		breaks: (name: string) => /\.(test|spec|d)$/.test(name),
		because: 'ends as the names of tests and type declarations do',
		remedy: 'Leave that ending away.',
	},
];
