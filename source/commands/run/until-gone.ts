import type {Surroundings} from '../command.ts';
import {onFault, ScreenFault} from './faults.ts';
import {codes, type EndingSignal, onSignals} from './signals.ts';
import {onTerminalGone} from './terminal-gone.ts';

/** What tore a screen from the person: a signal, by its exit code, or a fault; null where it did not. */
export type Torn = {signalCode: number | null; fault: Error | null};

/**
 * Waits until a screen is gone; `unmount` takes it off when the process is asked to end, when the terminal is gone, and
 * when something fails that nobody caught. `shown`: what showing it settled with; null when drawing it failed. `passes`:
 * signals that are somebody else's.
 */
export async function untilGone<T>(
	around: Surroundings,
	unmount: () => void,
	show: () => Promise<T>,
	passes: (signal: EndingSignal) => boolean = () => false,
): Promise<Torn & {shown: T | null}> {
	let signalCode: number | null = null;
	let fault: Error | null = null;
	const interrupt = (code: number) => {
		signalCode ??= code;
		unmount();
	};
	const offs = [
		onSignals((signal, code) => {
			if (!passes(signal)) interrupt(code);
		}),
		onTerminalGone(around, () => interrupt(codes.SIGHUP)),
		onFault(error => {
			fault ??= error;
			unmount();
		}),
	];
	try {
		const shown = await show().catch(error => {
			fault ??= new ScreenFault(error);
			return null;
		});
		return {shown, signalCode, fault};
	} finally {
		for (const off of offs) off();
	}
}
