import {mkdir} from 'node:fs/promises';
import {join} from 'node:path';
import type {RunEvent} from '../../core/events.ts';
import {describeFault} from './file-fault.ts';
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
		for (const name of waiting) {
			waiting.delete(name);
			const path = pathOfOutput(folder, name);
			try {
				const text = textOf(name);
				if (text === null) continue;
				await mkdir(folder, {recursive: true, mode: 0o700});
				await replaceFile(path, redact(text));
			} catch (error) {
				failure ??= new Error(
					`Could not keep ${path} up to date: ${describeFault(error)}. The output itself is in the memory log.`,
					{cause: error},
				);
			}
		}
		writing = null;
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
