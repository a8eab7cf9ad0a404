/** The person's own editor, on a file of their own, while home is on the screen. */
import type {Terminal} from '../../core/ports.ts';
import {openInEditor} from '../../io/editor.ts';
import {createRedactor} from '../../io/memory/redact.ts';
import type {Surroundings} from '../command.ts';
import {readSettingsAsTheyAre} from '../read-settings-trusting.ts';
import {keysOf} from '../run/endpoint.ts';
import {keyNamesOf, withoutKeys} from '../run/without-keys.ts';

export type FileEditor = {
	/** Settles with what went wrong, a sentence; null if nothing did. */
	open(file: string, terminal: Terminal): Promise<string | null>;
	isOpen(): boolean;
	/** Has it end; settles once the terminal is taken back. */
	stop(): Promise<void>;
};

export function fileEditorOf(around: Surroundings): FileEditor {
	const stopping = new AbortController();
	let editing: Promise<unknown> | null = null;
	return {
		async open(file, terminal) {
			const opened = readSettingsAsTheyAre(around, {baseUrl: null, given: false}).then(settings => {
				return openInEditor(file, {
					// It is nobody's business what the keys are.
					environment: withoutKeys(around.environment, {
						names: keyNamesOf(settings),
						redact: createRedactor(keysOf(settings)),
					}),
					terminal,
					write: sequence => void around.stdout.send(sequence),
					signal: stopping.signal,
				});
			});
			editing = opened.catch(() => undefined);
			try {
				return await opened;
			} finally {
				editing = null;
			}
		},
		isOpen: () => editing !== null,
		async stop() {
			stopping.abort();
			await editing;
		},
	};
}
