import type {Output} from './output.ts';

export type Environment = Record<string, string | undefined>;

/** What a command may touch of the process it runs in. */
export type Surroundings = {
	/** Working folder. */
	folder: string;
	environment: Environment;
	stdin: NodeJS.ReadStream;
	stdout: Output;
	stderr: Output;
};

export type Invocation = {input: string[]; flags: Record<string, unknown>; around: Surroundings};

/** By their names in code: `maxUsd` is typed `--max-usd`. */
export type Options = Record<
	string,
	| {type: 'boolean'; isMultiple?: false; default?: undefined}
	| {type: 'string'; isMultiple?: boolean; default?: string}
>;

export type Command = {
	name: string;
	/** One line for the list of commands. */
	summary: string;
	/** What stands after `orchestrai NAME`. */
	usage: string;
	/** Options and examples, as `--help` prints them. */
	help: string;
	flags: Options;
	/** How many words it takes besides its options. */
	most: number;
	/** Resolves with the exit code. */
	run(invocation: Invocation): Promise<number>;
};

/** Wrong usage: exit 2, with a sentence that says what to type instead. */
export class UsageError extends Error {
	override readonly name = 'UsageError';
}
