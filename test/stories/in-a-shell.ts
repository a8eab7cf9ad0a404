/** The app in a shell that goes on after it, and tells how it found the terminal. */
import {expect} from 'vitest';
import {program} from '../helpers/orchestrai.ts';
import {makeFolder} from '../helpers/temp-folder.ts';
import {openTerminal, type Terminal} from '../helpers/terminal.ts';
import {aModel, answeredBy} from './a-person.ts';

const tale = `
pipeline:
  - {module: start_module, inputs: [], output_name: request}
  - {module: storyteller, inputs: [request], output_name: tale}
  - {module: translator, inputs: [tale], output_name: translation}
`;

export type InAShell = {
	terminal: Terminal;
	folder: string;
	/** The app's process. */
	app: number;
};

/** Settles once the app has taken the terminal. `before`: words of the shell that start it, e.g. `nohup`. */
export async function anAppInAShell(
	args: string[],
	{
		folder = makeFolder({'pipeline.yml': tale}),
		env,
		before = [],
	}: {folder?: string; env?: Record<string, string>; before?: string[]} = {},
): Promise<InAShell> {
	const {command, args: words, ...where} = program(args, {cwd: folder, env});
	const terminal = await openTerminal({
		command: '/bin/sh',
		args: ['-c', '"$@"; echo "left with $?"; stty -a', 'sh', ...before, command, ...words],
		...where,
	});
	await terminal.until(() => terminal.modes().bracketedPaste);
	expect(terminal.modes()).toMatchObject({alternateScreen: true, cursorHidden: true, bracketedPaste: true});
	return {terminal, folder, app: terminal.processes().at(-1)!};
}

/** A run whose model never answers. */
export async function aRunInAShell(options?: Parameters<typeof anAppInAShell>[1]): Promise<InAShell> {
	const model = await aModel(() => ({hang: true}));
	const args = ['run', '--request', 'A tale', '--no-preflight', ...answeredBy(model)];
	const run = await anAppInAShell(args, options);
	await run.terminal.until('Asked; no word yet');
	return run;
}

/** Holds that the terminal is as it was before; settles with what stands on it. */
export async function leavesItClean(code: number, terminal: Terminal): Promise<string> {
	await terminal.exit;
	const screen = terminal.screen();
	expect(screen).toContain(`left with ${code}\n`);
	expect(screen).toMatch(/ icanon\b.* echo\b/s);
	expect(terminal.title()).toBe('');
	expect(terminal.modes()).toEqual({
		alternateScreen: false,
		cursorHidden: false,
		bracketedPaste: false,
		applicationCursor: false,
		focusReports: false,
		mouseTracking: 'none',
	});
	return screen;
}

/** The same, and a run that is stopped and tells how to go on. */
export async function leftWith(code: number, terminal: Terminal): Promise<string> {
	const screen = await leavesItClean(code, terminal);
	expect(screen).toContain('■ stopped');
	expect(screen).toContain('orchestrai resume ');
	return screen;
}
