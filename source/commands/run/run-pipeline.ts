/** One run from its start to where the engine lets go: on the screen or plainly, then the summary and the exit code. */

import type {ReviewPolicy} from '../../core/events.ts';
import {askAfresh, createFreshAttempts} from '../../core/fresh-attempts.ts';
import {createHeadlessHuman} from '../../core/headless-human.ts';
import type {Human, Question, Runner} from '../../core/ports.ts';
import type {RecordedDecisions} from '../../core/recorded-decisions.ts';
import {findReply, type Reply} from '../../core/replies.ts';
import {baseUrlToTakeUp} from '../../core/taking-up.ts';
import type {NotifyHow} from '../../io/notifier.ts';
import type {ChangePage} from '../../ui/adoption/page.ts';
import {createDesk} from '../../ui/desk.ts';
import type {Wanted} from '../../ui/preflight/plan.ts';
import type {Surroundings} from '../command.ts';
import {exitCodeOf} from '../exit-code.ts';
import type {BeforeStart} from './before-start.ts';
import type {Answering} from './endpoint.ts';
import {describeFault} from './faults.ts';
import type {RunFlags} from './flags.ts';
import {knownModels} from './intentions.ts';
import {memoryFor} from './memory-for.ts';
import {showRun} from './on-screen.ts';
import {type Ended, reportPlainly, untilFinished} from './plainly.ts';
import type {Modules} from './plan.ts';
import {startRecording} from './record.ts';
import {resumeCommandOf} from './resume-command.ts';
import type {First, Sitting} from './sitting.ts';
import {sayWhenStuck} from './stuck.ts';
import {summarize} from './summary.ts';

export type Prepared = {
	sitting: Sitting;
	modules: Modules;
	answering: Answering;
	/** For the screen: the models and their endpoint; null for a recording. */
	label: string | null;
	flags: RunFlags;
	interactive: boolean;
	around: Surroundings;
	runner: Runner;
	/** run-started or run-resumed, and what goes with it. */
	first: First;
	/** The run is done and only opened: `first` waits until it is set going again. */
	opened?: true;
	/** Answers to offer on the screen; headless they are given. */
	suggested: Reply[];
	/** What the person of a recording decided in the middle of operations. */
	decided: RecordedDecisions;
	/** The page before the start; null where there is none. */
	before: BeforeStart | null;
	notify: NotifyHow;
	/** The variables of the environment that its keys are read from. */
	keyNames: readonly string[];
	/**
	 * What the run is made of changed since it was recorded: the person is asked which is to hold. `adopted`: how it
	 * begins with the new; null where that cannot be.
	 */
	change?: {page: ChangePage; adopted: Prepared | null};
	/** Once it has begun: tells the run that it goes back to. Settles with a sentence where that could not be. */
	begun?(): Promise<string | null>;
};

/**
 * How a run ended, and what stands on the normal screen afterwards. `kept`: false if it never began, and is gone.
 * `unrecorded`: the run is kept, but its recording is not whole.
 */
export type Conducted = {outcome: Ended; summary: string; kept: boolean; unrecorded?: Error};

/** Runs until the engine lets go, and on the screen until the person leaves it; nothing is said yet. */
export async function conduct(prepared: Prepared): Promise<Conducted> {
	const endRecording = await startRecording(prepared);
	let conducted: Conducted;
	try {
		conducted = await conductRun(prepared);
	} catch (error) {
		// What ended the run is what is told.
		await endRecording?.().catch(() => null);
		throw error;
	}

	if (endRecording === null) return conducted;
	try {
		const line = await endRecording();
		return conducted.kept ? {...conducted, summary: `${conducted.summary}${line}`} : conducted;
	} catch (error) {
		return {...conducted, unrecorded: error as Error};
	}
}

