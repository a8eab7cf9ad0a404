import {describe, expect, test} from 'vitest';
import {paragraph} from '../../../source/ui/home/preview.ts';
import {previewPipeline} from '../../../source/ui/home/preview-pipeline.ts';
import {previewRun} from '../../../source/ui/home/preview-run.ts';
import {type Line, widthOfLine} from '../../../source/ui/text/line.ts';
import {createTheme} from '../../../source/ui/theme.ts';
import {aRun} from '../a-run.ts';
import {now, offers, operation, pipeline, run} from './offers.ts';

const room = {width: 100, height: 20, theme: createTheme()};
const textOf = (lines: readonly Line[]) => lines.map(line => line.map(({text}) => text).join('')).join('\n');

describe('the preview of a pipeline', () => {
	test('draws its graph, and says whom it asks and where it stops', () => {
		const text = textOf(previewPipeline(pipeline('story'), offers, room));
		expect(text).toMatch(/request +├──▶│ draft/);
		expect(text).toContain('gpt-6.1-sol  for draft');
		expect(text).toContain('to ask you at request');
		expect(text).toContain('for your review after 1 output');
	});

	test('names the models a debugger climbs to, what only the folder’s code knows, and so where it stops', () => {
		const entry = pipeline('mixed', {
			operations: [
				operation('fixed', {models: ['luna', 'terra', 'sol']}),
				operation('own', {models: null, stops: {asks: false, review: false}}),
			],
		});
		const text = textOf(previewPipeline(entry, offers, room));
		expect(text).toContain('luna, then terra, sol  for fixed');
		expect(text).toContain('what your own code asks  for own');
		expect(text).toContain('review after 1 output of a model, and perhaps at own: only your own code knows');
	});

	test('tells which outputs of a model are not reviewed', () => {
		const entry = pipeline('mixed', {
			operations: [operation('seen'), operation('unseen', {stops: {asks: false, review: false}})],
		});
		expect(textOf(previewPipeline(entry, offers, room))).toContain('review at seen; not at unseen');
	});

	test('draws rails where boxes do not fit', () => {
		const chain = Array.from({length: 9}, (_, index) =>
			operation(`step_${index}`, {inputs: index === 0 ? [] : [`step_${index - 1}`]}),
		);
		const small = {...room, width: 56, height: 8};
		const lines = previewPipeline(pipeline('chain', {operations: chain}), offers, small);
		expect(textOf(lines)).toMatch(/○ step_8 +storyteller/);
		for (const line of lines) expect(widthOfLine(line)).toBeLessThanOrEqual(56);
	});

	test('shows all that is wrong with a broken one', () => {
		const text = textOf(previewPipeline(offers.pipelines[2]!, offers, room));
		expect(text).toContain('broken.yml:3:5: error: unknown key');
		expect(text).toContain('/app/pipelines/broken.yml');
	});

	test('draws a broken one as it last was, quietly, under the sentence that says so and what is wrong with it', () => {
		const broken = pipeline('tale', {
			outdated: true,
			problem: 'Line 3: unknown key',
			problems: 'tale.yml:3:5: error: unknown key',
		});
		const lines = previewPipeline(broken, offers, room);
		const text = textOf(lines);
		expect(text.indexOf('Line 3: unknown key')).toBe(0);
		expect(text).toContain('Below it is drawn as it was when it was last sound.');
		expect(text).toMatch(/request +├──▶│ draft/);
		expect(text).toContain('tale.yml:3:5: error: unknown key');
		const drawn = lines.slice(2, -3).flat();
		expect(drawn.length).toBeGreaterThan(0);
		expect(drawn.filter(({tone, text}) => tone !== 'quiet' && text.trim() !== '')).toEqual([]);

		const faulty = textOf(previewPipeline({...broken, outdated: false}, offers, room));
		expect(faulty).toMatch(/request +├──▶│ draft/);
		expect(faulty).not.toContain('last sound');
	});

	test('says what is needed while nothing can answer', () => {
		expect(textOf(previewPipeline(pipeline('story'), {model: null}, room))).toContain(
			'i takes a key, m a model on this machine',
		);
	});
});

describe('the preview of a run', () => {
	test('shows how each operation stands, the request, the cost and where it waits', () => {
		const past = aRun();
		past.begin('request', 'start_module');
		past.finish('request', 'start_module', 'A program that counts');
		past.begin('plan', 'code_planner');
		past.finish('plan', 'code_planner', 'A plan', true);
		const entry = run('a-run', {status: 'waiting', at: {output_name: 'plan', doing: 'review'}});
		const text = textOf(previewRun(entry, past.state(), now, room));
		expect(text).toContain('◆ waits: plan to review');
		expect(text).toContain('1/3 done');
		expect(text).toContain('A program that counts');
		expect(text).toContain('✓ request');
		expect(text).toContain('◆ plan');
		expect(text).toContain('○ code');
		expect(text).toContain('/here/runs/a-run');
		expect(text).toContain('goes on where it stopped');
	});

	test('shows as interrupted what was running when nobody is at it any more', () => {
		const past = aRun();
		past.begin('request', 'start_module');
		const interrupted = textOf(previewRun(run('a-run', {status: 'interrupted'}), past.state(), now, room));
		expect(interrupted).toMatch(/○ request[\s\S]*interrupted/);
		const live = textOf(previewRun(run('a-run', {status: 'running', open: true}), past.state(), now, room));
		expect(live).toContain('⠋ request');
		expect(live).toContain('Another terminal is at it.');
	});

	test('says why nothing more can be told of it', () => {
		expect(
			textOf(previewRun(run('r', {status: 'unreadable', problem: 'It is no log.'}), null, now, room)),
		).toContain('It is no log.');
		expect(textOf(previewRun(run('r'), {problem: 'Its log is 90 MB long.'}, now, room))).toContain('90 MB');
		expect(textOf(previewRun(run('r'), null, now, room))).toContain('reading its log');
	});
});

test('A paragraph of any length is cut to its rows, the cut shown', () => {
	const lines = paragraph('word '.repeat(100_000), {...room, width: 20}, undefined, 3);
	expect(lines).toHaveLength(3);
	expect(textOf(lines)).toMatch(/…$/);
});
