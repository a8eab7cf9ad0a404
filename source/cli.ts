/** argv → command. Whatever goes wrong ends as a sentence on stderr and an exit code. */
import {dashed} from './commands/arguments.ts';
import {type Command, type Environment, type Surroundings, UsageError} from './commands/command.ts';
import {describeForDebugging, withoutKeysOf} from './commands/describe-for-debugging.ts';
import {hasUnicode} from './commands/drawing.ts';
import {brokenPipe} from './commands/exit-code.ts';
import {settleHabits} from './commands/habits.ts';
import {commands, generalHelp, home} from './commands/index.ts';
import {createOutput} from './commands/output.ts';
import {parseOptions} from './commands/parse-options.ts';
import {refuseKeys} from './commands/refuse-keys.ts';
import {isInWorkflow} from './commands/without-commands.ts';
import {quoteWord} from './core/command-line.ts';
import {suggest} from './core/pipeline/suggest.ts';
import {asError} from './core/thrown.ts';

/** What every command takes besides its own options. */
export const shared = {
	debug: {type: 'boolean'},
	help: {type: 'boolean'},
	version: {type: 'boolean'},
	ascii: {type: 'boolean'},
	screenReader: {type: 'boolean'},
} as const;

const shortFor = new Map([
	['-h', '--help'],
	['-v', '--version'],
]);

export async function main(argv: string[]): Promise<void> {
	const {stdin, stdout, stderr, env} = process;
	// Later it may be called from code of a module, where it does not end the app.
	const exit = process.exit.bind(process);
	const surroundingsIn = (environment: Environment): Surroundings => {
		const ascii = !hasUnicode(environment);
		const inWorkflow = isInWorkflow(environment);
		return {
			folder: process.cwd(),
			environment,
			stdin,
			stdout: createOutput(stdout, {ascii, inWorkflow}),
			stderr: createOutput(stderr, {ascii, inWorkflow, talk: true}),
		};
	};
	const around = surroundingsIn(argv.includes('--ascii') ? {...env, ORCHESTRAI_ASCII: 'true'} : env);
	const report = (thrown: unknown) => {
		const error = asError(thrown);
		const said = withoutKeysOf(env, `orchestrai: ${error.message}`);
		around.stderr.write(`${said}\n`);
		if (argv.includes('--debug')) around.stderr.write(`${describeForDebugging(error, env)}\n`);
	};
	let unread = false;
	for (const output of [stdout, stderr]) output.on('error', endQuietly);
	stdout.on('error', () => {
		unread = true;
	});
	process.on('uncaughtException', error => {
		// A run that goes on heeds it itself, and ends in order.
		if (process.listenerCount('uncaughtException') > 1) return;
		report(error);
		exit(1);
	});
	process.on('beforeExit', () => {
		if (process.listenerCount('beforeExit') > 1) return;
		report(new Error('it ended before its work was done: something was waited for that cannot come.'));
		exit(1);
	});
	let code: number;
	try {
		code = await dispatch(argv, around, surroundingsIn);
	} catch (error) {
		report(error);
		code = error instanceof UsageError ? 2 : 1;
	}

	// What a module left behind, a timer or a socket, must not keep the app alive.
	await Promise.all([stdout, stderr].map(drained));
	exit(code === 0 && unread ? brokenPipe : code);
}

/** Settles once what was written is gone, or can go nowhere. */
function drained(output: NodeJS.WriteStream): Promise<unknown> {
	return new Promise(resolve => {
		if (output.destroyed) resolve(null);
		else output.write('', resolve);
	});
}

/**
 * A reader that has enough, such as `| head`, is no fault, nor is a terminal that was closed (EIO); what is written
 * after they left is nobody's loss.
 */
function endQuietly(error: NodeJS.ErrnoException): void {
	if (error.code !== 'EPIPE' && error.code !== 'EIO') throw error;
}

async function dispatch(
	argv: string[],
	around: Surroundings,
	surroundingsIn: (environment: Environment) => Surroundings,
): Promise<number> {
	const words = spellOut(argv);
	refuseKeys(words);
	const command = await chooseCommand(words, around);
	const options = {...shared, ...command.flags};
	const {flags, unknown, input} = parseOptions(command === home ? words : words.slice(1), options, {
		help: `${called(command)} --help`,
	});
	if (flags.help) {
		around.stdout.tell(helpOf(command));
		return 0;
	}

	if (flags.version) {
		const {readVersion} = await import('./io/library/version.ts');
		around.stdout.write(`${await readVersion()}\n`);
		return 0;
	}

	refuseUnknown(unknown, command);
	await refuseFurtherWords(input, command, flags);
	const {environment, runsDir} = await settleHabits(flags, around);
	return command.run({
		input,
		flags: runsDir !== null && takesRunsDir(command, words) ? {...flags, runsDir} : flags,
		around: surroundingsIn(environment),
	});
}

