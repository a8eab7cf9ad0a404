import {dirname, relative, resolve} from 'node:path';
import {systemClock} from '../io/clock.ts';
import {listPipelines} from '../io/library/pipelines.ts';
import {listRuns, type RunSummary} from '../io/memory/list-runs.ts';
import {createOpenAIModel} from '../io/models/openai.ts';
import type {Offers} from '../ui/home/home.ts';
import type {Command, Surroundings} from './command.ts';
import {runDemo} from './demo.ts';
import {readSettingsTrusting} from './read-settings-trusting.ts';
import {resume} from './resume.ts';
import {readRunFlags} from './run/flags.ts';
import {hostOf, labelOf} from './run/label.ts';
import {isInteractive} from './run/run-pipeline.ts';
import {themeFor} from './run/theme-for.ts';
import {run} from './run.ts';
import {costOf} from './runs.ts';

/** No command: the home screen; where there is no terminal, the demo to its end. */
export const home: Command = {
	name: '',
	summary: 'Runs pipelines of language-model modules under your eye',
	usage: '',
	most: 0,
	flags: {},
	help: '',
	async run({around}) {
		const flags = readRunFlags({});
		if (!isInteractive(around, flags)) return runDemo(flags, around);
		// The screen is heavy, and without a terminal it is never needed.
		const {renderHome} = await import('../ui/start.tsx');
		const choice = await renderHome({
			offers: await gatherOffers(around),
			theme: await themeFor(around),
			now: systemClock.now,
		});
		switch (choice.kind) {
			case 'quit':
				return 0;
			case 'demo':
				return runDemo(flags, around);
			case 'run':
				return run.run({input: [choice.pipeline], flags: {}, around});
			case 'resume':
				return resume.run({input: [choice.run], flags: {}, around});
		}
	},
};

async function gatherOffers(around: Surroundings): Promise<Offers> {
	const [pipelines, runs, settings] = await Promise.all([
		listPipelines(around.folder),
		listRuns(resolve(around.folder, 'runs')),
		readSettingsTrusting(around, {baseUrl: null, given: false}),
	]);
	const {api_key, base_url} = settings;
	const model = createOpenAIModel({
		baseUrl: base_url?.value ?? null,
		apiKey: api_key?.value ?? null,
		roles: settings.roles,
		defaultModel: settings.default_model?.value,
		providers: settings.providers.map(provider => ({
			...provider,
			default_model: provider.default_model ?? undefined,
		})),
		clock: systemClock,
	});

	/** Null: there is nobody to ask. A name that the endpoint cannot be asked for is no promise to show. */
	function describeModel(): string | null {
		if (api_key === null && base_url === null && settings.providers.length === 0) return null;
		const usual = model.resolve(undefined).model;
		if (model.obstacle(usual) === null) return labelOf([usual], settings);
		const [first] = settings.providers;
		return hostOf(base_url?.value ?? (api_key === null && first ? first.base_url : null));
	}

	return {
		pipelines: pipelines.map(({name, description, source, file, pipeline, problem}) => ({
			name,
			description,
			source: source === 'yours' ? placeOf(file, around.folder) : 'bundled',
			operations: pipeline?.operations.map(({output_name}) => output_name) ?? [],
			problem,
		})),
		runs: runs.flatMap(toEntry),
		model: describeModel(),
		demo: true,
	};
}

/** `.` or `./pipelines`. */
function placeOf(file: string, folder: string): string {
	const place = relative(folder, dirname(file));
	return place === '' ? '.' : `./${place}`;
}

function toEntry(run: RunSummary): Offers['runs'][number][] {
	if (run.status === 'unreadable') return [];
	return [
		{
			id: run.id,
			pipeline: run.pipeline_name,
			status: run.status,
			startedAt: run.startedAt,
			cost: costOf(run.totals),
			locked: run.status === 'running',
		},
	];
}
