/** Which model answers: an endpoint, or a recording. */
import type {Pricing} from '../../core/estimate/estimate-run.ts';
import type {Model} from '../../core/ports.ts';
import {systemClock} from '../../io/clock.ts';
import {bundle} from '../../io/library/assets.ts';
import {promptPartsOf} from '../../io/library/prompt-parts.ts';
import type {Settings} from '../../io/library/settings.ts';
import type {Places} from '../../io/library/settings-file.ts';
import {readCassette} from '../../io/memory/cassette-file.ts';
import {isLogProblem} from '../../io/memory/log-problem.ts';
import {type CassetteModel, createCassetteModel} from '../../io/models/cassette.ts';
import {secretsOf, toEndpoint} from '../../io/models/endpoint.ts';
import {createOpenAIModel} from '../../io/models/openai.ts';
import {UsageError} from '../command.ts';
import {sayWithheld} from '../say-withheld.ts';

export type Answering = {
	model: Model;
	/** Keys that must never reach the disk. */
	secrets: string[];
	/** What calls to a live model cost; null for a recording. */
	pricing: (() => Promise<Pricing>) | null;
	/** Loads what calls need, so that the first one is not kept waiting; where nothing is to be loaded it is missing. */
	warmUp?(): Promise<void>;
	/** Names of the models that could be asked, to choose among; missing where a recording answers. */
	offered?(): Promise<string[]>;
	/** The cassette that what a model answers is added to; null: none. */
	recordInto: string | null;
};

const waysToAModel = `there is no model to ask. Give the app one of these:
  orchestrai login                  stores an OpenAI key
  OPENAI_API_KEY=…                  in the environment, or in a file .env beside your pipelines
  --base-url URL --model NAME       an endpoint of your own: Ollama, llama.cpp, vLLM, LM Studio, OpenRouter, …
  --cassette runs/…/memory_log.json answers recorded earlier
Or see it work without one: orchestrai demo`;

export async function chooseEndpoint(settings: Settings, wanted: {model: string | null}): Promise<Answering> {
	const secrets = keysOf(settings);
	const {base_url, providers} = settings;
	const api_key = settings.keyless ? null : settings.api_key;
	if (api_key === null && base_url === null && providers.length === 0) {
		const withheld = sayWithheld(settings);
		if (withheld !== null)
			throw new UsageError(
				`there is no model to ask: ${withheld}. Add --trust, or answer y where that is asked.`,
			);
		throw new UsageError([waysToAModel, ...settings.keys_elsewhere].join('\n\n'));
	}

	const model = createOpenAIModel({
		baseUrl: base_url?.value ?? null,
		apiKey: api_key?.value ?? null,
		organization: settings.keyless ? null : (settings.organization?.value ?? null),
		project: settings.keyless ? null : (settings.project?.value ?? null),
		roles: settings.roles,
		places: placesOf(settings, wanted.model),
		defaultModel: wanted.model ?? settings.default_model?.value,
		providers: providers.map(provider => ({
			...provider,
			default_model: provider.default_model ?? undefined,
		})),
		prices: settings.prices,
		free: settings.keyless,
		clock: systemClock,
	});
	const {pricing, warmUp, offered} = model;
	return {model, secrets, pricing, warmUp, offered, recordInto: null};
}

/** A model that is named for this run is not the one that stands in the file. */
function placesOf({places}: Settings, model: string | null): Places {
	const {default_model, ...others} = places;
	return model === null ? places : others;
}

/** `create`: a file that is not there yet holds nothing, and one of the Python version cannot be added to. */
export async function chooseCassette(
	path: string,
	options: {
		match: 'loose' | 'strict';
		pace: 'instant' | 'recorded';
		settings: Settings;
		create?: boolean;
		/** Where the prompts of now lie; null: only those of the app. */
		folder: string | null;
	},
): Promise<Answering & {model: CassetteModel}> {
	const {match, pace, settings, create = false, folder} = options;
	const read = await readCassette(path);
	const answers = create && isLogProblem(read) && read.kind === 'missing' ? [] : read;
	if (isLogProblem(answers)) throw new UsageError(answers.problem);
	if (create && answers.some(({output_name}) => output_name === null)) {
		throw new UsageError(
			`${path} is a log of the Python OrchestrAI: it can answer, and not be added to. Record into a new file.`,
		);
	}

	return {
		model: createCassetteModel({
			answers,
			match,
			pace,
			clock: systemClock,
			recordable: !isOfBundle(path),
			partsOf: module => promptPartsOf(module, folder),
		}),
		secrets: keysOf(settings),
		pricing: null,
		recordInto: null,
	};
}

/** The demo's recording is part of the app. */
function isOfBundle(path: string): boolean {
	return path.startsWith(bundle.pipelines);
}

/** Everything in the settings that is a key. */
export function keysOf({base_url, api_key, providers}: Settings): string[] {
	const main = {base_url: base_url?.value ?? null, api_key: api_key?.value ?? null};
	return [main, ...providers].map(toEndpoint).flatMap(secretsOf);
}

/** A base URL as it may be shown and stored. */
export function withoutCredentials(url: string | null): string | null {
	return url === null ? null : toEndpoint({base_url: url, api_key: null}).base_url;
}
