import {setImmediate} from 'node:timers/promises';
import {useApp, useStdin, useStdout} from 'ink';
import {useState} from 'react';
import type {Terminal} from '../../core/ports.ts';

/** Ink's suspension as the port that lends the terminal. */
export function useTerminal(): Terminal {
	const {suspendTerminal} = useApp();
	const {stdin} = useStdin();
	const {stdout} = useStdout();
	const [terminal] = useState(() => terminalOf({suspend: suspendTerminal, stdin, stdout}));
	return terminal;
}

function terminalOf({
	suspend,
	stdin,
	stdout,
}: {
	suspend(task: () => Promise<void>): Promise<void>;
	stdin: NodeJS.ReadableStream;
	stdout: NodeJS.WritableStream;
}): Terminal {
	return {
		async lend(task) {
			const results: Awaited<ReturnType<typeof task>>[] = [];
			await suspend(async () => {
				// Ink lets go of the keyboard without ceasing to read: what is typed would come here in part, and
				// be taken for keys afterwards. A stream can be paused once its listeners are gone, a tick later.
				await setImmediate();
				stdin.pause();
				await setImmediate();
				try {
					results.push(await task());
				} finally {
					// The next frame is drawn from where the cursor was left.
					stdout.write('\r\n');
				}
			});
			return results[0]!;
		},
	};
}
