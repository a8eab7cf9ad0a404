import {join} from 'node:path';
import {type IPty, spawn} from '@lydell/node-pty';
import {plainEnvironment} from './plain-environment.ts';

/** The built app. */
export const app = join(import.meta.dirname, '../../dist/main.js');

/** Node with these arguments in a pseudo-terminal of its own, its settings in the folder. Whoever starts it ends it. */
export function startInTerminal(
	args: string[],
	{
		folder,
		columns,
		rows,
		env = {},
	}: {folder: string; columns: number; rows: number; env?: Record<string, string>},
): IPty {
	return spawn(process.execPath, args, {
		name: 'xterm-256color',
		cols: columns,
		rows,
		cwd: folder,
		env: plainEnvironment({
			TERM: 'xterm-256color',
			COLORTERM: 'truecolor',
			ORCHESTRAI_CONFIG_DIR: join(folder, 'config'),
			...env,
		}),
	});
}
