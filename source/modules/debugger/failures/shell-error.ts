/** Reads what a shell prints about a script: `main.sh: line 3: frobnicate: command not found`. */
import {locate, type PrintedError} from './printed-error.ts';

/** bash says `line 3`, dash and busybox only `3`. */
const ERROR = /^(?:(?:ba)?sh: )?(\S+): (line )?(\d+): (.+)$/;
const NO_CODE = /^syntax error|^unexpected EOF|^Syntax error/;

/** The last complaint of the shell, null if it had none. */
export function readShellError(output: string, paths: readonly string[]): PrintedError | null {
	const complaints = output.split(/\r?\n/).flatMap(line => {
		const [, path = '', said, number, message = ''] = ERROR.exec(line) ?? [];
		const file = locate(path, paths);
		return message && (said || file) ? [{line, file, number: Number(number), message}] : [];
	});
	const last = complaints.at(-1);
	if (!last) return null;
	return {
		type: 'shell',
		message: last.message,
		file: last.file,
		line: last.number,
		scope: null,
		frames: last.file ? [{file: last.file, line: last.number, scope: null}] : [],
		moment: NO_CODE.test(last.message) ? 'reading' : 'running',
		excerpt: last.line,
	};
}
