/** A run without a screen: lines on stderr, or actions as JSON on stdout. */
import type {FinishStatus} from '../../core/events.ts';
import type {RunView} from '../../core/store.ts';
import {escapeJson} from '../../core/visible.ts';
import type {Redact} from '../../io/memory/redact.ts';
import type {ForkFrom} from '../../ui/intentions.ts';
import type {Surroundings} from '../command.ts';
import {brokenPipe} from '../exit-code.ts';
import type {Output} from '../output.ts';
import {describeFault, namesRunning, onFault} from './faults.ts';
import {printProgress} from './print-progress.ts';
import {onSignals} from './signals.ts';
import type {Running} from './sitting.ts';

/** Has the run reported; returns how to stop. */
export function reportPlainly(
	view: RunView,
	around: Surroundings,
	{json, redact}: {json: boolean; redact: Redact},
): () => void {
	if (!json) return printProgress(view, line => around.stderr.write(redact(line)));
	return view.onEvent(event => {
		around.stdout.write(`${redact(escapeJson(event))}\n`);
	});
}

/** `signalCode`: the exit code of what stopped it, if anything did; `fault`: what nobody caught. */
export type Ended = {
	status: FinishStatus;
	signalCode: number | null;
	fault: Error | null;
	/** A fork that the person wants begun now. */
	next?: ForkFrom;
};

/**
 * Lets signals stop the engine, and a broken pipe if `outputs` are what the run reports to; a fault
 * that nobody caught stops it too.
 */
export async function untilFinished(
	{engine, ended}: Running,
	view: Pick<RunView, 'state'>,
	outputs: readonly Output[] = [],
): Promise<Ended> {
	let signalCode: number | null = null;
	let fault: Error | null = null;
	const stop = (code: number, message: string) => {
		signalCode ??= code;
		engine.stop(message);
	};
	const offs: (() => unknown)[] = [
		onSignals((signal, code) => stop(code, `Interrupted by ${signal}.`)),
		onFault(
			error => {
				fault ??= error;
				engine.stop(describeFault(error));
			},
			() => namesRunning(view.state()),
		),
	];
	for (const output of outputs) {
		offs.push(output.onBroken(() => stop(brokenPipe, 'Nobody reads the output any more.')));
	}

	try {
		return {status: await ended(), signalCode, fault};
	} finally {
		for (const off of offs) off();
	}
}
