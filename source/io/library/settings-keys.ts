/** What `orchestrai.yml` and the Python version's `config.yml` may hold. */
import {mapping} from '../../core/pipeline/mapping-reader.ts';
import {findNameFault} from '../../core/pipeline/name-rules.ts';
import {choice, list, number, placed, reader, text} from '../../core/pipeline/readers.ts';

const price = number({least: 0});

/** An address of an endpoint; it is where keys go, so it is checked before anything is sent. */
const address = reader<string>(
	{kind: 'text', pattern: '^\\s*[Hh][Tt][Tt][Pp][Ss]?:'},
	(value, what, report) => {
		const read = text(value, what, report);
		if (read === undefined) return undefined;
		if (URL.canParse(read) && /^https?:$/.test(new URL(read).protocol)) return read;
		// A password may stand in it: it is not repeated.
		report(value.place, () => ({
			message: `${what} must be an address.`,
			remedy: 'Write it whole, such as http://localhost:11434/v1.',
		}));
		return undefined;
	},
);

/** As a model they mean what `roles` makes of them. */
const roleNames: readonly string[] = ['small', 'medium', 'large'];

const providerName = reader<string>({kind: 'name'}, (value, what, report) => {
	const read = text(value, what, report);
	const fault = read === undefined ? null : findNameFault(read);
	if (fault) report(value.place, () => ({message: `${what} ${fault.because}.`, remedy: fault.remedy}));
	if (read === undefined || fault) return undefined;
	if (!roleNames.includes(read)) return read;
	report(value.place, () => ({
		message: `A provider cannot be called \`${read}\`, which is the name of a role.`,
		remedy: 'Choose another name; `roles` can then map the role to a model of this provider.',
	}));
	return undefined;
});

const environmentPattern = '^[A-Za-z_]\\w*$';

const environmentName = reader<string>({kind: 'text', pattern: environmentPattern}, (value, what, report) => {
	const read = text(value, what, report);
	if (read === undefined || new RegExp(environmentPattern).test(read)) return read;
	// What stands there may be the key itself: it is not repeated.
	report(value.place, () => ({
		message: `${what} must be the name of an environment variable.`,
		remedy: 'Put the key into an environment variable and name that, such as OPENROUTER_API_KEY.',
	}));
	return undefined;
});

/** Neither absolute, nor of a home or a drive, nor with a step upwards. */
const pathBelow =
	'^(?![/\\\\~]|[A-Za-z]:)(?!(.*[/\\\\])?\\.\\.([/\\\\]|$))[^\\x00-\\x1F]*[^\\x00-\\x20][^\\x00-\\x1F]*$';

/** A place for runs: below the folder that says so, since a file that came with it may not have others written to. */
const placeBelow = reader<string>({kind: 'text', pattern: pathBelow}, (value, what, report) => {
	const read = text(value, what, report);
	if (read === undefined || new RegExp(pathBelow).test(read)) return read;
	report(value.place, () => ({
		message: `${what} must be a folder below this one.`,
		remedy: 'Write it as seen from here, such as `runs`; for a place elsewhere say --runs-dir each time.',
	}));
	return undefined;
});

const notKeys = (key: string): string | null =>
	/^(api_?)?key$|^token$|^secret$/i.test(key)
		? 'Keep keys out of this file: put it into an environment variable, and name that with `api_key_env`.'
		: null;

export const providerKeys = {
	name: placed(providerName),
	base_url: address,
	api_key_env: environmentName,
	default_model: text,
	headers: mapping({what: '`headers`', instead: 'Write `headers: {X-Title: my app}`.', keys: {}, rest: text}),
};

const provider = mapping({
	what: 'a provider',
	instead: 'Begin it with `- name: ollama` and give its `base_url` below.',
	keys: providerKeys,
	required: {
		name: 'Name it, such as `name: ollama`; pipelines then write `model: ollama/qwen3`.',
		base_url: 'Say where it is: `base_url: http://localhost:11434/v1`.',
	},
	elsewhere: notKeys,
});

export const settingsKeys = {
	base_url: address,
	default_model: text,
	theme: choice('dark', 'light', 'contrast', 'contrast-light', 'auto'),
	ascii: choice('true', 'false'),
	screen_reader: choice('true', 'false'),
	runs_dir: placeBelow,
	notify: choice('true', 'false', 'bell'),
	preflight: choice('true', 'false'),
	roles: mapping({
		what: '`roles`',
		instead: 'Write `roles: {small: gpt-6-luna}`.',
		keys: {small: placed(text), medium: placed(text), large: placed(text)},
	}),
	providers: list(provider),
	prices: mapping({
		what: '`prices`',
		instead: 'Write `prices: {ollama/qwen3: {input: 0, output: 0}}`, in USD per million tokens.',
		keys: {},
		rest: mapping({
			what: 'a price',
			instead: 'Write `{input: 0.10, output: 0.50}`, in USD per million tokens.',
			keys: {input: price, output: price, cached_input: price},
			required: {
				input: 'Add `input`, in USD per million tokens.',
				output: 'Add `output`, in USD per million tokens.',
			},
		}),
	}),
};

export const settingsFile = mapping({
	what: 'orchestrai.yml',
	instead: 'Begin with `default_model: …`, `roles:` or `providers:`.',
	keys: settingsKeys,
	elsewhere: notKeys,
});

const between = (least: number, most: number) => number({least, most});

export const pythonKeys = {
	pipeline: text,
	default_model: text,
	default_temperature: between(0, 2),
	default_max_tokens: number({least: 1, whole: true}),
	default_top_p: between(0, 1),
	default_frequency_penalty: between(-2, 2),
	default_presence_penalty: between(-2, 2),
};

export const pythonFile = mapping({
	what: 'config.yml',
	instead: 'Begin with `default_model: …`.',
	keys: pythonKeys,
});
