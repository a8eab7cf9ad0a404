/** The way to a run that begins with another's history: what is unchanged is taken over, not paid for. */
import {resolve} from 'node:path';
import {quoteWord} from '../../core/command-line.ts';
import {ownPast} from '../../core/estimate/own-past.ts';
import type {RunSettings} from '../../core/events.ts';
import {buildFork, type Fork} from '../../core/fork/build-fork.ts';
import {type ForkWish, isCopy} from '../../core/fork/fates.ts';
import {type Reply, whatThePersonSaid} from '../../core/replies.ts';
import type {RunState} from '../../core/state/run-state.ts';
import {systemClock} from '../../io/clock.ts';
import {isLogProblem} from '../../io/memory/log-problem.ts';
import {createRunFolder, type FoundRun} from '../../io/memory/run-folder.ts';
import {forkedFrom, forkSentences} from '../../ui/fork/fork-words.ts';
import {type Surroundings, UsageError} from '../command.ts';
import type {RunFlags} from './flags.ts';
import {getReady} from './get-ready.ts';
import {isInteractive} from './is-interactive.ts';
import {findMeans, type Means} from './means.ts';
import {type Parent, readParent, tellParent} from './parent.ts';
import {readRequest} from './read-request.ts';
import {findCassette, repliesFor} from './recording.ts';
import type {Prepared} from './run-pipeline.ts';
import {openSitting} from './sitting.ts';

export type ForkOrder = Pick<ForkWish, 'from' | 'set'> & {
	/** How many of the parent's actions are its past; null: all. */
	action: number | null;
};

/** Nothing is made or asked before everything is checked. Throws a `UsageError` that says what is wrong. */
export async function prepareFork(
	found: FoundRun,
	order: ForkOrder,
	flags: RunFlags,
	around: Surroundings,
): Promise<Prepared> {
	const interactive = isInteractive(around, flags);
	const say = (sentence: string) => around.stderr.write(`${sentence}\n`);
	const parent = await readParent(found, order.action);
	const {state} = parent;
	if (parent.damage !== null) say(parent.damage);
	const given = await readRequest(flags.request, around);
	const wish: ForkWish = {
		...order,
		set: given === null ? order.set : withTask(given, order, state),
		model: flags.model,
		models: flags.models,
	};
	const cassette = await chooseRecording(parent, flags, around);
	const before = settingsBefore(state, flags);
	const means = await findMeans({log: parent.log, state, before}, flags, around, {
		cassette,
		trustAsked: true,
	});
	const {modules, answering} = means;
	const runSettings = {
		...means.runSettings,
		budget: {...state.budget, ...flags.budget},
		// What the person made of the other run's reviews was about its outputs.
		review: flags.review ?? (interactive ? 'all' : 'declared'),
	};
	const again = state.answers.filter(({name}) => !flags.answers.some(answer => answer.name === name));
	const answers = [...again, ...flags.answers];
	const fork = buildFork(state, wish, {
		settings: runSettings,
		request: given ?? (interactive && isAskedAnew(state, wish) ? null : state.request),
		answers,
		path: parent.log,
		action: parent.actions,
		traits: Object.fromEntries([...modules].map(([name, {traits}]) => [name, traits])),
		modules: name => modules.get(name)?.definition,
	});
	if ('problem' in fork) throw new UsageError(fork.problem);
	if (isCopy(fork.fates)) throw new UsageError(whyNoCopy(state, wish));
	const suggested = await replies({parent, fork, means, given: [...answers, ...asAnswers(given, state)]});

	const runFolder = await createRunFolder(
		resolve(around.folder, flags.runsDir),
		state.pipeline.name,
		systemClock.now(),
	);
	if (isLogProblem(runFolder)) throw new Error(runFolder.problem, {cause: runFolder.cause});
	const sitting = await openSitting(runFolder, answering.secrets);
	const {id, actions, count} = parent;
	const origin = {parent: id, moment: actions < count ? {actions, count} : null};
	if (!interactive && !flags.json) {
		for (const sentence of forkSentences(state, wish, origin)) say(sentence);
		const names = [...new Set(suggested.map(({name}) => name))];
		if (names.length > 0)
			say(
				`Answered as before: ${names.join(', ')}. To answer otherwise, give --request TEXT or --answer NAME=TEXT.`,
			);
	}

	return getReady(
		{...means, runSettings},
		{
			sitting,
			first: fork.events(runFolder.id),
			suggested,
			begun: () => tellParent(parent, {type: 'run-forked', child_run_id: runFolder.id}),
			state: fork.state,
			flags: {...flags, answers},
			interactive,
			around,
			request: fork.state.request,
			files: Object.keys(fork.state.workspace).length,
			past: ownPast(state),
			origin: forkedFrom(origin),
		},
	);
}

