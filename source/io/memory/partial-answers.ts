/** What has come of answers that still stream, kept on disk for the case that the app is killed. */
import {rmdirSync} from 'node:fs';
import {rm} from 'node:fs/promises';
import {join} from 'node:path';
import type {RunView} from '../../core/store.ts';
import {createDrafts} from './drafts.ts';
import {describeFault} from './file-fault.ts';
import type {Redact} from './redact.ts';

/** The disk is at most so far behind, ms. */
const delay_ms = 1500;

type OfCall = {output_name: string; attempt: number; call: number};

export type PartialAnswers = {
	/** What was kept of a call's answer; empty if nothing was. */
	load(of: OfCall): string;
	/** Forgets what an earlier sitting left: it is in the log by now. */
	clear(): Promise<void>;
	/** Keeps what streams from now on, until the end. Returns how to stop. */
	follow(view: RunView): () => void;
};

/** In the folder `partial` of a run's drafts. Trouble is told once: a run goes on without. */
export function createPartialAnswers(
	drafts: string,
	{redact, onProblem}: {redact: Redact; onProblem: (sentence: string) => void},
): PartialAnswers {
	const folder = join(drafts, 'partial');
	let told = false;
	const tell = (sentence: string) => {
		if (!told) onProblem(sentence);
		told = true;
	};
	const files = createDrafts(folder, {redact, onProblem: tell});
	/** Name → characters on disk. */
	const kept = new Map<string, number>();

	function write(view: RunView): void {
		const gone = new Set(kept.keys());
		for (const output_name of view.state().operations.keys()) {
			for (const {attempt, call, length, pieces} of view.lives(output_name)) {
				const name = nameOf({output_name, attempt, call});
				gone.delete(name);
				if (length === (kept.get(name) ?? 0)) continue;
				files.save(name, pieces.join(''));
				kept.set(name, length);
			}
		}

		for (const name of gone) {
			files.discard(name);
			kept.delete(name);
		}
	}

	return {
		load: of => files.load(nameOf(of)) ?? '',
		async clear() {
			await rm(folder, {recursive: true, force: true}).catch(error => {
				tell(`Could not remove ${folder}: ${describeFault(error)}.`);
			});
		},
		follow(view) {
			let timer: NodeJS.Timeout | undefined;
			const off = view.subscribe(() => {
				timer ??= setTimeout(() => {
					timer = undefined;
					write(view);
				}, delay_ms);
			});
			return () => {
				off();
				clearTimeout(timer);
				write(view);
				removeIfEmpty(folder);
			};
		},
	};
}

/** What is in it stays, and so does it where it cannot be removed. */
function removeIfEmpty(folder: string): void {
	try {
		rmdirSync(folder);
	} catch {
		// An empty folder harms nobody.
	}
}

function nameOf({output_name, attempt, call}: OfCall): string {
	return `${output_name}.${attempt}.${call}`;
}
