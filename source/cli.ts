/** argv → command. Whatever goes wrong ends as a sentence on stderr and an exit code. */
import meow from 'meow';
import {type Command, type Surroundings, UsageError} from './commands/command.ts';
import {commands, generalHelp, home} from './commands/index.ts';
import {suggest} from './core/pipeline/suggest.ts';
import {makeVisible} from './core/visible.ts';

const shared = {debug: {type: 'boolean'}, help: {type: 'boolean'}, version: {type: 'boolean'}} as const;

export async function main(argv: string[]): Promise<void> {
	const {stdin, stdout, stderr, env} = process;
	const around: Surroundings = {folder: process.cwd(), environment: env, stdin, stdout, stderr};
	try {
		process.exitCode = await dispatch(argv, around);
	} catch (error) {
		const {message} = error as Error;
		stderr.write(`${makeVisible(`orchestrai: ${message}`)}\n`);
		if (argv.includes('--debug')) console.error(error);
		process.exitCode = error instanceof UsageError ? 2 : 1;
	}
}

function dispatch(argv: string[], around: Surroundings): Promise<number> {
	const command = chooseCommand(argv);
	const {flags, input} = meow(command === home ? generalHelp : `${command.usage}\n${command.help}`, {
		importMeta: import.meta,
		argv: command === home ? argv : argv.slice(1),
		description: command.summary,
		flags: {...shared, ...command.flags},
		booleanDefault: undefined,
	});
	refuseUnknownFlags(flags, command);
	return command.run({input, flags, around});
}

function chooseCommand(argv: string[]): Command {
	const word = argv[0];
	if (word === undefined || word.startsWith('-')) return home;
	const command = commands.find(({name}) => name === word);
	if (command) return command;
	const near = suggest(
		word,
		commands.map(({name}) => name),
	);
	throw new UsageError(
		`there is no command \`${word}\`.${near === null ? '' : ` Did you mean \`${near}\`?`} \`orchestrai --help\` lists them.`,
	);
}

function refuseUnknownFlags(flags: Record<string, unknown>, command: Command): void {
	const known = Object.keys({...shared, ...command.flags}).map(dashed);
	for (const flag of Object.keys(flags).map(dashed)) {
		if (known.includes(flag)) continue;
		const near = suggest(flag, known);
		throw new UsageError(
			`there is no option --${flag} here.${near === null ? '' : ` Did you mean --${near}?`} \`orchestrai ${command.name} --help\` lists them.`,
		);
	}
}

function dashed(name: string): string {
	return name.replace(/[A-Z]/g, letter => `-${letter.toLowerCase()}`);
}
