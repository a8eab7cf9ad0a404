import type {Dispatcher} from 'undici';
import type {Pricing} from '../../core/estimate/estimate-run.ts';
import {suggest} from '../../core/pipeline/suggest.ts';
import type {Clock, Model, ModelPiece, ModelRequest, Usage} from '../../core/ports.ts';
import type {Places} from '../library/settings-file.ts';
import {askOnce, type Learnt} from './ask-once.ts';
import {conclude, type Ending} from './conclude.ts';
import {type Endpoint, nameIn, secretsOf, toEndpoint} from './endpoint.ts';
import {estimateUsage} from './estimate-usage.ts';
import {makeFault} from './faults.ts';
import {emptyGathering, type Gathered} from './gather.ts';
import {listModelsOf} from './list-models.ts';
import type {PriceOverrides} from './prices.ts';
import {redact} from './redact.ts';
import {createNaming} from './roles.ts';
import {saidBy} from './said-by.ts';
import {loadDispatcher} from './send.ts';
import {suggestModels} from './suggest-models.ts';
import {troubleOf} from './trouble.ts';

type Provider = {
	name: string;
	base_url: string;
	api_key: string | null;
	default_model?: string;
	headers?: Record<string, string>;
};

export type LiveModel = Model & {
	/** Loads what a call needs ahead of the first, which takes some 50 ms. */
	warmUp(): Promise<void>;
	/** The models that the endpoints list, as pipelines name them, which costs nothing; none of one that does not answer. */
	offered(): Promise<string[]>;
	/** Loads the list of prices; what it gives prices a call to a resolved model as an answer of it would be. */
	pricing(): Promise<Pricing>;
};

export type OpenAIModelOptions = {
	/** null: OpenAI's own. */
	baseUrl: string | null;
	apiKey: string | null;
	/** Told to OpenAI's own endpoint, and to no other. */
	organization?: string | null;
	project?: string | null;
	roles: Record<string, string>;
	defaultModel?: string;
	/** Where in a file of settings it stands who is asked: said where that turns out to be wrong. */
	places?: Places;
	providers?: Provider[];
	prices?: PriceOverrides;
	/** What answers at `baseUrl` runs on this machine: it costs nothing, unless `prices` say otherwise. */
	free?: boolean;
	clock: Clock;
	/** What holds the connections, in place of our own. */
	dispatcher?: Dispatcher;
};

let priceList: Promise<typeof import('./prices.ts')> | undefined;

/** Heavy, so loaded with the first call; and kept, for an import costs time even when all is loaded. */
function loadPrices(): Promise<typeof import('./prices.ts')> {
	priceList ??= import('./prices.ts');
	return priceList;
}

