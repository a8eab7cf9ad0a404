import {firstHome} from '../../ui/home/home.ts';
import type {Invocation, Surroundings} from '../command.ts';
import {type RunFlags, readRunFlags} from '../run/flags.ts';
import {isInteractive} from '../run/is-interactive.ts';
import type {LastSound} from './library.ts';
import {showHome} from './show-home.ts';

export async function stay({around}: Invocation): Promise<number> {
	const flags = readRunFlags({});
	if (!isInteractive(around, flags)) {
		const {runDemo} = await import('../demo/run-demo.ts');
		return runDemo(flags, around);
	}

	const summaries: string[] = [];
	try {
		return await stayAtHome(flags, around, summaries);
	} finally {
		around.stdout.write(summaries.join('\n'));
	}
}

/** Home, a run, and home again, until the person leaves. Resolves with the exit code: 0, or a signal's. */
async function stayAtHome(flags: RunFlags, around: Surroundings, summaries: string[]): Promise<number> {
	let start = firstHome;
	const lastSound: LastSound = new Map();
	for (;;) {
		const {choice, home, signalCode} = await showHome(start, around, lastSound);
		if (signalCode !== null) return signalCode;
		if (choice.kind === 'quit') return 0;
		// What runs a pipeline is loaded once one is chosen: home is there sooner.
		const {begin} = await import('./begin.ts');
		const came = await begin(choice, home, {flags, around, summaries});
		if ('code' in came) return came.code;
		start = came.home;
	}
}
