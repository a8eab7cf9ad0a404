import {resolve} from 'node:path';
import {writeToClipboard} from '../io/clipboard.ts';
import {systemClock} from '../io/clock.ts';
import {openShell} from '../io/job-control.ts';
import {followRecording} from '../io/memory/follow-recording.ts';
import {isWritten} from '../io/memory/is-written.ts';
import {firstHome, type Home} from '../ui/home/home.ts';
import type {HomeChoice} from '../ui/intentions.ts';
import type {Command, Surroundings} from './command.ts';
import {prepareDemo, runDemo} from './demo.ts';
import {openLibrary} from './home/library.ts';
import {type FoundRecording, findRecording} from './replay/find-recording.ts';
import {playOnScreen} from './replay/play-on-screen.ts';
import {chooseRun} from './resume.ts';
import {conductAll, prepareForkFrom} from './run/chain.ts';
import {describeFault, ScreenFault} from './run/faults.ts';
import {type RunFlags, readRunFlags} from './run/flags.ts';
import {findParent} from './run/parent.ts';
import {prepareRun} from './run/prepare.ts';
import {codeOf, isInteractive, type Prepared} from './run/run-pipeline.ts';
import {takeUp} from './run/take-up.ts';
import {themeFor} from './run/theme-for.ts';
import {untilGone} from './run/until-gone.ts';

/** No command: the home screen; where there is no terminal, the demo to its end. */
export const home: Command = {
	name: '',
	summary: 'Runs pipelines of language-model modules under your eye',
	usage: '',
	most: 0,
	flags: {},
	help: '',
	async run({around}) {
		const flags = readRunFlags({});
		if (!isInteractive(around, flags)) return runDemo(flags, around);
		const summaries: string[] = [];
		try {
			return await stayAtHome(flags, around, summaries);
		} finally {
			around.stdout.write(summaries.join('\n'));
		}
	},
};

/**
 * Home, a run, and home again, until the person leaves. `summaries` takes what is to stand on the normal screen
 * afterwards. Resolves with the exit code: 0, or a signal's.
 */
async function stayAtHome(flags: RunFlags, around: Surroundings, summaries: string[]): Promise<number> {
	let start = firstHome;
	for (;;) {
		const {choice, home, signalCode} = await showHome(start, around);
		if (signalCode !== null) return signalCode;
		if (choice.kind === 'quit') return 0;
		if (choice.kind === 'watch') {
			const watched = await watch(choice.run, flags, around);
			if (watched.code !== null && watched.code !== 0) return watched.code;
			start = {...home, notice: null, report: watched.report, top: 0};
			if (watched.fork === null) continue;
			const left = await runAll(watched.fork(), titles.fork, home, summaries);
			if ('code' in left) return left.code;
			start = left.home;
			continue;
		}

		const left = await runAll(prepare(choice, flags, around), titles[choice.kind], home, summaries);
		if ('code' in left) return left.code;
		start = left.home;
	}
}

/** What is prepared, and the forks that are begun from it; then home as it is to be shown, or the exit code. */
async function runAll(
	preparing: Promise<Prepared>,
	title: string,
	home: Home,
	summaries: string[],
): Promise<{home: Home} | {code: number}> {
	const {last, refused} = await conductAll(preparing, ({summary, kept}) => {
		if (kept) summaries.push(summary);
	});
	if (refused) {
		const report = {title: last === null ? title : titles.fork, text: refused.message};
		return {home: {...home, notice: null, report, top: 0}};
	}

	const {prepared, conducted} = last!;
	const {fault, signalCode} = conducted.outcome;
	if (fault || signalCode !== null) return {code: codeOf(conducted)};
	return {
		home: conducted.kept
			? backFrom(prepared.sitting.folder.id, conducted.summary, home)
			: {...home, notice: {text: conducted.summary.trimEnd(), tone: 'quiet'}, report: null},
	};
}

async function showHome(
	start: Home,
	around: Surroundings,
): Promise<{choice: HomeChoice; home: Home; signalCode: number | null}> {
	// The screen is heavy, and without a terminal it is never needed.
	const [library, {renderHome}] = await Promise.all([openLibrary(around), import('../ui/start.tsx')]);
	const theme = await themeFor(around);
	const {problem} = library;
	const shell = openShell();
	const shown = renderHome(shell && {shell}, {
		view: library,
		start:
			start.report === null && problem !== null
				? {...start, report: {title: 'the settings cannot be used', text: problem}}
				: start,
		theme,
		intentions: {
			copy: text => writeToClipboard(text, sequence => around.stdout.send(sequence)),
			reload: library.reload,
		},
		now: systemClock.now,
	});
	try {
		const {shown: left, signalCode, fault} = await untilGone(around, shown.unmount, () => shown.chosen);
		if (fault instanceof ScreenFault || left === null) throw new Error(describeFault(fault!), {cause: fault});
		if (fault) throw fault;
		return {...left, signalCode};
	} finally {
		library.close();
	}
}

/** Shows how a run went, or follows it as it goes. `code`: null if that could not be shown, which is reported. */
async function watch(
	run: string,
	{runsDir}: RunFlags,
	around: Surroundings,
): Promise<{code: number | null; report: Home['report']; fork: (() => Promise<Prepared>) | null}> {
	let found: FoundRecording;
	try {
		found = await findRecording(run, resolve(around.folder, runsDir), around);
	} catch (error) {
		const report = {title: 'it cannot be watched', text: (error as Error).message};
		return {code: null, report, fork: null};
	}

	const leaving = new AbortController();
	try {
		const growth = followRecording(found, found.run.log, leaving.signal);
		const {code, next} = await playOnScreen(found, {follow: found.recording.growing(), growth, around});
		const fork = next && (() => prepareForkFrom(found.run, next, readRunFlags({}), around));
		return {code, report: null, fork};
	} finally {
		leaving.abort();
		await found.close();
	}
}

const titles = {
	run: 'it could not be started',
	demo: 'the demo could not be started',
	resume: 'it cannot go on',
	fork: 'it could not be forked',
	continue: 'it could not be continued',
} as const;

/** What was chosen, ready to begin. */
async function prepare(
	choice: Exclude<HomeChoice, {kind: 'quit' | 'watch'}>,
	flags: RunFlags,
	around: Surroundings,
): Promise<Prepared> {
	switch (choice.kind) {
		case 'demo':
			return prepareDemo(flags, around);
		case 'run':
			return prepareRun(choice.pipeline, flags, around);
		case 'continue':
			return prepareRun(null, flags, around, {continues: choice.run});
		case 'fork': {
			const from = {output_name: choice.output_name, action: null};
			return prepareForkFrom(await findParent(choice.run, flags, around), from, flags, around);
		}
		case 'resume': {
			const folder = await chooseRun(choice.run, flags.runsDir);
			// The list may have been read before that began.
			if (folder !== null && (await isWritten(folder.log)))
				throw new Error('Another terminal goes on with this run: w follows it there.');
			const prepared = folder === null ? null : await takeUp(folder, flags, around, {reopen: true});
			if (prepared === null) throw new Error(`${choice.run} is not there any more.`);
			return prepared;
		}
	}
}

/** Home as it was, the run selected that was left, and its first line said. */
function backFrom(id: string, summary: string, home: Home): Home {
	const text = summary.split('\n', 1)[0]!.replaceAll(/ {2,}/g, '  ');
	return {
		...home,
		pane: 'runs',
		chosen: {...home.chosen, runs: id},
		notice: {text, tone: 'quiet'},
		report: null,
		top: 0,
	};
}
