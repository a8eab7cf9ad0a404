import type {MappingRead, Read} from './mapping-reader.ts';
import type {budgetKeys, debugKeys, modelKeys, optionKeys} from './operation-keys.ts';
import {type DebugOptions, type ModelConfig, type Operation, usualRecallTokens} from './pipeline.ts';

type Options = Read<typeof optionKeys>;
type Merged = Pick<
	Operation,
	'supplement' | 'model_config' | 'checkpoint' | 'on_error' | 'debug' | 'memory' | 'budget'
>;
type WithoutNull<T> = {[K in keyof T]?: Exclude<T[K], null>};

/**
 * An operation's options over the file's defaults. Mappings are merged key by key; a key that is there and
 * empty takes the default away.
 */
export function mergeDefaults(defaults: Options, own: Options): Merged {
	const pick = <K extends keyof Options>(key: K) => (own[key] === undefined ? defaults[key] : own[key]);
	const base = <K extends keyof Options>(key: K) => (own[key] === null ? undefined : defaults[key]);
	const model = base('model_config');
	return {
		supplement: pick('supplement') ?? null,
		model_config: toModelConfig(
			merge(model?.read, own.model_config?.read),
			merge(model?.further, own.model_config?.further),
		),
		checkpoint: pick('checkpoint') ?? null,
		on_error: pick('on_error') ?? null,
		debug: toDebugOptions(merge(base('debug')?.read, own.debug?.read)),
		memory: {recall: 0, max_tokens: usualRecallTokens, ...merge(base('memory')?.read, own.memory?.read)},
		budget: merge(base('budget')?.read, own.budget?.read),
	};
}

/** A budget without its empty keys. */
export function toBudget(budget: MappingRead<typeof budgetKeys> | null | undefined): Operation['budget'] {
	return merge(undefined, budget?.read);
}

function merge<T extends object>(defaults: T | undefined, own: T | undefined): WithoutNull<T> {
	return withoutEmpty({...defaults, ...own}) as WithoutNull<T>;
}

function withoutEmpty(record: object): Record<string, unknown> {
	return Object.fromEntries(
		Object.entries(record).filter(([, value]) => value !== null && value !== undefined),
	);
}

function toModelConfig(
	read: WithoutNull<Read<typeof modelKeys>>,
	further: Record<string, unknown>,
): ModelConfig {
	const {first_token_timeout, idle_timeout, timeout, temperature, max_tokens, reasoning_effort, ...ours} =
		read;
	return {
		...ours,
		...withoutEmpty({
			first_token_timeout_ms: first_token_timeout,
			idle_timeout_ms: idle_timeout,
			timeout_ms: timeout,
		}),
		parameters: {...withoutEmpty({temperature, max_tokens, reasoning_effort}), ...further},
	};
}

function toDebugOptions({run_timeout, ...rest}: WithoutNull<Read<typeof debugKeys>>): DebugOptions {
	return {...rest, ...withoutEmpty({run_timeout_ms: run_timeout})};
}
