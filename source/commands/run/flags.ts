/** What was said by the options that run, demo, resume and fork share. */
import type {Budget, ReviewPolicy, RunSettings} from '../../core/events.ts';
import {suggest} from '../../core/pipeline/suggest.ts';
import type {Reply} from '../../core/replies.ts';
import {readBaseUrl} from '../base-url.ts';
import {UsageError} from '../command.ts';
import {usualRunsDir} from './options.ts';

export type RunFlags = {
	request: string | null;
	answers: Reply[];
	headless: boolean;
	json: boolean;
	review: ReviewPolicy | null;
	yes: boolean;
	step: boolean;
	model: string | null;
	models: Record<string, string>;
	baseUrl: string | null;
	/** No key goes to that, as to a server that was found on this machine. */
	keyless: boolean;
	cassette: string | null;
	cassetteMatch: 'loose' | 'strict' | null;
	record: boolean;
	concurrency: number | null;
	budget: Budget;
	allowRun: RunSettings['allow_run'] | null;
	allowInstall: boolean;
	trust: boolean;
	/** False: no page before the start; null: as the settings say. */
	preflight: boolean | null;
	workspaceFrom: string | null;
	runsDir: string;
	/** For a run that is taken up: with the pipeline, prompts and modules that are there now. */
	adopt: boolean;
};

type Raw = Record<string, unknown>;

/** Reads what was parsed; a value that makes no sense is a `UsageError` that says what would. */
export function readRunFlags(raw: Raw): RunFlags {
	const models = list(raw.model).map(value => {
		const at = value.indexOf('=');
		return at === -1 ? {name: null, model: value} : {name: value.slice(0, at), model: value.slice(at + 1)};
	});
	return {
		request: text(raw.request),
		answers: list(raw.answer).map(readAnswer),
		headless: raw.headless === true || raw.json === true,
		json: raw.json === true,
		review: choice('--review', raw.review, ['all', 'declared', 'none']),
		yes: raw.yes === true,
		step: raw.step === true,
		model: models.findLast(({name}) => name === null)?.model ?? null,
		models: Object.fromEntries(models.flatMap(({name, model}) => (name === null ? [] : [[name, model]]))),
		baseUrl: readBaseUrl(raw.baseUrl),
		keyless: false,
		cassette: text(raw.cassette),
		cassetteMatch: choice('--cassette-match', raw.cassetteMatch, ['loose', 'strict']),
		record: raw.record === true,
		concurrency: count('--concurrency', raw.concurrency),
		budget: {
			...optional('max_usd', amount('--max-usd', raw.maxUsd)),
			...optional('max_tokens', count('--max-tokens', raw.maxTokens)),
		},
		allowRun: choice('--allow-run', raw.allowRun, ['sandbox', 'ask', 'always', 'never']),
		allowInstall: raw.allowInstall === true,
		trust: raw.trust === true,
		preflight: typeof raw.preflight === 'boolean' ? raw.preflight : null,
		workspaceFrom: text(raw.workspaceFrom),
		runsDir: text(raw.runsDir) ?? usualRunsDir,
		adopt: raw.adopt === true,
	};
}

function readAnswer(value: string): {name: string; text: string} {
	const at = value.indexOf('=');
	if (at < 1) throw new UsageError(`--answer takes NAME=TEXT, and \`${value}\` has no name before a \`=\`.`);
	return {name: value.slice(0, at), text: value.slice(at + 1)};
}

function text(value: unknown): string | null {
	return typeof value === 'string' ? value : null;
}

function list(value: unknown): string[] {
	return Array.isArray(value) ? value.map(String) : [];
}

function choice<T extends string>(flag: string, value: unknown, allowed: readonly T[]): T | null {
	if (value === undefined) return null;
	if (allowed.includes(value as T)) return value as T;
	const near = suggest(String(value), allowed);
	throw new UsageError(
		`${flag} is one of ${allowed.join(', ')}, not \`${value}\`.${near === null ? '' : ` Did you mean ${flag} ${near}?`}`,
	);
}

function amount(flag: string, value: unknown): number | undefined {
	if (value === undefined) return undefined;
	const number = Number(value);
	if (value !== '' && Number.isFinite(number) && number > 0) return number;
	throw new UsageError(`${flag} takes a number above 0, as in ${flag} 2, not \`${value}\`.`);
}

function count(flag: string, value: unknown): number | null {
	const number = amount(flag, value);
	if (number === undefined) return null;
	if (Number.isInteger(number)) return number;
	throw new UsageError(`${flag} takes a whole number, as in ${flag} 2, not \`${value}\`.`);
}

function optional<K extends string>(key: K, value: number | null | undefined): Partial<Record<K, number>> {
	return value === null || value === undefined ? {} : ({[key]: value} as Partial<Record<K, number>>);
}
