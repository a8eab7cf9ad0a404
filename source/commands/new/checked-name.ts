import {findNameFault} from '../../core/pipeline/name-rules.ts';
import {UsageError} from '../command.ts';

/** The name without an ending that was typed along. Throws a `UsageError` where no file of it would be found. */
export function checkedName(kind: 'pipeline' | 'module', typed: string): string {
	const name = typed.replace(endings[kind], '');
	const fault = findNameFault(name) ?? rules.find(({breaks}) => breaks(name));
	if (!fault) return name;
	throw new UsageError(
		`${JSON.stringify(typed)} cannot be the name of a ${kind}: it ${fault.because}. ${fault.remedy}`,
	);
}

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
	{
		breaks: (name: string) => name !== name.trim(),
		because: 'begins or ends with a space',
		remedy: 'Leave the space away.',
	},
];