/** Whether the settings say where its runs are: it has runs, and no option said so. */
function takesRunsDir({name, flags}: Command, words: readonly string[]): boolean {
	if (name !== '' && !Object.hasOwn(flags, 'runsDir')) return false;
	return !words.some(word => word === '--runs-dir' || word.startsWith('--runs-dir='));
}

/** `help run` is `run --help`; `-h` and `-v` are short only where they stand alone, not as another option's value. */
function spellOut(argv: string[]): string[] {
	const [first = '', ...rest] = argv;
	if (first === 'help') return [...rest.filter(word => !word.startsWith('-')), '--help'];
	const long = shortFor.get(first);
	if (long !== undefined) return [long, ...rest];
	const short = rest.length === 1 ? shortFor.get(rest[0]!) : undefined;
	return short === undefined ? argv : [first, short];
}

/** As wide as the words of its command, an empty line before and after. */
function helpOf(command: Command): string {
	const help = command === home ? generalHelp : `${command.usage}\n${command.help}`;
	const lines = help.replace(/^\n+|\s+$/g, '').split('\n');
	const least = command === home ? '' : '  ';
	return `\n  ${command.summary}\n\n${lines.map(line => (line === '' ? '' : `${least}${line}`)).join('\n')}\n\n`;
}

async function chooseCommand(argv: string[], {folder}: Surroundings): Promise<Command> {
	const word = argv[0];
	if (word === undefined || word.startsWith('-')) return home;
	const command = commands.find(({name}) => name === word);
	if (command) return command;
	const near = await meantBy(word, folder);
	throw new UsageError(
		`there is no command \`${word}\`.${near === null ? '' : ` Did you mean \`orchestrai ${near}\`?`} \`orchestrai --help\` lists them.`,
	);
}

/** What was probably meant where a command belongs: what is typed after `orchestrai`; null if nothing tells. */
async function meantBy(word: string, folder: string): Promise<string | null> {
	const names = commands.map(({name}) => name);
	// The whole line was put in quotes.
	if (names.includes(word.split(' ')[0]!)) return word;
	const {findPipeline} = await import('./io/library/pipelines.ts');
	const found = await findPipeline(word, folder);
	if ('text' in found) return `run ${quoteWord(word)}`;
	const {meantElsewhere} = await import('./commands/other-words.ts');
	return meantElsewhere(word) ?? suggest(word, names);
}

function refuseUnknown([first]: string[], command: Command): void {
	if (first === undefined) return;
	const known = Object.keys({...shared, ...command.flags}).map(dashed);
	const near = suggest(dashed(first), known);
	const others = commands.filter(({flags}) => Object.keys(flags).map(dashed).includes(first));
	const elsewhere = others.length === 0 ? '' : ` It is one of ${others.map(({name}) => name).join(', ')}.`;
	throw new UsageError(
		`there is no option ${first.length === 1 ? '-' : '--'}${first} here.${near === null ? elsewhere : ` Did you mean --${near}?`} \`${called(command)} --help\` lists them.`,
	);
}

/** How it is typed: `orchestrai` alone is the home screen. */
function called({name}: Command): string {
	return ['orchestrai', name].join(' ').trimEnd();
}

async function refuseFurtherWords(
	input: string[],
	command: Command,
	{request}: Record<string, unknown>,
): Promise<void> {
	const further = input.slice(command.most);
	if (further.length === 0) return;
	const text = further.join(' ');
	const whole = [request ?? [], text].flat().join(' ');
	const quoted =
		'request' in command.flags
			? ` If that belongs to the request, put all of it in quotes: --request ${quoteWord(whole)}.`
			: command.most === 0
				? ' Leave it away.'
				: '';
	const {meantElsewhere} = await import('./commands/other-words.ts');
	const near = meantElsewhere(command.name, further[0]!);
	const hint = near === null ? quoted : ` Did you mean \`orchestrai ${near}\`?`;
	throw new UsageError(
		`\`${called(command)}\` does not know what to do with \`${text}\`.${hint} \`${called(command)} --help\` shows how it is used.`,
	);
}
