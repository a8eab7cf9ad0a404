import {spawn} from 'node:child_process';
import {constants} from 'node:os';
import {join, relative} from 'node:path';
import {pathToFileURL} from 'node:url';
import {suggest} from '../../core/pipeline/suggest.ts';
import {lendNameFile} from '../../io/library/assets.ts';
import {readSettings} from '../../io/library/settings.ts';
import {findModuleTests} from '../../io/library/user-modules.ts';
import {createRedactor} from '../../io/memory/redact.ts';
import {type Environment, type Invocation, UsageError} from '../command.ts';
import type {Output} from '../output.ts';
import {keysOf} from '../run/endpoint.ts';
import {readRunFlags} from '../run/flags.ts';
import {isInteractive} from '../run/is-interactive.ts';
import {settleTrust} from '../run/trust.ts';
import {keyNamesOf, withoutKeys} from '../run/without-keys.ts';

export async function testModules({input, flags, around}: Invocation): Promise<number> {
	const {folder} = around;
	const found = await findModuleTests(folder);
	if (found.length === 0) {
		throw new UsageError(
			`there are no tests in ${join(folder, 'modules')}. \`orchestrai new module NAME\` makes a module with one.`,
		);
	}

	const chosen = input.length === 0 ? found : input.map(named => choose(named, found));
	const trusted = await settleTrust(around, {
		given: flags.trust === true,
		interactive: isInteractive(around, readRunFlags({})),
		needsModules: true,
		tests: found,
	});
	const settings = await readSettings({folder, environment: around.environment, trusted});
	const environment = withoutKeys(around.environment, {
		names: keyNamesOf(settings),
		redact: createRedactor(keysOf(settings)),
	});
	const files = chosen.map(({file}) => relative(folder, file));
	const pattern = files.find(file => /[[\]{}*?!()]/.test(file));
	if (pattern !== undefined)
		throw new UsageError(
			`${pattern} cannot be tested: Node takes its name for a pattern. Name the module without brackets, \`*\`, \`?\` and \`!\`.`,
		);
	const args = ['--import', pathToFileURL(lendNameFile).href, '--test', ...files];
	return runNode(args, {cwd: folder, env: environment, stdout: around.stdout});
}

type ModuleTests = {name: string; file: string};

/** By its module's name, or as a path. */
function choose(named: string, found: readonly ModuleTests[]): ModuleTests {
	const test = found.find(
		({name, file}) => name === named || file.endsWith(`/${named.replace(/^\.\//, '')}`),
	);
	if (test) return test;
	const names = found.map(({name}) => name);
	const near = suggest(named, names);
	throw new UsageError(
		`there is no test of a module ${named} in ./modules.${near === null ? '' : ` Did you mean ${near}?`} There are: ${names.join(', ')}.`,
	);
}

function runNode(
	args: string[],
	{cwd, env, stdout}: {cwd: string; env: Environment; stdout: Output},
): Promise<number> {
	return new Promise((resolve, reject) => {
		const child = spawn(process.execPath, args, {
			cwd,
			env,
			// Node cannot bear a reader that leaves: where that may happen, it writes to one that stays.
			stdio: ['inherit', stdout.isTTY ? 'inherit' : 'pipe', 'inherit'],
		});
		// As it is, since it may be in colour.
		const reader = stdout.bare();
		child.stdout?.on('data', (piece: Buffer) => {
			if (reader.write(piece)) return;
			child.stdout?.pause();
			reader.once('drain', () => child.stdout?.resume());
		});
		let told: NodeJS.Signals | null = null;
		// It is in the same group: what the terminal sends, it gets as well; what is sent to us alone is handed on.
		const wait = () => {
			told = 'SIGINT';
		};
		const handOn = (signal: NodeJS.Signals) => {
			told = signal;
			child.kill(signal === 'SIGHUP' ? 'SIGTERM' : signal);
		};
		const handed = ['SIGTERM', 'SIGHUP'] as const;
		process.on('SIGINT', wait);
		for (const signal of handed) process.on(signal, handOn);
		const unheed = stdout.onBroken(() => {
			child.stdout?.resume();
			if (told !== null) return;
			told = 'SIGPIPE';
			child.kill('SIGTERM');
		});
		child.once('error', reject);
		child.once('close', (code, signal) => {
			unheed();
			process.off('SIGINT', wait);
			for (const each of handed) process.off(each, handOn);
			const ended = told ?? signal;
			resolve(ended === null ? (code ?? 1) : 128 + constants.signals[ended]);
		});
	});
}
