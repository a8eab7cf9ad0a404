/** What is found changed when a run is taken up: what adopting it leads to, and how that is said. */
import {describeChanges} from '../../core/adoption/describe-changes.ts';
import {foreseeAdoption, type Outcome} from '../../core/adoption/foresee-adoption.ts';
import type {EventDraft, ModuleTraits} from '../../core/events.ts';
import type {RunState} from '../../core/state/run-state.ts';
import type {ChangePage} from '../../ui/adoption/page.ts';
import {dollars, wordList} from '../../ui/text/figures.ts';
import {UsageError} from '../command.ts';
import type {Found} from './changes.ts';
import type {Means} from './means.ts';
import {listModuleNames, refuseUnprompted} from './plan.ts';
import type {First} from './sitting.ts';

export type Adoption = {
	means: Means;
	/** `run-resumed`, and what adopts it. */
	first: First;
	/** The state once it goes on so. */
	after: RunState;
	outcomes: readonly Outcome[];
};

/** What is to be adopted, checked like a new run; a sentence where it cannot be. `find`: its means. */
export async function prepareAdoption(
	state: RunState,
	found: Found,
	folder: string,
	find: () => Promise<Means>,
): Promise<Adoption | {cannot: string}> {
	if (found.problem !== null) return {cannot: found.problem};
	try {
		const means = await find();
		await refuseUnprompted(means.modules, await listModuleNames(folder));
		const first = [
			{type: 'run-resumed', settings: means.runSettings},
			adopting(found, means.modules),
		] satisfies First;
		return {means, first, ...foreseeAdoption(state, first)};
	} catch (error) {
		if (error instanceof UsageError) return {cannot: error.message};
		throw error;
	}
}

/** `modules`: those that are there now. */
export function adopting(
	{pipeline, system_prompts}: Found,
	modules: ReadonlyMap<string, {traits: ModuleTraits}>,
): EventDraft {
	return {
		type: 'pipeline-changed',
		pipeline: pipeline.source,
		system_prompts,
		modules: Object.fromEntries([...modules].map(([name, {traits}]) => [name, traits])),
	};
}

/** What is written where the recorded pipeline and prompts hold: code that changed runs all the same. */
export function keepRecorded({pipeline, systemPrompts}: RunState, {modules}: Found): EventDraft[] {
	return Object.keys(modules).length === 0
		? []
		: [
				{
					type: 'pipeline-changed',
					pipeline: pipeline.source,
					system_prompts: systemPrompts,
					modules,
					kept: true,
				},
			];
}

/** For where there is no screen: what changed, what holds, and what the other choice would lead to. */
export function sayKept(found: Found, adoption: Adoption | {cannot: string}): string {
	const told = describeChanges(found.changes);
	const code = Object.keys(found.modules);
	const newCode =
		code.length === 0
			? ''
			: ` The new code of ${wordList(code)} makes what is still to be made: the old is not kept.`;
	if (told.length === 0) return `${found.problem} The run goes on with what it recorded.`;
	const other =
		'cannot' in adoption
			? `It cannot be adopted: ${adoption.cannot}`
			: `--adopt uses the files as they are now; ${consequence(adoption.outcomes)}.`;
	return `Changed since this run recorded it: ${told.join('; ')}. The run goes on with what it recorded.${newCode} ${other}`;
}

/** Of a run that is done; reads on after a semicolon. `command`: what adopts it. */
export function sayChangedSince({changes}: Found, outcomes: readonly Outcome[], command: string): string {
	return `changed since it was recorded: ${describeChanges(changes).join('; ')}. With the files as they are now, ${consequence(outcomes)}: ${command}`;
}

export function sayAdopted({changes}: Found, {outcomes}: Adoption): string {
	return `Adopted: ${describeChanges(changes).join('; ')}; ${consequence(outcomes)}.`;
}

function consequence(outcomes: readonly Outcome[]): string {
	const namesOf = (effect: Outcome['effect']) =>
		outcomes.filter(outcome => outcome.effect === effect).map(({output_name}) => output_name);
	const [anew, perhaps] = [namesOf('anew'), namesOf('perhaps')];
	if (anew.length + perhaps.length === 0) return 'no finished output has to be made again';
	const costs = outcomes.filter(({effect}) => effect !== 'pinned').map(({last_usd}) => last_usd);
	const known = costs.filter(cost => cost !== null);
	const sum = dollars(known.reduce((all, cost) => all + cost, 0));
	const cost = known.length < costs.length ? (known.length === 0 ? '$?' : `${sum}+?`) : sum;
	const made = (names: string[]) => `${wordList(names)} ${names.length === 1 ? 'is' : 'are'} made anew`;
	const told =
		anew.length === 0
			? `perhaps ${made(perhaps)}`
			: `${made(anew)}${perhaps.length > 0 ? ` and perhaps ${wordList(perhaps)}` : ''}`;
	return `${told} (last time ${cost})`;
}

export function toChangePage(
	state: RunState,
	found: Found,
	adoption: Adoption | {cannot: string},
): ChangePage {
	return {
		name: state.pipeline.name,
		changes: found.changes,
		adopting: adoption,
		texts: textsOf(state, found),
	};
}

/** The pipeline, then the prompts; one that several operations share once. */
function textsOf(state: RunState, {pipeline, system_prompts, changes}: Found): ChangePage['texts'] {
	const yaml = {title: 'the pipeline', before: state.pipeline.source, after: pipeline.source};
	const prompts = changes.changed
		.filter(({keys}) => keys.includes('system prompt'))
		.map(({output_name: name}) => ({
			name,
			before: state.systemPrompts[name] ?? '',
			after: system_prompts[name] ?? '',
		}));
	const shared = Map.groupBy(prompts, ({before, after}) => JSON.stringify([before, after]));
	return [
		...(yaml.before === yaml.after ? [] : [yaml]),
		...[...shared.values()].map(same => ({
			title: `the system prompt of ${wordList(same.map(({name}) => name))}`,
			before: same[0]!.before,
			after: same[0]!.after,
		})),
	];
}
