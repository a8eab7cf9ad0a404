import {expect, test} from 'vitest';
import {summarize} from '../../../source/commands/run/summary.ts';
import type {RunEvent} from '../../../source/core/events.ts';
import {emptyState, reduce} from '../../../source/core/state/reduce.ts';
import {recordedEvents} from './past-events.ts';

const places = {
	folder: '/home/me/runs/2026-11-22_14-03-11_engineering',
	workingFolder: '/home/me',
	resumeCommand: 'orchestrai resume 2026-11-22_14-03-11_engineering',
	recorded: true,
};

function summaryOf(events: RunEvent[]): string {
	return summarize(events.reduce(reduce, emptyState()), places);
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
		'  outputs   runs/2026-11-22_14-03-11_engineering/outputs',
		'  log       runs/2026-11-22_14-03-11_engineering/memory_log.json',
		'',
	]);
});

test('A run that stopped says how to go on, by its folder and not by what its log calls it.', () => {
	const [started, ...rest] = recordedEvents();
	const renamed = {...started, run_id: '; rm -rf ~'} as RunEvent;
	const text = summaryOf([renamed, ...rest.slice(0, 5)]);
	expect(text).toMatch(/^● interrupted {2}engineering/);
	expect(text).toContain('  go on     orchestrai resume 2026-11-22_14-03-11_engineering\n');
	expect(text).not.toContain('rm -rf');
});
