/** A command in this process, without a terminal unless `columns` says how wide one is. */
import {type Command, UsageError} from '../../source/commands/command.ts';
import {hasUnicode} from '../../source/commands/drawing.ts';
import {createOutput, type Output} from '../../source/commands/output.ts';
import {isInWorkflow} from '../../source/commands/without-commands.ts';
import {makeFolder} from './temp-folder.ts';

export type Called = {code: number; stdout: string; stderr: string};

export async function callCommand(
	command: Command,
	input: string[] = [],
	given: Record<string, unknown> = {},
	{
		cwd = makeFolder(),
		env = {},
		columns,
		onPrinted = () => {},
	}: {
		cwd?: string;
		env?: Record<string, string>;
		columns?: number;
		/** Called with all that was printed by then. */
		onPrinted?: (said: {stdout: string; stderr: string}) => void;
	} = {},
): Promise<Called> {
	const said = {stdout: '', stderr: ''};
	const stream = (name: keyof typeof said) => ({
		write(text: string) {
			said[name] += text;
			onPrinted(said);
			return true;
		},
		on() {},
		off() {},
		...(columns === undefined ? {} : {columns, isTTY: true}),
	});
	const environment = {LC_ALL: 'C.UTF-8', ...env};
	const [stdout, stderr] = (['stdout', 'stderr'] as const).map(name =>
		createOutput(stream(name) as unknown as NodeJS.WriteStream, {
			ascii: !hasUnicode(environment),
			talk: name === 'stderr',
			inWorkflow: isInWorkflow(environment),
		}),
	) as [Output, Output];
	const defaults = Object.entries(command.flags).map(([name, flag]) => [name, flag.default]);
	try {
		const code = await command.run({
			input,
			flags: {...Object.fromEntries(defaults), ...given},
			around: {
				folder: cwd,
				environment,
				stdin: {} as NodeJS.ReadStream,
				stdout,
				stderr,
			},
		});
		return {code, ...said};
	} catch (error) {
		// As the command line does it.
		stderr.write(`orchestrai: ${(error as Error).message}\n`);
		return {code: error instanceof UsageError ? 2 : 1, ...said};
	}
}
