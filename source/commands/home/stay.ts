import {firstHome} from '../../ui/home/home.ts';
import type {Invocation, Surroundings} from '../command.ts';
import {isFromClone} from '../from-clone.ts';
import {type RunFlags, readRunFlags} from '../run/flags.ts';
import {isInteractive} from '../run/is-interactive.ts';
import type {LastSound} from './library.ts';
import {showHome} from './show-home.ts';

/** What is kept for as long as the app runs: what the person chose, and how pipelines were when they were last sound. */
export type Session = {flags: RunFlags; lastSound: LastSound};

export async function stay({flags: given, around}: Invocation): Promise<number> {
	const session: Session = {
		flags: readRunFlags({runsDir: given.runsDir}),
		lastSound: new Map(),
	};
	if (!isInteractive(around, session.flags)) {
		// Who tries a clone in a pipe sees what the app does; who has it in a folder of theirs wants no run in it.
		if (isFromClone(around.environment)) {
			const {runDemo} = await import('../demo/run-demo.ts');
			return runDemo(session.flags, around);
		}

		const {printOffers} = await import('./print-offers.ts');
		return printOffers(session, around);
	}

	const summaries: string[] = [];
	try {
		return await stayAtHome(session, around, summaries);
	} finally {
		around.stdout.tell(summaries.join('\n'));
	}
}

/** Home, a run, and home again, until the person leaves. Resolves with the exit code: 0, or a signal's. */
async function stayAtHome(session: Session, around: Surroundings, summaries: string[]): Promise<number> {
	let start = firstHome;
	for (;;) {
		const {choice, home, signalCode} = await showHome(start, session, around);
		if (signalCode !== null) return signalCode;
		if (choice.kind === 'quit') return 0;
		// What runs a pipeline is loaded once one is chosen: home is there sooner.
		const {begin} = await import('./begin.ts');
		const {flags} = session;
		const came = await begin(choice, home, {flags, around, summaries});
		if ('code' in came) return came.code;
		start = came.home;
	}
}
