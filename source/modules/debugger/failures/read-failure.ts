/** Makes sense of how a program ended. */
import type {FileSet} from '../../../core/files/file-set.ts';
import type {ProgramOutcome} from '../../../core/ports.ts';
import {countTests, type TestCounts} from './count-tests.ts';
import type {Given} from './ended-run.ts';
import {fingerprintOf} from './fingerprint.ts';
import {readNodeError} from './node-error.ts';
import {readNodeTestFailure} from './node-test-failure.ts';
import type {Frame, Moment, PrintedError} from './printed-error.ts';
import {readPytestFailure} from './pytest-failure.ts';
import {readPythonError} from './python-error.ts';
import {readShellError} from './shell-error.ts';
import {type Lack, lackOf} from './surroundings.ts';
import {readUnittestFailure} from './unittest-failure.ts';

/**
 * `limit`: it was stopped since it used too much. `install`: its packages could not be had, so it was not run.
 * `feedback`: it ran, and the person rejected it.
 */
type FailureKind = 'error' | 'exit' | 'signal' | 'timeout' | 'limit' | 'install' | 'feedback' | Lack;

export type Failure = {
	kind: FailureKind;
	/** Equal for equal failures. */
	fingerprint: string;
	/** One line for people: `ImportError: cannot import … (main.py:3)`. */
	summary: string;
	/** What the program printed about it, whole; empty if it printed nothing. */
	excerpt: string;
	/** The places in the program's own files that led to it, innermost first; empty where none are known. */
	frames: readonly Frame[];
	moment: Moment;
	/** As a test runner counted them, null if none did. */
	tests: TestCounts | null;
};

/** A summary stays one line on a screen; the excerpt has it whole. */
const LONGEST = 200;

const READERS = [
	readPytestFailure,
	readUnittestFailure,
	readNodeTestFailure,
	readPythonError,
	readNodeError,
	readShellError,
];

/**
 * Null if the program works: it exited with 0, or was stopped at the time limit without having printed an
 * error, as servers and games are. A test has to end by itself.
 */
export function readFailure(
	outcome: ProgramOutcome,
	about: {
		/** As they were when it ran. */
		files: FileSet;
		command: string;
		purpose: 'run' | 'test';
		given: Given;
	},
): Failure | null {
	if (outcome.stopped) return readLimit(outcome, outcome.stopped);
	if (outcome.exit_code === 0 && !outcome.timed_out) return null;
	const {purpose} = about;
	const error = findError(outcome, [...about.files.keys()]);
	const lack = purpose === 'run' ? lackOf({...about, outcome, error}) : null;
	if (outcome.timed_out && (!error || error.type === 'KeyboardInterrupt')) {
		return purpose === 'run' ? null : readTimeout(outcome);
	}
	const tests = countTests(`${outcome.stdout}\n${outcome.stderr}`);
	return {...(error ? describeError(error, lack ?? 'error') : describeExit(outcome, lack)), tests};
}

function findError(outcome: ProgramOutcome, paths: readonly string[]): PrintedError | null {
	for (const output of [outcome.stderr, outcome.stdout]) {
		for (const read of READERS) {
			const error = read(output, paths);
			if (error) return error;
		}
	}
	return null;
}

function describeError(error: PrintedError, kind: FailureKind): Omit<Failure, 'tests'> {
	const said =
		error.type === 'shell' ? error.message : [error.type, error.message].filter(part => part).join(': ');
	const place = [error.file, error.line].filter(part => part !== null).join(':');
	return {
		kind,
		fingerprint: fingerprintOf(error),
		summary: error.file ? `${shorten(said)} (${place})` : shorten(said),
		excerpt: error.excerpt,
		frames: error.frames,
		moment: error.moment,
	};
}

function describeExit(outcome: ProgramOutcome, lack: Lack | null): Omit<Failure, 'tests'> {
	const signal = outcome.signal ?? signalOf(outcome.exit_code);
	const end = signal ? `stopped by ${signal}` : `exit ${outcome.exit_code}`;
	const excerpt = outcome.stderr.trim() || outcome.stdout.trim();
	const said = excerpt.split(/\r?\n/).at(-1) ?? '';
	return {
		kind: lack ?? (signal ? 'signal' : 'exit'),
		fingerprint: fingerprintOf({type: end, message: said}),
		summary: said ? `${end}: ${shorten(said)}` : `${end}, and it said nothing`,
		excerpt,
		frames: [],
		moment: 'running',
	};
}

function shorten(text: string): string {
	return text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;
}

function readTimeout(outcome: ProgramOutcome): Failure {
	return {
		kind: 'timeout',
		fingerprint: 'timeout',
		summary: 'it did not end within its time limit',
		...untold(outcome),
	};
}

function readLimit(outcome: ProgramOutcome, reason: string): Failure {
	return {
		kind: 'limit',
		fingerprint: fingerprintOf({type: 'limit', message: reason}),
		summary: `it was stopped: ${reason}`,
		...untold(outcome),
	};
}

/** Of a program that was ended from outside: what it printed by then is all there is. */
function untold(outcome: ProgramOutcome): Pick<Failure, 'excerpt' | 'frames' | 'moment' | 'tests'> {
	const excerpt = outcome.stderr.trim() || outcome.stdout.trim();
	return {excerpt, frames: [], moment: 'running', tests: null};
}

/** A shell, and the cage, report a child's signal as 128 plus its number (POSIX). */
function signalOf(exitCode: number | null): string | null {
	const names: Record<number, string> = {
		6: 'SIGABRT',
		8: 'SIGFPE',
		9: 'SIGKILL',
		11: 'SIGSEGV',
		15: 'SIGTERM',
	};
	return exitCode !== null && exitCode > 128 ? (names[exitCode - 128] ?? null) : null;
}
