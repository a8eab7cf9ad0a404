/** System calls that fail on purpose, by strace. */
import {spawn, spawnSync} from 'node:child_process';
import {once} from 'node:events';
import {onTestFinished} from 'vitest';

/** Why no call can be made to fail here; null if it can. */
export function whyNoCallFails(): string | null {
	if (process.platform !== 'linux') return 'strace is for Linux';
	const {status, error, stderr} = spawnSync('strace', ['-o', '/dev/null', 'true'], {encoding: 'utf8'});
	if (error) return 'strace is not installed';
	return status === 0 ? null : `strace may not trace: ${stderr.trim()}`;
}

/**
 * From when it settles, calls of a living process on this file fail as `injections` say, in strace's words, e.g.
 * `pwrite64:error=EIO`. Which call is the n-th, `when` counts in each thread by itself. Returns what strace has told since.
 */
export async function failOn(
	pid: number,
	path: string,
	injections: readonly string[],
): Promise<() => string> {
	const words = injections.flatMap(each => ['-e', `inject=${each}`]);
	const traced = injections.map(each => each.slice(0, each.indexOf(':'))).join(',');
	const strace = spawn('strace', ['-f', '-p', String(pid), '-P', path, '-e', `trace=${traced}`, ...words], {
		stdio: ['ignore', 'ignore', 'pipe'],
	});
	onTestFinished(() => void strace.kill());
	// It says when it is attached to all threads.
	const [said] = await Promise.race([once(strace.stderr, 'data'), once(strace, 'close')]);
	if (!String(said).includes('attached')) throw new Error(`strace did not attach: ${said}`);
	let told = '';
	strace.stderr.setEncoding('utf8').on('data', (text: string) => {
		told += text;
	});
	return () => told;
}
