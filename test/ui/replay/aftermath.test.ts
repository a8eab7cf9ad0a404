import {describe, expect, test} from 'vitest';
import {aftermathOf} from '../../../source/ui/replay/aftermath.ts';
import {textOf} from '../../../source/ui/text/rich.ts';
import {createTheme} from '../../../source/ui/theme.ts';
import type {Run} from '../a-run.ts';
import {aReplay} from './a-replay.ts';

/** The panel at the moment at which something waits at the operation for the n-th time. */
function waiting(output_name: string, tell?: (run: Run) => void): string {
	const {playback} = aReplay(tell);
	for (let actions = 1; actions <= playback.moment().count; actions++) {
		playback.seek(actions);
		const operation = playback.state().operations.get(output_name);
		const panel = aftermathOf(playback, operation, 76, 8, createTheme());
		if (panel) return [panel.title, ...panel.rows.map(textOf)].join('\n');
	}
	return '';
}

const plan = {output_name: 'plan', module: 'code_planner', attempt: 1};

describe('what waited for the person in a recording', () => {
	test('a question is shown with its answer, and how long that took', () => {
		expect(waiting('request')).toBe(
			'◆ request asked\nWhat should be made?\nThe answer, 12s later:\nA budget tracker',
		);
	});

	test('a review is shown with what was decided', () => {
		expect(waiting('plan')).toBe('◆ plan was to review\nEdited by the person 1m 00s later: that is v2.');
	});

	test('a draft of a module is shown with what was decided on it', () => {
		const decided =
			(decision: 'approve' | 'edit' | 'redo', feedback: string | null = null) =>
			(run: Run) => {
				run.begin('plan', 'code_planner');
				run.emit({type: 'draft-shown', ...plan, number: 1, title: 'the outline', text: 'An outline'});
				run.clock.time += 5000;
				run.emit({type: 'draft-decided', ...plan, number: 1, key: 'k', decision, feedback, by: 'person'});
			};
		const asked = '◆ the outline of plan was to review\n';
		expect(waiting('plan', decided('approve'))).toBe(`${asked}Approved by the person, 5s later.`);
		expect(waiting('plan', decided('edit'))).toBe(`${asked}Edited by the person, 5s later.`);
		expect(waiting('plan', decided('redo', 'Shorter.'))).toBe(
			`${asked}Sent back by the person, 5s later:\nShorter.`,
		);
	});

	test('what was sent back is shown with the feedback', () => {
		const story = (run: Run) => {
			run.begin('plan', 'code_planner');
			run.finish('plan', 'code_planner', 'A plan', true);
			run.clock.time += 5000;
			run.emit({
				type: 'review-decided',
				...plan,
				subject: 'output',
				decision: 'redo',
				feedback: 'Shorter, please.',
				by: 'person',
			});
		};
		expect(waiting('plan', story)).toContain('to be redone, 5s later:\nShorter, please.');
	});

	test('a failure is shown with what was done about it', () => {
		const story = (run: Run) => {
			run.begin('plan', 'code_planner');
			run.emit({
				type: 'module-failed',
				...plan,
				kind: 'quota',
				message: 'The account has no quota left.',
				remedy: null,
				paused: true,
			});
			run.emit({type: 'review-requested', ...plan, subject: 'failure'});
			run.clock.time += 90_000;
			run.emit({
				type: 'review-decided',
				...plan,
				subject: 'failure',
				decision: 'skip',
				feedback: null,
				by: 'person',
			});
		};
		expect(waiting('plan', story)).toBe(
			'✗ plan failed\nThe account has no quota left.\nSkipped, 1m 30s later.',
		);
	});

	test('leave that was asked for is shown with what came of it', () => {
		const subject = {kind: 'run', command: 'python3 main.py', caged: false, folder: '/tmp'} as const;
		const story = (run: Run) => {
			run.begin('code', 'engineer');
			const of = {output_name: 'code', module: 'engineer', attempt: 1};
			run.emit({type: 'consent-asked', ...of, subject});
			run.clock.time += 2000;
			run.emit({type: 'consent-given', ...of, subject, lasts: 'rest of run'});
		};
		expect(waiting('code', story)).toBe(
			'◆ code asked leave to run a program\npython3 main.py\nAllowed for the rest of the run, 2s later.',
		);
	});

	test('what nobody decided says so', () => {
		const story = (run: Run) => {
			run.begin('plan', 'code_planner');
			run.finish('plan', 'code_planner', 'A plan', true);
		};
		expect(waiting('plan', story)).toContain('The recording ends before that was decided.');
	});

	test.each([
		['hint', {response: 'Look at the key.'}, 'Gave a hint, 5s later.\nLook at the key.'],
		['roll-back', {iteration: 2}, 'Rolled back to iteration 2, 5s later.'],
		['edit', {response: '## main.py'}, 'Edited the code, 5s later.'],
		['model', {model: 'large'}, 'Had large go on, 5s later.'],
	] as const)('a debugger that was stuck is shown with how it went on: %s', (course, more, told) => {
		const story = (run: Run) => {
			run.begin('plan', 'code_planner');
			run.emit({
				type: 'direction-asked',
				...plan,
				number: 1,
				about: 'stuck',
				message: 'It still fails.',
				courses: ['hint'],
				command: 'python3 main.py',
			});
			run.clock.time += 5000;
			run.emit({type: 'direction-given', ...plan, number: 1, key: '', about: 'stuck', course, ...more});
		};
		expect(waiting('plan', story)).toBe(`◆ plan asked how to go on\nIt still fails.\n${told}`);
	});
});
