/** Makes sense of how a program ended. */
import type {ProgramOutcome} from '../../core/ports.ts';
import {fingerprintOf} from './fingerprint.ts';
import {readNodeError} from './node-error.ts';
import type {PrintedError} from './printed-error.ts';
import {readPytestFailure} from './pytest-failure.ts';
import {readPythonError} from './python-error.ts';
import {readShellError} from './shell-error.ts';
import {type Given, type Lack, lackOf} from './surroundings.ts';

/** `feedback`: it ran, and the person rejected it. */
type FailureKind = 'error' | 'exit' | 'signal' | 'timeout' | 'install' | 'feedback' | Lack;

export type Failure = {
	kind: FailureKind;
	/** Equal for equal failures. */
	fingerprint: string;
	/** One line for people: `ImportError: cannot import … (main.py:3)`. */
	summary: string;
	/** What the program printed about it, whole; empty if it printed nothing. */
	excerpt: string;
};

/** A summary stays one line on a screen; the excerpt has it whole. */
const LONGEST = 200;

const READERS = [readPytestFailure, readPythonError, readNodeError, readShellError];

/**
 * Null if the program works: it exited with 0, or was stopped at the time limit without having printed an
 * error, as servers and games are. A test has to end by itself.
 */
export function readFailure(
	outcome: ProgramOutcome,
	about: {paths: readonly string[]; purpose: 'run' | 'test'; given: Given},
): Failure | null {
	if (outcome.exit_code === 0 && !outcome.timed_out) return null;
	const error = findError(outcome, about.paths);
	const lack = about.purpose === 'run' ? lackOf(outcome, error, about.given) : null;
	if (outcome.timed_out && (!error || error.type === 'KeyboardInterrupt')) {
		return about.purpose === 'run' ? null : readTimeout(outcome);
	}
	if (error) return describeError(error, lack ?? 'error');
	return describeExit(outcome, lack);
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

function describeError(error: PrintedError, kind: FailureKind): Failure {
	const said =
		error.type === 'shell' ? error.message : [error.type, error.message].filter(part => part).join(': ');
	const place = [error.file, error.line].filter(part => part !== null).join(':');
	return {
		kind,
		fingerprint: fingerprintOf(error),
		summary: error.file ? `${shorten(said)} (${place})` : shorten(said),
		excerpt: error.excerpt,
	};
}

function describeExit(outcome: ProgramOutcome, lack: Lack | null): Failure {
	const signal = outcome.signal ?? signalOf(outcome.exit_code);
	const end = signal ? `stopped by ${signal}` : `exit ${outcome.exit_code}`;
	const excerpt = outcome.stderr.trim() || outcome.stdout.trim();
	const said = excerpt.split(/\r?\n/).at(-1) ?? '';
	return {
		kind: lack ?? (signal ? 'signal' : 'exit'),
		fingerprint: fingerprintOf({type: end, message: said}),
		summary: said ? `${end}: ${shorten(said)}` : `${end}, and it said nothing`,
		excerpt,
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
		excerpt: outcome.stderr.trim() || outcome.stdout.trim(),
	};
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
