/** Reads what bash prints about a script: `main.sh: line 3: frobnicate: command not found`. */
import {locate, type PrintedError} from './printed-error.ts';

const ERROR = /^(?:bash: )?(\S+): line (\d+): (.+)$/;

/** The last complaint of the shell, null if it had none. */
export function readShellError(output: string, paths: readonly string[]): PrintedError | null {
	const line = output.split(/\r?\n/).findLast(candidate => ERROR.test(candidate));
	if (line === undefined) return null;
	const [, path = '', number, message = ''] = ERROR.exec(line)!;
	return {
		type: 'shell',
		message,
		file: locate(path, paths),
		line: Number(number),
		scope: null,
		excerpt: line,
	};
}