/** Serves OpenAI and whatever speaks its chat-completions protocol. One call of `stream` is one try: nothing is retried. */
export function createOpenAIModel(options: OpenAIModelOptions): LiveModel {
	const {clock, dispatcher, prices} = options;
	const main = toEndpoint({
		base_url: options.baseUrl,
		api_key: options.apiKey,
		default_model: options.defaultModel,
		written_at: options.places?.base_url,
		organization: options.organization,
		project: options.project,
	});
	const providers = (options.providers ?? []).map(provider =>
		toEndpoint({...provider, written_at: options.places?.[`providers.${provider.name}`]}),
	);
	const naming = createNaming({
		roles: options.roles,
		defaultModel: options.defaultModel ?? null,
		main,
		providers,
		clock,
	});
	const secrets = [main, ...providers].flatMap(secretsOf);
	const learntOf = new Map<string, Learnt>();

	function learnt(model: string): Learnt {
		const known = learntOf.get(model) ?? {refused: new Set<string>(), untold: []};
		learntOf.set(model, known);
		return known;
	}

	function obstacle(model: string): {message: string; remedy: string} | null {
		return naming.obstacle(model) ?? missingKey(model, naming.place(model).endpoint, providers);
	}

	async function priceOf(endpoint: Endpoint, names: string[], usage: Usage | null): Promise<number | null> {
		if (!usage) return null;
		const {priceCall} = await loadPrices();
		return priceCall({models: names, usage, ...placeOf(endpoint)}, prices);
	}

	function placeOf(endpoint: Endpoint): {base_url: string | null; free: boolean} {
		return {
			base_url: endpoint.openai ? null : endpoint.base_url,
			free: endpoint === main && options.free === true,
		};
	}

	async function pricing(): Promise<Pricing> {
		const {priceCall} = await loadPrices();
		return (name, usage) => {
			const {endpoint, model} = naming.place(name);
			return priceCall({models: [model, name], usage, ...placeOf(endpoint)}, prices);
		};
	}

	async function offered(): Promise<string[]> {
		const isMainUsed = options.baseUrl !== null || options.apiKey !== null;
		const lists = await Promise.all(
			[...(isMainUsed ? [main] : []), ...providers].map(async endpoint => {
				const list = await listModelsOf(endpoint, {dispatcher});
				return list.ok ? list.models.map(({id}) => nameIn(endpoint, id)) : [];
			}),
		);
		return lists.flat();
	}

	async function* stream(request: ModelRequest, signal: AbortSignal): AsyncGenerator<ModelPiece> {
		const {endpoint, model} = naming.place(request.model);
		const context = {endpoint, model, detail: ''};
		const hurdle = obstacle(request.model);
		if (hurdle) {
			const {message, remedy} = hurdle;
			yield {type: 'failed', fault: makeFault('no-model', {...context, detail: message}, {secrets, remedy})};
			return;
		}
		if (signal.aborted) {
			yield {type: 'failed', fault: makeFault('aborted', context, {secrets, paid: false})};
			return;
		}
		try {
			const gathered = emptyGathering(secrets);
			const known = learnt(request.model);
			const ending = yield* askOnce({
				endpoint,
				request,
				model,
				learnt: known,
				clock,
				gathered,
				signal,
				dispatcher,
			});
			yield await piece(ending, gathered, known);
		} catch (error) {
			const trouble = troubleOf(error);
			yield {
				type: 'failed',
				fault: makeFault('other', {...context, detail: trouble.detail, trouble}, {secrets}),
			};
		}

		async function piece(ending: Ending, gathered: Gathered, known: Learnt): Promise<ModelPiece> {
			const conclusion = conclude(ending, gathered);
			const named = gathered.model === null ? model : redact(gathered.model, secrets);
			const names = [named, model, request.model];
			if (!conclusion.whole) {
				const {kind, detail, trouble, paid} = conclusion;
				const {usage} = gathered;
				const partial = gathered.text.toString();
				const cost_usd = await priceOf(endpoint, names, usage);
				const remedy =
					kind === 'unknown-model'
						? await suggestModels({model, saidBy: saidBy(request.model, naming, options)}, endpoint, {
								signal,
								dispatcher,
							})
						: undefined;
				const more = {secrets, partial, usage, cost_usd, paid, remedy};
				return {type: 'failed', fault: makeFault(kind, {...context, detail, trouble}, more)};
			}
			const usage = gathered.usage ?? estimateUsage(request.messages, gathered.text.length);
			return {
				type: 'answered',
				answer: {
					text: gathered.text.toString(),
					model: named,
					usage,
					cost_usd: await priceOf(endpoint, names, usage),
					finish_reason: 'stop',
					...(gathered.reasoning ? {reasoning: gathered.reasoning} : {}),
					notes: known.untold.splice(0),
				},
			};
		}
	}

	return {
		kind: 'live',
		resolve: naming.resolve,
		obstacle,
		stream,
		pricing,
		offered,
		async warmUp() {
			await Promise.all([loadDispatcher(), loadPrices()]);
		},
	};
}

function missingKey(
	model: string,
	endpoint: Endpoint,
	providers: readonly Endpoint[],
): {message: string; remedy: string} | null {
	if (!endpoint.openai || endpoint.api_key !== null) return null;
	const [named, ...rest] = model.split('/');
	if (rest.length > 0 && providers.length > 0) {
		const names = providers.flatMap(({name}) => name ?? []);
		const near = suggest(named!, names);
		return {
			message: `There is no provider \`${named}\`, and no key for OpenAI, which would be asked for \`${model}\`.`,
			remedy:
				near === null
					? `Add the provider to orchestrai.yml, or name one that is there: ${names.join(', ')}.`
					: `Did you mean \`${[near, ...rest].join('/')}\`?`,
		};
	}
	return {
		message: 'There is no key for OpenAI, and no other model was named.',
		remedy:
			'Store a key with `orchestrai login` or set OPENAI_API_KEY; or name a server with --base-url (Ollama: http://127.0.0.1:11434/v1) and a model with --model; or play recorded answers with --cassette.',
	};
}
