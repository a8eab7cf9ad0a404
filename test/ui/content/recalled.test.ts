import {expect, test} from 'vitest';
import type {Content} from '../../../source/ui/content/content.ts';
import {infoContent} from '../../../source/ui/content/info.ts';
import type {Subject} from '../../../source/ui/content/output.ts';
import {promptContent} from '../../../source/ui/content/prompt.ts';
import {createWraps} from '../../../source/ui/content/wraps.ts';
import {createDiffs} from '../../../source/ui/diff/diffs.ts';
import {firstReading} from '../../../source/ui/run/screen.ts';
import {createTheme} from '../../../source/ui/theme.ts';
import {aRun} from '../a-run.ts';

const textsOf = (content: Content) =>
	Array.from({length: content.rows}, (_, index) =>
		content
			.row(index)
			.map(({text}) => text)
			.join(''),
	);

test('Where earlier runs joined the prompt, the info tab names them, and the prompt tab says so.', () => {
	const run = aRun();
	const subject = (): Subject => ({
		operation: run.state().operations.get('plan')!,
		live: null,
		printing: null,
		lives: [],
		opened: false,
		held: false,
		stale: false,
		request: null,
		runNotes: [],
		reading: firstReading,
		texts: run.state().texts,
		diffs: createDiffs(),
		now: run.clock.time,
		width: 80,
		raw: false,
		wraps: createWraps(),
		theme: createTheme(),
	});
	expect(textsOf(infoContent(subject())).join('\n')).not.toContain('Recalled');
	const recalled = {run_id: '2026-11-21_14-03-11_engineering', at: '2026-11-21T14:05:00.000Z'};
	run.emit({
		type: 'module-started',
		...{output_name: 'plan', module: 'code_planner', attempt: 1, prompt: 'Told', consumed: {}},
		recalled: [
			{...recalled, text: 'x'.repeat(400), cut: false},
			{...recalled, text: 'y'.repeat(40), cut: true},
		],
	});
	const info = textsOf(infoContent(subject()));
	expect(info.slice(info.indexOf('Recalled from earlier runs') + 1)).toEqual([
		'2026-11-21_14-03-11_engineering  2026-11-21 14:05 UTC, about 100 tokens',
		'2026-11-21_14-03-11_engineering  2026-11-21 14:05 UTC, about 10 tokens, cut',
	]);
	expect(textsOf(promptContent(subject()))).toContain('Told of 2 earlier runs: the tab info names them.');
});