/**
 * Who names a model or an endpoint wants it asked: a recording that answered so far is no longer. One that was made
 * meanwhile holds what the parent was told, and is not added to by its children.
 */
async function chooseRecording(
	{state}: Parent,
	flags: RunFlags,
	around: Surroundings,
): Promise<string | null> {
	const {cassette, record} = state.settings;
	const live =
		record || flags.model !== null || Object.keys(flags.models).length > 0 || flags.baseUrl !== null;
	return (await findCassette(flags, around)) ?? (live ? null : cassette);
}

/**
 * A model for all goes over those that single operations had. How strictly the run was rehearsed says nothing of one
 * that is begun to change something.
 */
function settingsBefore({settings}: RunState, {model}: RunFlags): RunSettings {
	return {...settings, strict: false, ...(model === null ? {} : {models: {}})};
}

/** The person wants the task itself made anew: then they are asked. */
function isAskedAnew({operations}: RunState, {from}: ForkWish): boolean {
	return from.some(name => operations.get(name)?.operation.module === 'start_module');
}

function whyNoCopy({operations}: RunState, {model}: ForkWish): string {
	const all =
		model === null
			? ''
			: ` --model ${quoteWord(model)} is for what is made anew; --model NAME=${quoteWord(model)} has one made anew with it.`;
	return `everything is finished and taken over, so the fork would be a copy.${all} --from NAME makes an output anew, --set NAME=TEXT replaces one, --model NAME=M asks another model. The operations: ${[...operations.keys()].join(', ')}.`;
}

/** Another task takes the place of the one there is, unless that is asked for anew, or set to a text of its own. */
function withTask(task: string, {from, set}: ForkOrder, {operations}: RunState): ForkWish['set'] {
	const asking = [...operations.values()].filter(({operation}) => operation.module === 'start_module');
	if (asking.length === 0) {
		throw new UsageError('no operation of this run asks for a task, so --request would change nothing.');
	}

	const made = asking.filter(({status}) => status === 'done' || status === 'review');
	const names = made.map(({operation}) => operation.output_name).filter(name => !from.includes(name));
	return new Map([...names.map(name => [name, task] as const), ...set]);
}

function asAnswers(request: string | null, {operations}: RunState): Reply[] {
	if (request === null) return [];
	return [...operations.values()].flatMap(({operation: {module, output_name}}) =>
		module === 'start_module' ? [{name: output_name, text: request}] : [],
	);
}

/** What the person said before where they are asked again; else what the recording's person did. */
async function replies({
	parent,
	fork,
	means: {cassette, rehearsal},
	given,
}: {
	parent: Parent;
	fork: Fork;
	means: Means;
	given: readonly Reply[];
}): Promise<Reply[]> {
	const open = [...fork.fates].flatMap(([name, fate]) =>
		fate === 'anew' || fate === 'stale' || fate === 'ahead' ? [name] : [],
	);
	const isOpen = ({name}: Reply) => open.includes(name) && !given.some(answer => answer.name === name);
	const before = whatThePersonSaid([...parent.said]).filter(isOpen);
	const asking = open.map(name => parent.state.operations.get(name)!.operation);
	const recorded = rehearsal?.suggested ?? (await repliesFor(asking, cassette, given));
	const other = recorded.filter(reply => isOpen(reply) && !before.some(({name}) => name === reply.name));
	return [...before, ...other];
}
