/** What has come of answers that still stream, kept on disk for the case that the app is killed. */
import {mkdirSync, rmdirSync} from 'node:fs';
import {rm} from 'node:fs/promises';
import {join} from 'node:path';
import type {GrowingText} from '../../core/growing-text.ts';
import type {RunView} from '../../core/store.ts';
import {createDrafts, pathOfDraft} from './drafts.ts';
import {describeFault} from './file-fault.ts';
import {GrowingFile} from './growing-file.ts';
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
	/** With the text that each follows: another try of a call is another text, whatever its length. */
	const growing = new Map<string, {file: GrowingFile; text: GrowingText}>();

	function close(name: string): void {
		const current = growing.get(name);
		if (!current) return;
		growing.delete(name);
		try {
			current.file.close();
		} catch (error) {
			tellUnkept(pathOfDraft(folder, name), error);
		}
	}

	function tellUnkept(path: string, error: unknown): void {
		tell(`Could not keep what has come of an answer in ${path}: ${describeFault(error)}.`);
	}

	function keep(name: string, text: GrowingText): void {
		if (text.length === 0) return;
		const path = pathOfDraft(folder, name);
		try {
			if (growing.get(name)?.text !== text) {
				close(name);
				mkdirSync(folder, {recursive: true, mode: 0o700});
				growing.set(name, {file: new GrowingFile(path, redact), text});
			}
			growing.get(name)!.file.follow(text);
		} catch (error) {
			tellUnkept(path, error);
		}
	}

	function write(view: RunView): void {
		const gone = new Set(growing.keys());
		for (const output_name of view.state().operations.keys()) {
			for (const {attempt, call, text} of view.lives(output_name)) {
				const name = nameOf({output_name, attempt, call});
				gone.delete(name);
				keep(name, text);
			}
		}

		for (const name of gone) {
			close(name);
			files.discard(name);
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
				for (const name of [...growing.keys()]) close(name);
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
