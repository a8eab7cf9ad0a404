/** The text behind a tab as it came, for copying. */
import type {Iteration} from '../../core/state/run-state.ts';
import type {RunView} from '../../core/store.ts';
import {type FilesRead, filesRead} from '../run/files-read.ts';
import {turnRead, versionRead} from '../run/reading.ts';
import type {Reading, Tab} from '../run/screen.ts';
import {currentText} from './output.ts';

/** Null where a tab has no text of its own. */
export function createRawText(
	view: RunView,
): (tab: Tab, output_name: string, reading: Reading) => string | null {
	return (tab, output_name, reading) => {
		const operation = view.state().operations.get(output_name);
		if (!operation) return null;
		if (tab === 'prompt') return operation.prompt;
		if (tab === 'versions') return operation.versions[versionRead({reading}, operation) - 1]?.text ?? null;
		if (tab === 'files') return fileText(view, filesRead(operation, reading));
		if (tab === 'debug') return printedBy(operation.iterations[turnRead({reading}, operation)]);
		if (tab !== 'output') return null;
		return view.live(output_name)?.text.toString() ?? currentText(operation) ?? null;
	};
}

function fileText(view: RunView, found: FilesRead | null): string | null {
	const hash = found?.manifest[found.paths[found.at]!];
	return hash === undefined ? null : (view.state().texts.get(hash) ?? null);
}

/** All that an iteration's programs printed; null where they did not. */
function printedBy(iteration: Iteration | undefined): string | null {
	return iteration?.runs.map(({stdout, stderr}) => stdout + stderr).join('') || null;
}
