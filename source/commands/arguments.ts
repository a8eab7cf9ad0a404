/** What stands on the command line, made plain for the parser. */
import {type Options, UsageError} from './command.ts';

/**
 * Ties each option that takes a text to the argument after it. By itself the parser takes whatever begins with a
 * dash for another option: `-`, a list in Markdown, a negative number. Throws a `UsageError` where the value lacks;
 * `help`: the command that lists them.
 */
export function tieValues(argv: readonly string[], flags: Options, help = 'orchestrai --help'): string[] {
	const types = new Map(Object.entries(flags).map(([name, {type}]) => [`--${dashed(name)}`, type]));
	const tied: string[] = [];
	for (let index = 0; index < argv.length; index++) {
		const argument = argv[index]!;
		if (argument === '--') return [...tied, ...argv.slice(index)];
		if (types.get(argument) !== 'string') {
			tied.push(argument);
			continue;
		}

		const value = argv[++index];
		if (value === undefined || types.has(value.split('=', 1)[0]!)) {
			throw new UsageError(`${argument} needs a value after it. \`${help}\` says which.`);
		}

		tied.push(`${argument}=${value}`);
	}

	return tied;
}

/** `maxUsd` → `max-usd`. */
export function dashed(name: string): string {
	return name.replace(/[A-Z]/g, letter => `-${letter.toLowerCase()}`);
}
