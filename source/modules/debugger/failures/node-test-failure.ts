/** Reads what `node --test` prints of the tests that failed, as a list or as TAP. */
import {readNodeError, readStack} from './node-error.ts';
import {type Frame, locate, type PrintedError, withoutRepeats} from './printed-error.ts';

const LIST = /^✖ failing tests:$/;
const PLACE = /^test at (.+):(\d+):\d+$/;
const NAME = /^✖ (.+?) \([\d.]+ms\)$/;
const MISSED = /^( *)not ok \d+ - (.+)$/;

type Missed = {name: string; place: Frame | null; said: string; stack: Frame[]; start: number};

/** The first test that failed. A file that could not be loaded is told by the error that it met. */
export function readNodeTestFailure(output: string, paths: readonly string[]): PrintedError | null {
	const lines = output.split(/\r?\n/);
	const missed = readList(lines, paths) ?? readTap(lines, paths);
	if (!missed) return null;
	const {name, place, said, stack, start} = missed;
	if (said === "'test failed'" || said === 'test failed') {
		const error = readNodeError(lines.slice(0, start).map(uncommented).join('\n'), paths);
		if (error) return error;
	}
	const [frame = place] = stack;
	return {
		type: `${name} failed`,
		message: said,
		file: frame?.file ?? null,
		line: frame?.line ?? null,
		scope: frame?.scope ?? name,
		frames: withoutRepeats(stack.length > 0 ? stack : place ? [place] : []),
		moment: 'running',
		excerpt: lines.slice(start).join('\n').trim(),
	};
}

function readList(lines: string[], paths: readonly string[]): Missed | null {
	const start = lines.findIndex(line => LIST.test(line));
	const at = lines.findIndex((line, index) => index > start && NAME.test(line));
	if (start < 0 || at < 0) return null;
	const next = lines.findIndex((line, index) => index > at && (PLACE.test(line) || NAME.test(line)));
	const body = lines.slice(at + 1, next < 0 ? undefined : next).map(line => line.replace(/^ {2}/, ''));
	const stack = body.findIndex(line => /^\s+at /.test(line));
	return {
		name: NAME.exec(lines[at]!)![1]!,
		place: readPlace(PLACE.exec(lines[at - 1] ?? ''), paths),
		said: inOneLine(body.slice(0, stack < 0 ? undefined : stack)),
		stack: readStack(body, paths),
		start,
	};
}

function readTap(lines: string[], paths: readonly string[]): Missed | null {
	for (const [at, line] of lines.entries()) {
		const [, margin, name] = MISSED.exec(line) ?? [];
		if (name === undefined || lines[at + 1]?.trim() !== '---') continue;
		const end = lines.indexOf(`${margin}  ...`, at);
		const details = lines
			.slice(at + 2, end < 0 ? undefined : end)
			.map(text => text.slice(margin!.length + 2));
		if (fieldOf(details, 'failureType') === 'subtestsFailed') continue;
		const stack = fieldOf(details, 'stack').split('\n');
		return {
			name,
			place: readPlace(/^(.+):(\d+):\d+$/.exec(fieldOf(details, 'location')), paths),
			said: inOneLine([fieldOf(details, 'error')]),
			stack: readStack(
				stack.map(text => ` at ${text}`),
				paths,
			),
			start: at,
		};
	}
	return null;
}

/** A value of TAP's details: in quotes, bare, or as the indented lines that follow. Empty if it is not there. */
function fieldOf(details: string[], name: string): string {
	const at = details.findIndex(line => line.startsWith(`${name}: `));
	const value = details[at]?.slice(name.length + 2) ?? '';
	if (value !== '|-') return value.replace(/^(['"])(.*)\1$/, '$2');
	const end = details.findIndex((line, index) => index > at && line.trim() !== '' && !line.startsWith('  '));
	return details
		.slice(at + 1, end < 0 ? undefined : end)
		.map(line => line.slice(2))
		.join('\n');
}

function readPlace(match: RegExpExecArray | null, paths: readonly string[]): Frame | null {
	const file = match && locate(match[1]!, paths);
	return file ? {file, line: Number(match[2]), scope: null} : null;
}

/** An assertion tells what differs below its first line. */
function inOneLine(lines: string[]): string {
	return lines
		.join(' ')
		.replace(/^(?:AssertionError|Error) (?:\[\w+\]: )?/, '')
		.replace(/\s+/g, ' ')
		.trim();
}

/** TAP carries what a test file printed as comments. */
function uncommented(line: string): string {
	return line.replace(/^# /, '');
}