async function conductRun(prepared: Prepared): Promise<Conducted> {
	const {sitting, flags, interactive, around, suggested, notify, change} = prepared;
	const {store, folder} = sitting;
	const attempts = createFreshAttempts(sitting.history);
	store.onEvent(attempts.take);
	const resumeCommand = resumeCommandOf(folder.id, flags, around);
	const policy = createHeadlessHuman({
		answerTo: (name, number) =>
			findReply(flags.answers, name, number) ?? (interactive ? null : findReply(suggested, name, number)),
		approve: flags.yes,
		resumeCommand,
	});
	const desk = interactive ? createDesk() : null;
	const human = desk ? policyFirst(policy, desk, flags) : policy;
	let told: Promise<string | null> | undefined;
	const beginning =
		({modules, answering: {model}, runner, first, opened, begun, decided}: Prepared) =>
		({review, stepping = flags.step}: Partial<Wanted> = {}) => {
			const memory = memoryFor(sitting, first, model);
			const crew = {
				modules,
				model: askAfresh(model, attempts),
				human,
				memory,
				interactive,
				runner,
				stepping,
				decided,
			};
			if (opened) return sitting.reopen(first, crew);
			const running = sitting.run(withReview(first, review), crew);
			told = begun?.();
			return running;
		};
	const showing = (version: Prepared) => ({
		label: version.label,
		modules: version.modules,
		models: knownModels(version.answering.model),
		offered: version.answering.offered,
		before: version.before,
		begin: beginning(version),
		prefill: offering(version.suggested),
	});

	let outcome: Ended;
	if (desk) {
		const shown = await showRun({
			sitting,
			desk,
			around,
			runner: prepared.runner,
			notify,
			keyNames: prepared.keyNames,
			resumeCommand,
			warmUp: prepared.answering.warmUp,
			...showing(prepared),
			change: change && {page: change.page, adopted: change.adopted && showing(change.adopted)},
		});
		outcome = 'kind' in shown ? {...shown, status: 'stopped'} : shown;
		if ('kind' in shown) {
			const message = 'Left before it began: nothing was asked.';
			const kept = await sitting.leave(prepared.first, {message, discard: shown.fault === null});
			if (!kept) return {outcome, summary: 'Nothing was asked, and nothing is kept.\n', kept};
		}
	} else {
		reportPlainly(store, around, {json: flags.json, redact: sitting.redact});
		// What an app left that was killed ends now, whatever this run does.
		const looked = prepared.runner.cage();
		// Before a clock runs that a person reads.
		await prepared.answering.warmUp?.();
		const stopWatching = sayWhenStuck(prepared.modules, around, {resumeCommand});
		try {
			outcome = await untilFinished(beginning(prepared)(), store, [around.stdout, around.stderr]);
		} finally {
			stopWatching();
			// What the cage is tried with is gone then.
			await looked;
		}
	}

	const untold = await told;
	const state = store.state();
	const remedies = [...state.operations.values()].map(({failure}) => failure?.remedy);
	const baseUrl = baseUrlToTakeUp(remedies) ?? flags.baseUrl;
	const summary = summarize(state, {
		folder: folder.path,
		workingFolder: around.folder,
		resumeCommand: resumeCommandOf(folder.id, {...flags, baseUrl}, around),
		told: outcome.fault !== null,
	});
	return {outcome, summary: untold ? `${summary}  ${untold}\n` : summary, kept: true};
}

/** The exit code. Throws what nobody caught: the run was stopped by it; and what is missing of its recording. */
export function codeOf({outcome, unrecorded}: Conducted): number {
	if (outcome.fault) {
		throw new Error(`the run was stopped, and is kept. ${describeFault(outcome.fault)}`, {
			cause: outcome.fault,
		});
	}

	if (unrecorded) throw unrecorded;
	return outcome.signalCode ?? exitCodeOf(outcome.status);
}

/** What the person changed before the start is what the log begins with. */
function withReview([began, ...more]: First, review: ReviewPolicy | undefined): First {
	if (review === undefined || (began.type !== 'run-started' && began.type !== 'run-resumed'))
		return [began, ...more];
	return [{...began, settings: {...began.settings, review}}, ...more];
}

/** In the app, what flags answer is not asked; everything else waits at the desk. */
function policyFirst(policy: Human, desk: Human, flags: RunFlags): Human {
	return {
		...desk,
		ask: (question, signal) =>
			findReply(flags.answers, question.output_name, question.number) === null
				? desk.ask(question, signal)
				: policy.ask(question, signal),
		review: (request, signal) => (flags.yes ? policy : desk).review(request, signal),
		// A patch that is looked at is a review too.
		direct: (request, signal) =>
			(flags.yes && request.about === 'patch' ? policy : desk).direct(request, signal),
	};
}

function offering(suggested: readonly Reply[]): (question: Question) => string | null {
	return ({output_name, number}) => findReply(suggested, output_name, number);
}
