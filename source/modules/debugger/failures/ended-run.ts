import type {FileSet} from '../../../core/files/file-set.ts';
import type {ProgramOutcome} from '../../../core/ports.ts';
import type {PrintedError} from './printed-error.ts';

/** What pipelines can set, and whether they did. */
export type Given = {stdin: boolean; args: boolean};

/** A program that failed, and what is known of how. */
export type EndedRun = {
	outcome: ProgramOutcome;
	error: PrintedError | null;
	/** As they were when it ran. */
	files: FileSet;
	command: string;
	given: Given;
};

/** The program's own line that the error came out of, trimmed; empty if that is not known. */
export function failingLine({error, files}: EndedRun): string {
	const [frame] = error?.frames ?? [];
	return (frame && files.get(frame.file)?.split('\n')[frame.line - 1]?.trim()) ?? '';
}

/** The code itself made this error; it does not come from below. */
export function isOwnDoing(run: EndedRun): boolean {
	return /^(?:raise|throw)\b/.test(failingLine(run));
}

/** The last lines of what it printed: where a program that catches its errors says what they were. */
export function lastWords({outcome}: EndedRun): string {
	const said = outcome.stderr.trim() || outcome.stdout.trim();
	return said.split(/\r?\n/).slice(-5).join('\n');
}
