import type {ModuleDefinition} from '../../core/module.ts';
import {suggest} from '../../core/pipeline/suggest.ts';

type Rule = {required: boolean; must: string; fits: (value: unknown) => boolean};

const isText = (value: unknown): boolean => typeof value === 'string' && value.trim() !== '';
const isTruth = (value: unknown): boolean => typeof value === 'boolean';
const oneOf =
	(...words: string[]) =>
	(value: unknown): boolean =>
		words.includes(value as string);

const rules: Record<keyof ModuleDefinition, Rule> = {
	name: {required: true, must: 'be a text', fits: isText},
	describe: {required: true, must: 'be a text, one sentence', fits: isText},
	run: {required: true, must: 'be a function', fits: value => typeof value === 'function'},
	yields: {required: false, must: "be 'text' or 'codebase'", fits: oneOf('text', 'codebase')},
	writes: {required: false, must: 'be true or false', fits: isTruth},
	by: {
		required: false,
		must: "be 'model', 'person' or 'module'",
		fits: oneOf('model', 'person', 'module'),
	},
	asks: {required: false, must: 'be true or false', fits: isTruth},
	runs: {required: false, must: 'be true or false', fits: isTruth},
	prompted: {required: false, must: 'be true or false', fits: isTruth},
	place: {required: false, must: 'be a function', fits: value => typeof value === 'function'},
};

/** What keeps a module's default export from being a definition of the module `name`: sentences, none if it is one. */
export function checkDefinition(value: unknown, name: string): string[] {
	if (typeof value !== 'object' || value === null || Array.isArray(value)) {
		return [
			`Its default export is ${nameType(value)}, not what defineModule({name, describe, run}) returns.`,
		];
	}
	const definition = value as Record<string, unknown>;
	const faults = Object.entries(rules).flatMap(([key, {required, must, fits}]) => {
		const given = definition[key];
		if (given === undefined) return required ? [`\`${key}\` is missing; it must ${must}.`] : [];
		return fits(given) ? [] : [`\`${key}\` must ${must}, not ${nameType(given)}.`];
	});
	for (const key of Object.keys(definition).filter(each => !Object.hasOwn(rules, each))) {
		const near = suggest(key, Object.keys(rules));
		faults.push(`\`${key}\` means nothing in a module.${near === null ? '' : ` Did you mean \`${near}\`?`}`);
	}
	if (isText(definition.name) && definition.name !== name) {
		faults.push(`It calls itself \`${definition.name}\`, and its file \`${name}\`: give both the same name.`);
	}
	return faults;
}

function nameType(value: unknown): string {
	if (value === null) return 'null';
	if (Array.isArray(value)) return 'a list';
	if (typeof value === 'string')
		return value.trim() === '' ? 'an empty text' : `the text '${value.slice(0, 40)}'`;
	if (typeof value === 'object') return 'an object';
	return typeof value === 'function' ? 'a function' : String(value);
}
