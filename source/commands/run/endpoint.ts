/** Which model answers: an endpoint, or a recording. */
import type {Pricing} from '../../core/estimate/estimate-run.ts';
import type {Model} from '../../core/ports.ts';
import {systemClock} from '../../io/clock.ts';
import type {Settings} from '../../io/library/settings.ts';
import {readCassette} from '../../io/memory/cassette-file.ts';
import {isLogProblem} from '../../io/memory/log-problem.ts';
import {createCassetteModel} from '../../io/models/cassette.ts';
import {secretsOf, toEndpoint} from '../../io/models/endpoint.ts';
import {createOpenAIModel} from '../../io/models/openai.ts';
import {UsageError} from '../command.ts';

export type Answering = {
	model: Model;
	/** Keys that must never reach the disk. */
	secrets: string[];
	/** What calls to a live model cost; null for a recording. */
	pricing: (() => Promise<Pricing>) | null;
};

const waysToAModel = `there is no model to ask. Give the app one of these:
  orchestrai login                  stores an OpenAI key
  OPENAI_API_KEY=…                  in the environment, or in a file .env beside your pipelines
  --base-url URL --model NAME       an endpoint of your own: Ollama, llama.cpp, vLLM, LM Studio, OpenRouter, …
  --cassette runs/…/memory_log.json answers recorded earlier
Or see it work without one: orchestrai demo`;

export async function chooseEndpoint(settings: Settings, wanted: {model: string | null}): Promise<Answering> {
	const secrets = keysOf(settings);
	const {api_key, base_url, providers} = settings;
	if (api_key === null && base_url === null && providers.length === 0) throw new UsageError(waysToAModel);
	const model = createOpenAIModel({
		baseUrl: base_url?.value ?? null,
		apiKey: api_key?.value ?? null,
		organization: settings.organization?.value ?? null,
		project: settings.project?.value ?? null,
		roles: settings.roles,
		defaultModel: wanted.model ?? settings.default_model?.value,
		providers: providers.map(provider => ({
			...provider,
			default_model: provider.default_model ?? undefined,
		})),
		prices: settings.prices,
		clock: systemClock,
	});
	await model.warmUp();
	return {model, secrets, pricing: model.pricing};
}

export async function chooseCassette(
	path: string,
	options: {match: 'loose' | 'strict'; pace: 'instant' | 'recorded'; settings: Settings},
): Promise<Answering> {
	const answers = await readCassette(path);
	if (isLogProblem(answers)) throw new UsageError(answers.problem);
	return {
		model: createCassetteModel({answers, match: options.match, pace: options.pace, clock: systemClock}),
		secrets: keysOf(options.settings),
		pricing: null,
	};
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
