/** The command line of one command → its options and its words. */
import {parseArgs} from 'node:util';
import {dashed, tieValues} from './arguments.ts';
import {type Options, UsageError} from './command.ts';

/**
 * Options by their names in code (`maxUsd`); `unknown`: those that are not known, as they were typed (`max-uds`), for the
 * caller to refuse. Throws a `UsageError` where a value lacks, is too much, or is said twice. `help`: the command that
 * lists them.
 */
export function parseOptions(
	argv: readonly string[],
	options: Options,
	{help}: {help?: string} = {},
): {flags: Record<string, unknown>; unknown: string[]; input: string[]} {
	const known = new Map(Object.entries(options).map(([name, option]) => [dashed(name), {name, ...option}]));
	const {values, positionals, tokens} = parseArgs({
		args: tieValues(argv, options, help),
		options: Object.fromEntries(
			[...known].map(([typed, {type, isMultiple = false}]) => [typed, {type, multiple: isMultiple}]),
		),
		strict: false,
		allowNegative: true,
		tokens: true,
	});
	const given = tokens.filter(token => token.kind === 'option').map(({name}) => name);
	const flags: Record<string, unknown> = {};
	const unknown: string[] = [];
	for (const [name, option] of Object.entries(options)) {
		if (option.default !== undefined) flags[name] = option.default;
	}

	for (const [typed, value] of Object.entries(values)) {
		const option = known.get(typed);
		if (option === undefined) {
			unknown.push(typed);
			continue;
		}

		if (!option.isMultiple && given.filter(name => name === typed).length > 1)
			throw new UsageError(`--${typed} is said twice: leave one of them out.`);
		flags[option.name] = option.type === 'boolean' ? readBoolean(typed, value) : readText(typed, value);
	}

	return {flags, unknown, input: positionals};
}

/** Once, or as often as it was said. */
function readText(typed: string, value: unknown): unknown {
	if ([value].flat().every(one => typeof one === 'string')) return value;
	throw new UsageError(`--no-${typed} means nothing: --${typed} takes a value.`);
}

/** `--yes`, `--no-preflight`, and with a value what that says. */
function readBoolean(typed: string, value: unknown): boolean {
	if (typeof value === 'boolean') return value;
	if (value === 'true' || value === 'false') return value === 'true';
	throw new UsageError(`--${typed} takes no value, and has \`${value}\`.`);
}
