/** One measurement: a program in a process of its own, in an environment that is the same on every machine. */
import {execFile} from 'node:child_process';
import {delimiter} from 'node:path';
import type {Contender, Measurement} from './row.ts';

/** What hangs is ended, and is a fault of the bench; nothing takes so long by itself. */
const patience_ms = 5 * 60_000;

/** All else could steer what is measured: proxies, endpoints, CI, options of node. */
const kept = ['HOME', 'USER', 'LOGNAME', 'SHELL'];

/** The system's own programs come first: the shims of version managers take a tenth of a second, each time. */
const path = ['/usr/local/bin', '/usr/bin', '/bin', process.env.PATH].filter(Boolean).join(delimiter);

/** `folder`: where it may write. Rejects with what the program said, if it printed no measurement. */
export function measure({name, program}: Contender, folder: string): Promise<Measurement> {
	const env = {
		...Object.fromEntries(kept.map(variable => [variable, process.env[variable]])),
		PATH: path,
		TMPDIR: folder,
		LANG: 'C.UTF-8',
		NODE_ENV: 'production',
	};
	const options = {cwd: import.meta.dirname, env, timeout: patience_ms, maxBuffer: 64 * 1024 * 1024};
	return new Promise((resolve, reject) => {
		execFile(process.execPath, program, options, (error, stdout, stderr) => {
			const measurement = readMeasurement(stdout);
			if (!error && measurement) resolve(measurement);
			else {
				const said = stderr.trim().split('\n').slice(-12).join('\n');
				const why = error?.killed
					? `took longer than ${patience_ms / 60_000} minutes`
					: 'printed no measurement';
				reject(new Error(`${name} (node ${program.join(' ')}) ${why}. ${said}`, {cause: error}));
			}
		});
	});
}

/** The last line of what was printed. */
function readMeasurement(stdout: string): Measurement | null {
	try {
		const read = JSON.parse(stdout.trim().split('\n').at(-1)!) as Record<string, unknown>;
		const whole = Number.isFinite(read.figure) || typeof read.missing === 'string';
		return whole ? (read as Measurement) : null;
	} catch {
		return null;
	}
}
