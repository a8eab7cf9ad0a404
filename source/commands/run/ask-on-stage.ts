/** A page on the stage before the run, which the person may leave, or be torn from. */
import type {Stage} from '../../ui/start.tsx';
import type {Surroundings} from '../command.ts';
import {onFault, ScreenFault} from './faults.ts';
import {codes, onSignals} from './signals.ts';
import {onTerminalGone} from './terminal-gone.ts';

/** They left before it began. `signalCode` and `fault`: why, if they did not do it themselves. */
export type Left = {kind: 'left'; signalCode: number | null; fault: Error | null};

/** `ask` shows the page; its signal aborts once that is over, however it ended. */
export async function askOnStage<Choice extends {kind: string}>(
	stage: Stage,
	around: Surroundings,
	ask: (over: AbortSignal) => Promise<Choice | {kind: 'leave'}>,
): Promise<Exclude<Choice, {kind: 'leave'}> | Left> {
	const over = new AbortController();
	let signalCode: number | null = null;
	let fault: Error | null = null;
	const interrupt = (code: number) => {
		signalCode ??= code;
		stage.unmount();
	};
	const offs = [
		onSignals((_, code) => interrupt(code)),
		onTerminalGone(around, () => interrupt(codes.SIGHUP)),
		onFault(error => {
			fault ??= error;
			stage.unmount();
		}),
	];
	try {
		const choice = await ask(over.signal).catch(error => {
			fault ??= new ScreenFault(error);
			return {kind: 'leave'} as const;
		});
		return choice.kind === 'leave' || signalCode !== null || fault !== null
			? {kind: 'left', signalCode, fault}
			: (choice as Exclude<Choice, {kind: 'leave'}>);
	} finally {
		over.abort();
		for (const off of offs) off();
	}
}
