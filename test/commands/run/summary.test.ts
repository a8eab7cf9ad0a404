import {expect, test} from 'vitest';
import {summarize} from '../../../source/commands/run/summary.ts';
import {type EventOf, type RunEvent, stamp} from '../../../source/core/events.ts';
import {emptyState, reduce} from '../../../source/core/state/reduce.ts';
import {recordedEvents} from './past-events.ts';

const places = {
	folder: '/home/me/runs/2026-11-22_14-03-11_engineering',
	workingFolder: '/home/me',
	resumeCommand: 'orchestrai resume 2026-11-22_14-03-11_engineering',
};

function asRehearsed(event: RunEvent): RunEvent {
	return event.type === 'model-answered' ? {...event, by: 'recorded', cost_usd: 0} : event;
}

function summaryOf(events: RunEvent[]): string {
	return summarize(events.map(asRehearsed).reduce(reduce, emptyState()), places);
}

test('What was made, where it is and what it cost; a run that is done is not gone on with.', () => {
	const lines = summaryOf(recordedEvents()).split('\n');
	expect(lines[0]).toMatch(
		/^✓ done {2}engineering {2}(\d+)\/\1 done, .+, [\d.]+k tokens, \$.*\(the answers were recorded\)$/,
	);
	expect(lines.slice(1)).toEqual([
		expect.stringMatching(
			/^ {2}program {3}runs\/2026-11-22_14-03-11_engineering\/workspace {2}\(.*main\.py.*\)$/,
		),
		'  run it    cd runs/2026-11-22_14-03-11_engineering/workspace && python3 main.py',
		'  outputs   runs/2026-11-22_14-03-11_engineering/outputs',
		'  log       runs/2026-11-22_14-03-11_engineering/memory_log.json',
		'',
	]);
});

test('What a module runs on its way to a text is no program to run.', () => {
	const helped = recordedEvents().map(event =>
		event.type === 'program-ran' ? {...event, module: 'start_module', command: 'wc -w draft.md'} : event,
	);
	expect(summaryOf(helped)).toContain('  program   ');
	expect(summaryOf(helped)).not.toContain('run it');
});

test('A run that stopped says how to go on, by its folder and not by what its log calls it.', () => {
	const [started, ...rest] = recordedEvents();
	const renamed = {...started, run_id: '; rm -rf ~'} as RunEvent;
	const text = summaryOf([renamed, ...rest.slice(0, 5)]);
	expect(text).toMatch(/^● interrupted {2}engineering/);
	expect(text).toContain('  go on     orchestrai resume 2026-11-22_14-03-11_engineering\n');
	expect(text).not.toContain('rm -rf');
});

test('A run that lacks outputs is not plainly done, and one that cost more than its ceiling says so.', () => {
	const events = recordedEvents();
	const [started, ...rest] = events;
	const text = summaryOf([
		{
			...started,
			settings: {...(started as EventOf<'run-started'>).settings, budget: {max_tokens: 7}},
		} as RunEvent,
		...rest.filter(event => !('output_name' in event && event.output_name === 'readme')),
		stamp({type: 'module-skipped', output_name: 'readme', message: ''}, 0),
		rest.at(-1)!,
	]);
	expect(text).toMatch(/^– done, 1 skipped {2}engineering/);
	expect(text).toContain('\n  over the budget of 7 tokens: ');
});
