import type {Changes} from './changes.ts';

/** Phrases that read on after a colon, separated by semicolons: `review was added; plan: supplement, inputs`. */
export function describeChanges({added, removed, changed, reordered, budget, modules}: Changes): string[] {
	const were = (names: string[], what: string) =>
		names.length === 0 ? [] : [`${names.join(', ')} ${names.length === 1 ? 'was' : 'were'} ${what}`];
	return [
		...were(added, 'added'),
		...were(removed, 'removed'),
		...changed.map(({output_name, keys}) => `${output_name}: ${keys.join(', ')}`),
		...(reordered ? ['the operations stand in another order'] : []),
		...(budget ? ['the budget of the pipeline'] : []),
		...modules.map(name => `the code of the module ${name}`),
	];
}
