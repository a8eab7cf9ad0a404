/** What differs between what a run recorded of itself and what is there now. */
import type {ModuleTraits} from '../events.ts';
import type {Operation, Pipeline} from '../pipeline/pipeline.ts';

/** What a run is made of. */
export type Definition = {
	pipeline: Pipeline;
	/** output_name → the whole system message. */
	system_prompts: Record<string, string>;
	modules: Record<string, ModuleTraits>;
};

export type Changes = {
	/** Operations by their output_name, in the order of the pipeline that has them. */
	added: string[];
	removed: string[];
	/** Those that are in both, and the keys in which they differ: as in the YAML, or `system prompt`. */
	changed: {output_name: string; keys: string[]}[];
	/** Those that are in both stand in another order: writers take other turns. */
	reordered: boolean;
	/** The pipeline's own ceilings. */
	budget: boolean;
	/** Modules whose code is another. */
	modules: string[];
};

/** Of one pipeline the name does not matter, nor its description or how it is written down. */
export function compareDefinitions(recorded: Definition, now: Definition): Changes {
	const [before, after] = [byName(recorded.pipeline), byName(now.pipeline)];
	const kept = [...before.keys()].filter(name => after.has(name));
	const changed = kept.map(name => ({
		output_name: name,
		keys: [
			...keysThatDiffer(before.get(name)!, after.get(name)!),
			...(promptOf(recorded, name) === promptOf(now, name) ? [] : ['system prompt']),
		],
	}));
	return {
		added: [...after.keys()].filter(name => !before.has(name)),
		removed: [...before.keys()].filter(name => !after.has(name)),
		changed: changed.filter(({keys}) => keys.length > 0),
		reordered: [...after.keys()].filter(name => before.has(name)).join('\n') !== kept.join('\n'),
		budget: !isSame(recorded.pipeline.budget, now.pipeline.budget),
		modules: changedModules(recorded.modules, now.modules),
	};
}

/** Modules of both whose code is another by now. */
function changedModules(recorded: Record<string, ModuleTraits>, now: Record<string, ModuleTraits>): string[] {
	return Object.keys(now).filter(name => {
		if (!Object.hasOwn(recorded, name)) return false;
		const [before, after] = [recorded[name]!, now[name]!];
		return (
			before.version !== after.version || before.writes !== after.writes || before.yields !== after.yields
		);
	});
}

/** Nothing differs but what could as well be left as it was recorded. */
export function isNothing({added, removed, changed, reordered, budget, modules}: Changes): boolean {
	return !reordered && !budget && [added, removed, changed, modules].every(list => list.length === 0);
}

function byName({operations}: Pipeline): Map<string, Operation> {
	return new Map(operations.map(operation => [operation.output_name, operation]));
}

function promptOf({system_prompts}: Definition, name: string): string {
	return Object.hasOwn(system_prompts, name) ? system_prompts[name]! : '';
}

/** Where an operation stands in its file is nothing that it does. */
const told: readonly (keyof Operation)[] = [
	'module',
	'inputs',
	'supplement',
	'model_config',
	'checkpoint',
	'on_error',
	'debug',
	'memory',
	'budget',
];

function keysThatDiffer(before: Operation, after: Operation): string[] {
	return told.filter(key => !isSame(before[key], after[key]));
}

/** Plain data, always built with its keys in the same order. */
function isSame(before: unknown, now: unknown): boolean {
	return JSON.stringify(before) === JSON.stringify(now);
}
