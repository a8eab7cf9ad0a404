import {mkdir} from 'node:fs/promises';
import {join} from 'node:path';
import {setImmediate as nextTurn} from 'node:timers/promises';
import type {RunEvent} from '../../core/events.ts';
import {createFileSync} from './create-file.ts';
import {describeFault, faultCode} from './file-fault.ts';
import {fileNameOf} from './file-name.ts';
import type {Redact} from './redact.ts';
import {replaceFile} from './replace-file.ts';

export type OutputsKeeper = {
	/** Takes each event of the run, after it was folded. Returns at once, never throws. */
	onEvent(event: RunEvent): void;
	/** Writes them as they are now; for what an earlier sitting could not write any more. */
	renew(names: readonly string[]): void;
	/** Settles when nothing is being written any more, and never rejects; null when nothing is. */
	writing(): Promise<void> | null;
	/** Settles when `outputs/` holds what the events so far made; rejects with a sentence if it could not be kept. */
	settled(): Promise<void>;
};

/** Characters. A text of so many is written at once where there is no file yet. */
const small = 64 * 1024;

/** For so long files are written at once before something else has its turn. */
const longest_ms = 2;

/**
 * Keeps `outputs/<output_name>.md` equal to the current version of each output, for people and other tools.
 * `textOf` is asked for it when the file is written; null means that there is none, and the file stays.
 */
export function createOutputsKeeper(
	folder: string,
	{textOf, redact}: {textOf: (output_name: string) => string | null; redact: Redact},
): OutputsKeeper {
	const waiting = new Set<string>();
	let writing: Promise<void> | null = null;
	let failure: Error | null = null;

	function renew(names: readonly string[]): void {
		for (const name of names) waiting.add(name);
		// In a later turn, so that a burst of versions is written once.
		if (waiting.size > 0) writing ??= new Promise(resolve => setImmediate(() => resolve(writeAll())));
	}

	async function idle(): Promise<void> {
		while (writing) await writing;
	}

	async function writeAll(): Promise<void> {
		let turn = performance.now();
		for (const name of waiting) {
			waiting.delete(name);
			const path = pathOfOutput(folder, name);
			try {
				const text = textOf(name);
				if (text === null) continue;
				await keep(path, redact(text));
			} catch (error) {
				failure ??= new Error(
					`Could not keep ${path} up to date: ${describeFault(error)}. The output itself is in the memory log.`,
					{cause: error},
				);
			}
			if (performance.now() - turn < longest_ms) continue;
			await nextTurn();
			turn = performance.now();
		}
		writing = null;
	}

	/** The folder is made when it turns out to be missing. */
	async function keep(path: string, text: string): Promise<void> {
		try {
			await write(path, text);
		} catch (error) {
			if (faultCode(error) !== 'ENOENT') throw error;
			await mkdir(folder, {recursive: true, mode: 0o700});
			await write(path, text);
		}
	}

	return {
		onEvent(event) {
			const name = changedOutput(event);
			if (name !== null) renew([name]);
		},
		renew,
		writing: () => writing && idle(),
		async settled() {
			await idle();
			if (failure) throw failure;
		},
	};
}

/** What nobody has read yet needs no care; what is read meanwhile is replaced whole. */
async function write(path: string, text: string): Promise<void> {
	if (text.length <= small && createFileSync(path, text)) return;
	await replaceFile(path, text);
}

export function pathOfOutput(folder: string, output_name: string): string {
	return join(folder, `${fileNameOf(output_name)}.md`);
}

/** The output whose current version an event may have changed. */
function changedOutput(event: RunEvent): string | null {
	switch (event.type) {
		case 'module-finished':
		case 'review-decided':
		case 'answer-reused':
		case 'output-edited':
		case 'edit-undone':
		case 'version-chosen':
			return event.output_name;
		default:
			return null;
	}
}
