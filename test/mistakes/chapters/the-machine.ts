import {chmodSync} from 'node:fs';
import {program, startHeadless} from '../../helpers/orchestrai.ts';
import {openTerminal, type Terminal} from '../../helpers/terminal.ts';
import {findOldNode, hasNamespaces, runOn, runWithoutRights, runWithPrograms} from '../elsewhere.ts';
import type {Mistake, Scene, Seen} from '../mistake.ts';
import {onServer, talk} from '../talk.ts';

const unseen = {'talk.yml': talk};
const oldNode = findOldNode();

/** A program that is written and run. */
const coding = {
	'code.yml': `pipeline:
  - {module: start_module, inputs: [], output_name: request}
  - {module: engineer, inputs: [request], output_name: code}
  - {module: debugger, inputs: [request, code], output_name: working_code}
`,
};
const code = ['run', 'code.yml', '--request', 'Say hello', '--base-url', '{url}', '--model', 'm'];
const hello = {answers: {text: '`main.py`\n```python\nprint("hello")\n```\n'}};

/** What stands on the screen once it shows `sign`; then it is left. */
async function look(
	{cwd}: Scene,
	args: string[],
	{
		sign,
		env,
		size = [80, 24],
		act = async () => {},
		leave = ['q'],
		below = 0,
	}: {
		sign: string;
		env?: Record<string, string>;
		size?: [number, number];
		act?: (terminal: Terminal) => Promise<void>;
		leave?: ('q' | 'CtrlC')[];
		below?: number;
	},
): Promise<Seen> {
	const [columns, rows] = size;
	const terminal = await openTerminal({...program(args, {cwd, env}), columns, rows});
	await act(terminal);
	const screen = await terminal.until(sign);
	// What else stands there is another story.
	const said = around(screen, sign, below);
	terminal.press(...(leave as ['q']));
	const {code} = await terminal.exit;
	return {code: code ?? -1, said};
}

/** The line that holds the sign, and so many below it. */
function around(screen: string, sign: string, below: number): string {
	const lines = screen.split('\n');
	const at = lines.findIndex(line => line.includes(sign));
	return lines.slice(at, at + 1 + below).join('\n');
}

export const theMachine: Mistake[] = [
	{
		did: 'Node is too old',
		typed: ['run', 'story'],
		possible: oldNode !== null,
		play: ({cwd}) => runOn(oldNode!, {cwd, args: ['run', 'story']}),
		code: 2,
		next: 'https://nodejs.org',
	},
	{
		did: 'The folder may not be written to',
		unseen,
		typed: [...onServer, '--model', 'm'],
		possible: hasNamespaces,
		async play({cwd, url}) {
			chmodSync(cwd, 0o555);
			try {
				const args = [...onServer, '--model', 'm'].map(word => word.replace('{url}', url));
				return await runWithoutRights({cwd, args});
			} finally {
				chmodSync(cwd, 0o755);
			}
		},
		code: 1,
		next: '--runs-dir',
	},
	{
		did: 'A program is to run, and there is no bubblewrap',
		unseen: coding,
		typed: code,
		server: hello,
		possible: hasNamespaces,
		play: ({cwd, url}) =>
			runWithPrograms(['python3', 'prlimit', 'setpriv'], {
				cwd,
				args: code.map(word => word.replace('{url}', url)),
			}),
		code: 3,
		next: '--allow-run',
	},
	{
		did: 'A program is to run, and there is no Python',
		unseen: coding,
		typed: [...code, '--allow-run', 'always'],
		server: hello,
		possible: hasNamespaces,
		play: ({cwd, url}) =>
			runWithPrograms(['prlimit', 'setpriv'], {
				cwd,
				args: [...code, '--allow-run', 'always'].map(word => word.replace('{url}', url)),
			}),
		code: 1,
		next: 'Install Python',
	},
	{
		did: 'A run is resumed that another terminal is running',
		unseen,
		server: {answers: {hang: true}},
		typed: ['resume'],
		async play({cwd, url}) {
			const other = startHeadless(
				[...onServer, '--model', 'm'].map(word => word.replace('{url}', url)),
				{cwd},
			);
			await other.said('● talk');
			const {ended} = startHeadless(['resume'], {cwd, together: true});
			const {code, stdout} = await ended;
			other.kill('SIGTERM');
			await other.ended;
			return {code: code ?? -1, said: stdout.replaceAll(String(other.pid), '4711')};
		},
		code: 0,
		next: /orchestrai replay \S+ --follow/,
	},
	{
		did: 'The terminal is too small',
		typed: [],
		how: 'It has 50 columns and 12 rows.',
		play: scene => look(scene, [], {sign: 'Too small', size: [50, 12], leave: ['CtrlC'], below: 3}),
		code: 0,
		next: '60×16',
	},
	{
		did: 'The terminal knows no Unicode',
		unseen,
		env: {LC_ALL: 'C'},
		typed: ['graph', 'talk.yml'],
		code: 0,
		next: 'script_writer',
	},
	{
		did: 'A key is pressed that does nothing here',
		unseen,
		typed: [],
		play: scene =>
			look(scene, [], {
				sign: 'does nothing here',
				size: [80, 16],
				async act(terminal) {
					await terminal.until('engineering');
					terminal.type('Z');
				},
			}),
		code: 0,
		next: '?',
	},
];
