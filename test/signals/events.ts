/** What ends the app, and the exit code that tells of it. */
import {readlinkSync} from 'node:fs';
import {endProcess} from '../helpers/marked-processes.ts';
import type {Headless, OnScreen} from './going.ts';

export type End<Going, Code = number> = {
	code: Code;
	/** Noticed only with `--json`, or only without; and only where there is something to print. */
	json?: boolean;
	/** Words of the shell in front of the app's. */
	before?: string[];
	happens(going: Going): void;
};

/** `code` is null where nobody is left who could be told. */
export type ScreenEnd = End<OnScreen, number | null>;

const signal = (name: NodeJS.Signals, code: number, times = 1) => ({
	code,
	happens({app}: {app: number}) {
		for (let n = 0; n < times; n++) endProcess(app, name);
	},
});

const signals = {
	SIGINT: signal('SIGINT', 130),
	'SIGINT, twice': signal('SIGINT', 130, 2),
	SIGTERM: signal('SIGTERM', 143),
	SIGHUP: signal('SIGHUP', 129),
	SIGQUIT: signal('SIGQUIT', 131),
};

export const screenEnds = {
	...signals,
	'its window is closed': {code: null, happens: ({terminal}) => terminal.close()},
	'its terminal is killed': {
		code: null,
		// A terminal of its own within the test's.
		before: ['bash', '-c', 'exec script -qfec "$(printf "%q " "$@")" /dev/null', 'bash'],
		happens({terminal}) {
			const own = terminal.processes().find(pid => readlinkSync(`/proc/${pid}/exe`).endsWith('/script'));
			endProcess(own!, 'SIGKILL');
		},
	},
	// As after `nohup`, or where a window manager kills what it started.
	'its window is closed, and no signal tells': {
		code: null,
		before: ['setsid', '-w'],
		happens: ({terminal}) => terminal.close(),
	},
} satisfies Record<string, ScreenEnd>;

export const headlessEnds = {
	...signals,
	// Found out when it prints next: actions there,
	'nobody reads its stdout': {
		code: 141,
		json: true,
		happens({program, goOn}) {
			program.leave('stdout');
			goOn();
		},
	},
	// and lines here.
	'nobody reads its stderr': {
		code: 141,
		json: false,
		happens({program, goOn}) {
			program.leave('stderr');
			goOn();
		},
	},
} satisfies Record<string, End<Headless>>;
