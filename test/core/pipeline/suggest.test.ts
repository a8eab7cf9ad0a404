import {describe, expect, it} from 'vitest';
import {suggest, suggestNearest} from '../../../source/core/pipeline/suggest.ts';

const modules = ['task_planner', 'code_planner', 'engineer', 'debugger', 'start_module', 'a'];

describe('suggest', () => {
	it.each([
		['task_planer', 'task_planner'],
		['taks_planner', 'task_planner'],
		['Engineer', 'engineer'],
		['code-planner', 'code_planner'],
		['code planner', 'code_planner'],
		['debuger', 'debugger'],
		['start', 'start_module'],
	])('takes %s for %s', (word, meant) => {
		expect(suggest(word, modules)).toBe(meant);
	});

	it.each(['poet', 'x', '', '  ', 'ab', 'machinist', 'st'])('has no idea what “%s” should be', word => {
		expect(suggest(word, modules)).toBeNull();
	});

	it('prefers the nearest of several', () => {
		expect(suggest('text_b', ['text_a', 'text_bb', 'text_c'])).toBe('text_a');
		expect(suggest('planer', ['plane_r', 'planner', 'plan'])).toBe('plane_r');
		expect(suggest('plannr', ['plane', 'planner'])).toBe('planner');
	});

	it('counts two swapped letters as one slip', () => {
		expect(suggest('moed', ['mode', 'moped'])).toBe('mode');
	});

	it('looks through ten thousand candidates', () => {
		const many = Array.from({length: 10_000}, (_, index) => `some_output_number_${index}`);
		expect(suggest('some_otput_number_9999', many)).toBe('some_output_number_9999');
	});
});

describe('suggestNearest', () => {
	it('does not take the beginning of a word for the word', () => {
		expect(suggestNearest('start', modules)).toBeNull();
		expect(suggestNearest('start_modul', modules)).toBe('start_module');
	});
});
