/** Offers of a home screen, as they would be read from a folder. */
import type {Offers, PipelineEntry, PlannedOperation, RunEntry} from '../../../source/ui/home/offers.ts';

export const now = Date.parse('2026-11-22T14:03:11.000Z');

export function operation(output_name: string, more: Partial<PlannedOperation> = {}): PlannedOperation {
	return {
		output_name,
		module: 'storyteller',
		inputs: [],
		models: ['gpt-6.1-sol'],
		stops: {asks: false, review: true},
		...more,
	};
}

export function pipeline(name: string, more: Partial<PipelineEntry> = {}): PipelineEntry {
	return {
		name,
		description: `Does ${name}`,
		source: 'bundled',
		file: `/app/pipelines/${name}.yml`,
		operations: [
			operation('request', {module: 'start_module', models: [], stops: {asks: true, review: false}}),
			operation('draft', {inputs: ['request']}),
		],
		outdated: false,
		budget: null,
		needs: null,
		problem: null,
		problems: '',
		...more,
	};
}

export function run(id: string, more: Partial<RunEntry> = {}): RunEntry {
	return {
		id,
		folder: `/here/runs/${id}`,
		pipeline: 'story',
		status: 'done',
		open: false,
		startedAt: now - 3_600_000,
		cost: '$0.01',
		tokens: 1200,
		at: null,
		leftOut: {skipped: 0, blocked: 0},
		problem: null,
		...more,
	};
}

export const offers: Offers = {
	model: {long: 'gpt-6-luna, gpt-6.1-sol at api.openai.com', short: '2 models at api.openai.com'},
	demo: pipeline('demo'),
	pipelines: [
		pipeline('engineering'),
		pipeline('story'),
		pipeline('broken', {problem: 'Line 3: unknown key', problems: 'broken.yml:3:5: error: unknown key'}),
	],
	runs: [run('run-2', {status: 'interrupted', at: {output_name: 'draft', doing: 'running'}}), run('run-1')],
	reading: false,
	previews: new Map(),
	problem: null,
	unwatched: null,
	local: null,
	begunWithoutModel: false,
	templates: [
		{name: 'plan', says: 'a plan, step by step'},
		{name: 'empty', says: 'one operation'},
	],
};
