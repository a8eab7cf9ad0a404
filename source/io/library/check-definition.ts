import type {ModuleDefinition} from '../../core/module.ts';
import {suggest} from '../../core/pipeline/suggest.ts';

/** What is wrong, and what to write instead: a sentence each. */
export type DefinitionFault = {message: string; remedy: string};

type Rule = {required: boolean; must: string; fits: (value: unknown) => boolean};

const whole = 'Write `export default defineModule({name, describe, run})`.';

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

/** What to write for a key that is missing. */
const lacking: Partial<Record<keyof ModuleDefinition, (name: string) => string>> = {
	name: name => `Add \`name: '${name}'\`: the name of its file, without the ending.`,
	describe: () => "Add `describe: '…'`: one sentence on what it does.",
	run: () => 'Add `run(context) { … }`, which does the work and returns the output.',
};

/** What keeps a module's default export from being a definition of the module `name`; nothing if it is one. */
export function checkDefinition(value: unknown, name: string): DefinitionFault[] {
	if (value === undefined) {
		return [{message: `The module \`${name}\` has no default export.`, remedy: whole}];
	}
	if (typeof value !== 'object' || value === null || Array.isArray(value)) {
		const message = `Its default export is ${nameType(value)}, not what defineModule({name, describe, run}) returns.`;
		return [{message, remedy: whole}];
	}
	const definition = value as Record<string, unknown>;
	const faults = Object.entries(rules).flatMap(([key, {required, must, fits}]) => {
		const given = definition[key];
		if (given === undefined) {
			if (!required) return [];
			const remedy = lacking[key as keyof ModuleDefinition]?.(name) ?? whole;
			return [{message: `\`${key}\` is missing; it must ${must}.`, remedy}];
		}
		if (fits(given)) return [];
		return [{message: `\`${key}\` must ${must}, not ${nameType(given)}.`, remedy: `Correct \`${key}\`.`}];
	});
	for (const key of Object.keys(definition).filter(each => !Object.hasOwn(rules, each))) {
		const near = suggest(key, Object.keys(rules));
		const message = `\`${key}\` means nothing in a module.${near === null ? '' : ` Did you mean \`${near}\`?`}`;
		const remedy = near === null ? `Leave \`${key}\` away.` : `Write \`${near}\`, or leave it away.`;
		faults.push({message, remedy});
	}
	if (isText(definition.name) && definition.name !== name) {
		faults.push({
			message: `It calls itself \`${definition.name}\`, and its file \`${name}\`.`,
			remedy: `Write \`name: '${name}'\`, or rename the file: pipelines use it by the one name.`,
		});
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
