/** A run without a screen: lines on stderr, or actions as JSON on stdout. */
import type {Engine} from '../../core/engine/engine.ts';
import type {FinishStatus} from '../../core/events.ts';
import type {RunView} from '../../core/store.ts';
import {escapeJson} from '../../core/visible.ts';
import type {Redact} from '../../io/memory/redact.ts';
import type {Surroundings} from '../command.ts';
import {printProgress} from './print-progress.ts';

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

const signals = {SIGINT: 130, SIGTERM: 143, SIGHUP: 129} as const;

/** Lets signals stop the engine; resolves with the status and the signal that came, if one did. */
export async function untilFinished(
	engine: Engine,
	finished: Promise<FinishStatus>,
): Promise<{status: FinishStatus; signalCode: number | null}> {
	let signalCode: number | null = null;
	const stops = Object.entries(signals).map(([signal, code]) => {
		const stop = () => {
			signalCode ??= code;
			engine.stop(`Interrupted by ${signal}.`);
		};
		process.on(signal, stop);
		return () => process.off(signal, stop);
	});
	try {
		return {status: await finished, signalCode};
	} finally {
		for (const stop of stops) stop();
	}
}
