/** A recorded run: answered in 2 s each, with a review that waited for a minute and a program that ran twice. */
import {createPlayback, type Playback} from '../../../source/core/playback/playback.ts';
import {recordedEvents} from '../../../source/core/playback/recorded-events.ts';
import {aRun, type Run} from '../a-run.ts';

export function aReplay(tell: (run: Run) => void = aStory): {playback: Playback; run: Run} {
	const run = aRun();
	tell(run);
	return {playback: createPlayback(recordedEvents(run.events), {now: () => 0}), run};
}

function aStory(run: Run): void {
	const {emit, clock, begin, finish} = run;
	const of = (output_name: string, module: string) => ({output_name, module, attempt: 1});
	begin('request', 'start_module');
	emit({type: 'question-asked', ...of('request', 'start_module'), question: 'What should be made?'});
	clock.time += 12_000;
	emit({
		type: 'question-answered',
		...of('request', 'start_module'),
		question: 'What should be made?',
		response: 'A budget tracker',
		declined: false,
	});
	finish('request', 'start_module', 'A budget tracker');
	begin('plan', 'code_planner');
	clock.time += 1500;
	finish('plan', 'code_planner', 'The plan', true);
	clock.time += 60_000;
	emit({
		type: 'review-decided',
		...of('plan', 'code_planner'),
		subject: 'output',
		decision: 'edit',
		response: 'The plan, edited',
		feedback: null,
		version: 2,
		by: 'person',
	});
	begin('code', 'engineer');
	for (const [iteration, exit_code] of [1, 0].entries()) {
		clock.time += 1000;
		emit({
			type: 'files-written',
			...of('code', 'engineer'),
			by: 'model',
			files: {'main.py': `hash ${iteration}`, 'a.txt': 'hash a'},
			contents: {[`hash ${iteration}`]: `print(${iteration})\n`, 'hash a': 'a\n'},
			deleted: [],
			refused: [],
		});
		emit({
			type: 'program-ran',
			...of('code', 'engineer'),
			iteration: iteration + 1,
			command: 'python3 main.py',
			purpose: 'run',
			exit_code,
			signal: null,
			timed_out: false,
			caged: true,
			stdout: '',
			stderr: '',
			duration_ms: 100,
			fingerprint: exit_code === 0 ? null : 'boom',
			summary: `exit ${exit_code}`,
			made_files: [],
		});
	}

	clock.time += 500;
	finish('code', 'engineer', 'The code');
	emit({type: 'run-finished', status: 'done', message: null});
}
