/** What a person chose at home, from its beginning to its end. */
import {resolve} from 'node:path';
import {followRecording} from '../../io/memory/follow-recording.ts';
import {isWritten} from '../../io/memory/is-written.ts';
import type {Home} from '../../ui/home/home.ts';
import type {HomeChoice} from '../../ui/intentions.ts';
import type {Surroundings} from '../command.ts';
import {prepareDemo} from '../demo/run-demo.ts';
import {type FoundRecording, findRecording} from '../replay/find-recording.ts';
import {playOnScreen} from '../replay/play-on-screen.ts';
import {chooseRun} from '../resume/resume-run.ts';
import {conductAll, prepareForkFrom} from '../run/chain.ts';
import {type RunFlags, readRunFlags} from '../run/flags.ts';
import {findParent} from '../run/parent.ts';
import {prepareRun} from '../run/prepare.ts';
import {codeOf, type Prepared} from '../run/run-pipeline.ts';
import {takeUp} from '../run/take-up.ts';

/**
 * Until home is to be shown again, as it is returned, or the app ends with a code. `summaries` takes what is to stand
 * on the normal screen afterwards.
 */
export async function begin(
	choice: Exclude<HomeChoice, {kind: 'quit'}>,
	home: Home,
	{flags, around, summaries}: {flags: RunFlags; around: Surroundings; summaries: string[]},
): Promise<{home: Home} | {code: number}> {
	if (choice.kind !== 'watch')
		return runAll(prepare(choice, flags, around), titles[choice.kind], home, summaries);
	const watched = await watch(choice.run, flags, around);
	if (watched.code !== null && watched.code !== 0) return {code: watched.code};
	if (watched.fork === null) return {home: {...home, notice: null, report: watched.report, top: 0}};
	return runAll(watched.fork(), titles.fork, home, summaries);
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
			return prepareDemo({...flags, baseUrl: null, keyless: false, model: null}, around);
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
