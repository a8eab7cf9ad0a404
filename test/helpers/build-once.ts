import {execFileSync} from 'node:child_process';
import {fileURLToPath} from 'node:url';

/** Stories drive the built program, so it is built from what is tested. */
export default function setup(): void {
	if (process.env.ORCHESTRAI_TEST_NO_BUILD) return;
	const root = fileURLToPath(new URL('../..', import.meta.url));
	execFileSync('npm', ['run', '--silent', 'build'], {cwd: root, stdio: 'inherit'});
}
