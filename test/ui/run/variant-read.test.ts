import {expect, test} from 'vitest';
import type {Subject} from '../../../source/ui/content/output.ts';
import {versionsContent} from '../../../source/ui/content/versions.ts';
import {createWraps} from '../../../source/ui/content/wraps.ts';
import {createDiffs} from '../../../source/ui/diff/diffs.ts';
import type {Facts} from '../../../source/ui/run/actions.ts';
import {variantRead} from '../../../source/ui/run/reading.ts';
import {firstReading, firstScreen, type Tab} from '../../../source/ui/run/screen.ts';
import {createTheme} from '../../../source/ui/theme.ts';
import {aRun, reviewOf} from '../a-run.ts';

/** A plan, and two variants of it that came after the first. */
function choosing() {
	const run = aRun();
	run.finish('plan', 'code_planner', 'One', true);
	const review = {output_name: 'plan', module: 'code_planner', attempt: 1, subject: 'output'} as const;
	run.emit({type: 'review-requested', ...review});
	run.emit({type: 'review-decided', ...review, decision: 'variants', count: 2, feedback: null, by: 'person'});
	for (const version of [2, 3])
		run.emit({
			type: 'module-finished',
			output_name: 'plan',
			module: 'code_planner',
			attempt: 1,
			response: `Text ${version}`,
			version,
			by: 'model',
			consumed: {},
			review: true,
			variant: true,
		});
	run.emit({type: 'review-requested', ...review});
	return run;
}

test('What a decision takes is what is read: the version under the cursor in their list, the current one in the tab of the output.', () => {
	const state = choosing().state();
	const request = {...reviewOf('plan', 'Text 3'), version: 3, variants: [1, 2, 3]};
	const taken = (tab: Tab) =>
		variantRead({
			state,
			screen: {
				...firstScreen,
				selected: 'plan',
				tab,
				reading: {...firstReading, version: 2},
				open: {kind: 'review', request} as unknown as Facts['screen']['open'],
			},
		});
	expect(state.operations.get('plan')!.current).toBe(3);
	expect([taken('versions'), taken('output'), taken('prompt')]).toEqual([2, 3, 2]);
});

test('No version is called current while it is still to be chosen.', () => {
	const run = choosing();
	const shown = () => {
		const operation = run.state().operations.get('plan')!;
		const subject = {
			operation,
			reading: {...firstReading, version: 2},
			now: 0,
			width: 80,
			raw: false,
			wraps: createWraps(),
			diffs: createDiffs(),
			theme: createTheme(),
		} as unknown as Subject;
		const rows = versionsContent(subject).head!(10);
		return rows.map(row => row.map(({text}) => text).join('')).join('\n');
	};
	expect(shown()).toContain('v3');
	expect(shown()).not.toContain('current');
	run.emit({
		type: 'review-decided',
		output_name: 'plan',
		module: 'code_planner',
		attempt: 1,
		subject: 'output',
		decision: 'approve',
		feedback: null,
		version: 2,
		by: 'person',
	});
	expect(shown()).toMatch(/v2.*current/);
});
