/** The programs of a run that the person plays: which, with what command, and whether they are asked first. */
import {join} from 'node:path';
import {splitCommand} from '../../core/command-line.ts';
import {readManifest} from '../../core/engine/starting-files.ts';
import type {FileSet} from '../../core/files/file-set.ts';
import type {DebugOptions} from '../../core/pipeline/pipeline.ts';
import type {Runner} from '../../core/ports.ts';
import type {OperationState, RunState} from '../../core/state/run-state.ts';
import {playProgram} from '../../io/workspace/playing/play.ts';
import {findCommand} from '../../modules/debugger/entry.ts';
import type {Presence} from '../../ui/call/presence.ts';
import type {Plays} from '../../ui/intentions.ts';
import {filesRead} from '../../ui/run/files-read.ts';
import {firstReading} from '../../ui/run/screen.ts';
import type {Surroundings} from '../command.ts';
import {hasUnicode} from '../drawing.ts';
import type {Calls} from './call.ts';
import type {Sitting} from './sitting.ts';

export type Playing = {
	plays: Plays;
	isOpen(): boolean;
	/** Ends what is played; settles once the terminal is taken back. */
	stop(): Promise<void>;
};

type Found = {
	files: FileSet;
	command: string;
	words: string[];
	network: boolean;
	asks: boolean;
	caged: boolean;
};

export function playsOf({
	sitting: {store, folder},
	runner,
	around,
	calls,
	presence,
}: {
	sitting: Sitting;
	runner: Runner;
	around: Surroundings;
	calls: Calls;
	presence: Presence;
}): Playing {
	let stopping = new AbortController();
	let playing: Promise<unknown> | null = null;

	async function find(output_name: string): Promise<Found | {why: string}> {
		const state = store.state();
		const read = filesRead(state.operations.get(output_name), firstReading);
		if (!read) return {why: 'There is no program to play here: it has no files.'};
		try {
			const files = readManifest(state, read.manifest);
			const command = findCommand(files, debugOptionsFor(state, output_name));
			const split = splitCommand(command);
			if ('problem' in split) return {why: `\`${command}\` cannot be run: ${split.problem}`};
			const network = state.allowed.has('network');
			const caged = (await runner.cage()).name !== null;
			const asks = !isAllowed(state, caged || runner.vouches(files, command));
			return {files, command, words: split.words, network, asks, caged};
		} catch (error) {
			return {why: (error as Error).message};
		}
	}

	return {
		plays: {
			async find(output_name) {
				const found = await find(output_name);
				if ('why' in found) return found;
				const {command, network, asks, caged} = found;
				return {command, network, asks, caged};
			},
			async play(output_name, terminal) {
				const found = await find(output_name);
				if ('why' in found) return found;
				stopping = new AbortController();
				const {files, words, network, caged} = found;
				const played = playProgram(
					{files, command: words, caged, network},
					{
						made: folder.made,
						venv: join(folder.path, 'venv'),
						environment: around.environment,
						terminal: calls.quiet(terminal),
						seat: {
							stdin: around.stdin,
							stdout: around.stdout.bare(),
							unicode: hasUnicode(around.environment),
							onKey: presence.pressed,
						},
					},
					stopping.signal,
				);
				playing = played.catch(() => undefined);
				try {
					return await played;
				} finally {
					playing = null;
				}
			},
		},
		isOpen: () => playing !== null,
		async stop() {
			stopping.abort();
			await playing;
		},
	};
}

/** As for programs that a debugger runs. */
function isAllowed({settings: {allow_run}, allowed}: RunState, harmless: boolean): boolean {
	return allowed.has('run') || allow_run === 'always' || (allow_run === 'sandbox' && harmless);
}

/** What says how it is run: itself, or the nearest operation after it that does. */
function debugOptionsFor({operations, consumers}: RunState, output_name: string): DebugOptions {
	const seen = new Set([output_name]);
	for (const name of seen) {
		const {debug} = operations.get(name)!.operation;
		const args = argumentsGiven(operations.get(name)!) ?? debug.args;
		if (debug.run !== undefined || args !== undefined) return {...debug, args};
		for (const consumer of consumers.get(name) ?? []) seen.add(consumer);
	}

	return {};
}

/** What the person had its debugger start it with. */
function argumentsGiven({directions, attempt}: OperationState): string | undefined {
	const given = directions.findLast(one => one.given.attempt === attempt && one.given.course === 'arguments');
	return given?.given.response ?? undefined;
}
