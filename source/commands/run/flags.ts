/** The options that run, demo, resume and fork share: their names for meow, and their meaning. */
import type {AnyFlags} from 'meow';
import type {Budget, ReviewPolicy, RunSettings} from '../../core/events.ts';
import type {Reply} from '../../core/replies.ts';
import {readBaseUrl} from '../base-url.ts';
import {UsageError} from '../command.ts';

/** Below the working folder. */
export const usualRunsDir = 'runs';

export const runFlags = {
	request: {type: 'string'},
	answer: {type: 'string', isMultiple: true},
	headless: {type: 'boolean'},
	json: {type: 'boolean'},
	review: {type: 'string'},
	yes: {type: 'boolean'},
	step: {type: 'boolean'},
	model: {type: 'string', isMultiple: true},
	baseUrl: {type: 'string'},
	cassette: {type: 'string'},
	cassetteMatch: {type: 'string'},
	record: {type: 'boolean'},
	concurrency: {type: 'string'},
	maxUsd: {type: 'string'},
	maxTokens: {type: 'string'},
	allowRun: {type: 'string'},
	allowInstall: {type: 'boolean'},
	trust: {type: 'boolean'},
	preflight: {type: 'boolean'},
	workspaceFrom: {type: 'string'},
	runsDir: {type: 'string'},
} satisfies AnyFlags;

/** `begins`: for a new run, which can be given files to start from. */
export const runOptionsHelp = ({begins}: {begins: boolean}): string => `
  What it is told
    --request TEXT|@FILE|-   the task, instead of being asked (- reads it from stdin)
    --answer NAME=TEXT       answers a question of the operation NAME; again for the next one${begins ? '\n    --workspace-from DIR     starts from the files of DIR\n    --continue RUN           a new request on the program of RUN: its files, with its request and plan in view' : ''}

  Who decides
    --review all|declared|none   where to pause for a review (all in the app, declared headless)
    --yes                    approves every review (never lets a program run)
    --step                   waits before each operation until you begin it with . (in the app)
    --no-preflight           starts without the page that shows models and costs first
    --headless               without a screen (so by itself where there is no terminal)
    --json                   one action a line on stdout, nothing else; headless

  Which model
    --model M|NAME=M         a model for everything, or for the operation NAME
    --base-url URL           any endpoint that speaks OpenAI's chat completions
    --cassette RUN|FILE      a run, or its memory log, answers instead of a model
    --cassette-match loose|strict   strict: only to the very prompt it was recorded for
    --record                 what the cassette FILE lacks is asked of a model, and added to it

  Within which limits
    --max-usd N  --max-tokens N  --concurrency N (8)
    --allow-run sandbox|ask|always|never   when programs that a model wrote may run (sandbox)
    --allow-install          Python packages and debug.install may install without asking
    --trust                  code and providers of this folder may be used
    --runs-dir DIR           where runs are kept (./runs)
`;

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

/** Reads what meow parsed; a value that makes no sense is a `UsageError` that says what would. */
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
	throw new UsageError(`${flag} is one of ${allowed.join(', ')}, not \`${value}\`.`);
}

function amount(flag: string, value: unknown): number | undefined {
	if (value === undefined) return undefined;
	const number = Number(value);
	if (value !== '' && Number.isFinite(number) && number > 0) return number;
	throw new UsageError(`${flag} takes a number above 0, not \`${value}\`.`);
}

function count(flag: string, value: unknown): number | null {
	const number = amount(flag, value);
	if (number === undefined) return null;
	if (Number.isInteger(number)) return number;
	throw new UsageError(`${flag} takes a whole number, not \`${value}\`.`);
}

function optional<K extends string>(key: K, value: number | null | undefined): Partial<Record<K, number>> {
	return value === null || value === undefined ? {} : ({[key]: value} as Partial<Record<K, number>>);
}
